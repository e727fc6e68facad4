import { Input as Line } from 'antd'
import type { ClipboardEvent, KeyboardEvent } from 'react'
import type { Score } from '#kernel/fields/scores.ts'
import { useNames } from '#web/api/names.ts'
import type { Field } from '#kernel/field.ts'
import type { OrgKind } from '#kernel/org.ts'
import { tied, type InputProps, type ShowProps } from './look.ts'
import { pastedScores } from './parts/pasted-scores.ts'
import styles from './parts/scores.module.css'

/** A sheet with a line for each organisation: arrows and Enter walk it, and two columns copied from a worksheet fill it. */
export function Input({ field, value = [], onChange, id, problem, disabled }: InputProps<Score[]>) {
  const { orgs } = useNames()
  const among: readonly OrgKind[] = field.options.among
  const listed = orgs.filter((org) => among.includes(org.kind) && (!org.retiredOn || value.some((each) => each.org === org.id)))
  const typed = new Map(value.map(({ org, score }) => [org, score]))
  const set = (next: ReadonlyMap<string, string>) => {
    const kept = listed.flatMap(({ id: org }) => (next.get(org) ? [{ org, score: next.get(org)! }] : []))
    onChange(kept.length > 0 ? kept : undefined)
  }
  const settle = (org: string) => {
    const number: Field = field.options.number
    const answer = number.kind.schema(number).safeParse(typed.get(org) ?? '')
    if (answer.success && answer.data !== typed.get(org)) set(new Map(typed).set(org, answer.data as string))
  }
  const paste = (event: ClipboardEvent, from: number) => {
    const pasted = pastedScores(event.clipboardData.getData('text/plain'), listed, from)
    if (pasted.length === 0) return
    event.preventDefault()
    set(new Map([...typed, ...pasted.map(({ org, score }) => [org, score] as const)]))
  }
  // The first line is where the label of the field leads.
  const lineId = (at: number) => (at === 0 ? id : `${id}.${listed[at]?.id}`)
  const walk = (event: KeyboardEvent, at: number) => {
    const step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key]
    if (!step || event.nativeEvent.isComposing) return
    event.preventDefault()
    document.getElementById(lineId(at + step))?.focus()
  }
  return (
    <div role="group" aria-labelledby={`${id}-label`}>
      <p className={styles.said}>
        已填 <strong>{value.length}</strong> / {listed.length} 个单位。可从 Excel 复制“单位、得分”两列或“得分”一列，在起始格粘贴。
      </p>
      <ol className={styles.sheet}>
        {listed.map((org, at) => (
          <li key={org.id}>
            <label htmlFor={lineId(at)}>{org.short}</label>
            <Line
              {...(at === 0 ? tied(id, field, problem) : {})}
              id={lineId(at)}
              data-org={org.id}
              value={typed.get(org.id) ?? ''}
              onChange={(event) => set(new Map(typed).set(org.id, event.target.value))}
              onBlur={() => settle(org.id)}
              onPaste={(event) => paste(event, at)}
              onKeyDown={(event) => walk(event, at)}
              inputMode="decimal"
              autoComplete="off"
              size="small"
              disabled={disabled === true}
              status={typed.get(org.id) && !readable(field, typed.get(org.id)!) ? 'error' : ''}
            />
          </li>
        ))}
      </ol>
    </div>
  )
}

export function Show({ value = [] }: ShowProps<Score[]>) {
  const { short } = useNames()
  return (
    <ol className={styles.sheet}>
      {value.map(({ org, score }) => (
        <li key={org}>
          <span>{short(org)}</span>
          <b>{score}</b>
        </li>
      ))}
    </ol>
  )
}

export function Brief({ value = [] }: ShowProps<Score[]>) {
  return <>{value.length > 0 ? `${value.length} 个单位` : null}</>
}

const readable = (field: Field, typed: string) => (field.options.number as Field).kind.schema(field.options.number).safeParse(typed).success
