import { Tag } from 'antd'
import { memo, type ReactNode } from 'react'
import type { AnyValues, Field } from '#kernel/field.ts'
import { canonical } from '#kernel/fold.ts'
import type { Module } from '#kernel/module.ts'
import { isAsked } from '#kernel/values.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import { lookOf } from '#web/fields/look-of.ts'
import type { Said } from '#web/fields/look.ts'
import { FieldFrame } from '#web/fields/parts/field-frame.tsx'
import { firstProblem, within } from '#web/fields/parts/said.ts'
import { ChangedMark } from './changed-mark.tsx'
import { placeId } from './place-id.ts'
import styles from './form.module.css'

type Props = {
  module: Module
  /** Fields to enter, in the order of the declaration; all that are not given unless told otherwise. */
  only?: readonly string[]
  values: AnyValues
  record: RecordAnswer | null
  said: readonly Said[]
  onChange: (key: string, value: unknown) => void
  onLeave?: (element: HTMLElement, next: Element | null) => void
  /** What else stands below a field, e.g. that its value is taken. */
  below?: Record<string, ReactNode>
  disabled?: boolean
}

/** The fields of a declaration as entries. A field that has nothing to ask for is not there. */
export function FormFields({ module, only, values, record, said, onChange, onLeave, below = {}, disabled }: Props) {
  const entries = Object.entries(module.fields).filter(
    ([key, field]) => !field.given && (!only || only.includes(key)) && isAsked(module, key, values),
  )
  return entries.map(([key, field]) => (
    <div key={key} onBlur={onLeave && ((event) => onLeave(event.target, event.relatedTarget))}>
      <Entry
        at={key}
        field={field}
        value={values[key]}
        record={record}
        said={within(said, key)}
        onChange={onChange}
        disabled={disabled || isKeptShut(record, key)}
        below={below[key]}
      />
    </div>
  ))
}

/** A reviewer may let nothing but the pinned fields be changed. */
export function isKeptShut(record: RecordAnswer | null, key: string): boolean {
  const returned = record?.returned
  return returned?.only === true && !returned.pins.some((pin) => pin.split('.')[0] === key)
}

type EntryProps = {
  at: string
  field: Field
  below: ReactNode
  value: unknown
  record: RecordAnswer | null
  said: Said[]
  onChange: (key: string, value: unknown) => void
  disabled: boolean | undefined
}

/** What is typed into one field of a form does not draw the others anew. What is said at one is told apart afresh each time, so that its words are compared. */
const Entry = memo(DrawnEntry, ({ said: before, ...was }, { said, ...is }) => {
  const keys = Object.keys(is) as (keyof typeof is)[]
  return keys.every((key) => Object.is(was[key], is[key])) && canonical(before) === canonical(said)
})

function DrawnEntry({ at, field, below, value, record, said, onChange, disabled }: EntryProps) {
  const { Input } = lookOf(field)
  const id = placeId(at)
  const pinned = record?.returned?.pins.some((pin) => pin === at || pin.startsWith(`${at}.`))
  const before = record?.approved?.[at]
  const changed = record?.approved && canonical(value ?? null) !== canonical(before ?? null)
  const mark = (
    <span className={styles.marks}>
      {pinned && <Tag color="error">驳回意见指向此项</Tag>}
      {changed && <ChangedMark field={field} before={before} onRestore={disabled ? undefined : () => onChange(at, before)} />}
    </span>
  )
  return (
    <FieldFrame field={field} id={id} said={said} mark={(pinned || changed) && mark} below={below}>
      <Input
        field={field}
        value={value}
        onChange={(changed) => onChange(at, changed)}
        id={id}
        problem={firstProblem(said)}
        said={said}
        disabled={disabled}
        recordId={record?.id}
      />
    </FieldFrame>
  )
}
