import type { AnyValues, Field } from '#kernel/field.ts'
import { canonical } from '#kernel/fold.ts'
import type { Module } from '#kernel/module.ts'
import { filledUpTo } from '#kernel/steps.ts'
import { isAsked } from '#kernel/values.ts'
import { NamesAt } from '#web/api/names-at.tsx'
import type { RecordAnswer } from '#web/api/types.ts'
import { lookOf } from '#web/fields/look-of.ts'
import type { Said } from '#web/fields/look.ts'
import { Guidance } from '#web/fields/parts/guidance.tsx'
import { firstProblem, within } from '#web/fields/parts/said.ts'
import { Spoken } from '#web/fields/parts/spoken.tsx'
import { ChangedMark } from './changed-mark.tsx'
import { placeId } from './place-id.ts'
import styles from './record-values.module.css'

type Props = {
  module: Module
  record: RecordAnswer
  /** Guidance beside each answer, for whoever reviews it. */
  guided: boolean
  /** Fields being corrected on the spot, with what has been typed; null when nothing is. */
  correcting: {
    fields: readonly string[]
    values: AnyValues
    said: readonly Said[]
    onChange: (key: string, value: unknown) => void
  } | null
}

/** What a record says, field by field in the order of its declaration. */
export function RecordValues({ module, record, guided, correcting }: Props) {
  // What a later step writes, or a decision sets, is not there to be missed before.
  const due = filledUpTo(module, record.stage)
  const shown = Object.entries(module.fields).filter(
    ([key]) => isAsked(module, key, record.values) && (due.includes(key) || record.values[key] !== undefined),
  )
  return (
    <NamesAt at={record.filedAt}>
      <dl className={styles.values} data-guided={guided || undefined}>
        {shown.map(([key, field]) => (
          <div key={key} id={`${placeId(key)}-frame`} className={styles.row}>
            <dt>
              <label id={`${placeId(key)}-label`} htmlFor={correcting?.fields.includes(key) ? placeId(key) : undefined}>
                {field.label}
              </label>
              {record.approved && canonical(record.values[key] ?? null) !== canonical(record.approved[key] ?? null) && (
                <ChangedMark field={field} before={record.approved[key]} />
              )}
            </dt>
            <dd>
              {correcting?.fields.includes(key) ? (
                <Correction at={key} field={field} {...correcting} />
              ) : (
                <Answer field={field} value={record.values[key]} />
              )}
            </dd>
            {guided && field.hint && (
              <dd className={styles.guidance}>
                <Guidance field={field} id={`${placeId(key)}-guide`} brief />
              </dd>
            )}
          </div>
        ))}
      </dl>
    </NamesAt>
  )
}

function Answer({ field, value }: { field: Field; value: unknown }) {
  const { Show } = lookOf(field)
  if (value === undefined || field.kind.isBlank(value)) return <span className={styles.blank}>未填写</span>
  return <Show field={field} value={value} />
}

function Correction({ at, field, values, said, onChange }: { at: string; field: Field } & NonNullable<Props['correcting']>) {
  const { Input } = lookOf(field)
  const here = within(said, at)
  const id = placeId(at)
  return (
    <>
      <Input field={field} value={values[at]} onChange={(value) => onChange(at, value)} id={id} problem={firstProblem(here)} said={here} />
      <Spoken id={id} said={here} />
    </>
  )
}
