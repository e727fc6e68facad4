import { Input as Line, Space } from 'antd'
import { useState } from 'react'
import { tied, type FilterProps, type InputProps, type ShowProps } from './look.ts'

/** A number is typed in any usual way and read when the field is left; what cannot be read stays as typed, with the reason. */
export function Input({ field, value = '', onChange, id, problem, disabled }: InputProps<string>) {
  const settle = () => {
    const answer = field.kind.schema(field).safeParse(value)
    const read = value.trim() === '' ? undefined : answer.success ? (answer.data as string) : value
    if ((read ?? '') !== value) onChange(read)
  }
  return (
    <Line
      {...tied(id, field, problem)}
      value={value}
      onChange={(event) => onChange(event.target.value || undefined)}
      onBlur={settle}
      onPressEnter={settle}
      status={problem ? 'error' : ''}
      inputMode="decimal"
      autoComplete="off"
      disabled={disabled === true}
      style={{ width: 200 }}
    />
  )
}

export function Show({ value }: ShowProps<string>) {
  return <span style={{ fontVariantNumeric: 'tabular-nums' }}>{value}</span>
}

export const Brief = Show

export function Filter({ field, value, onChange }: FilterProps) {
  const { from, to } = value && !Array.isArray(value) ? value : {}
  const set = (ends: { from?: string | undefined; to?: string | undefined }) => {
    const given = Object.fromEntries(Object.entries(ends).filter(([, end]) => end))
    onChange(Object.keys(given).length > 0 ? given : undefined)
  }
  return (
    <Space.Compact>
      <End
        key={`from ${from}`}
        field={field}
        label={`${field.label}不低于`}
        hint={`${field.label}起`}
        value={from}
        onChange={(end) => set({ from: end, to })}
      />
      <End key={`to ${to}`} field={field} label={`${field.label}不高于`} hint="止" value={to} onChange={(end) => set({ from, to: end })} />
    </Space.Compact>
  )
}

type EndProps = Pick<FilterProps, 'field'> & {
  label: string
  hint: string
  value: string | undefined
  onChange: (end: string | undefined) => void
}

/** One end of a range, taken when it is left; what is no number is pointed out and not asked for. */
function End({ field, label, hint, value, onChange }: EndProps) {
  const [typed, type] = useState(value ?? '')
  const wrong = typed.trim() !== '' && field.kind.rangeEnd?.read(typed) === null
  const settle = () => !wrong && typed.trim() !== (value ?? '') && onChange(typed.trim() || undefined)
  return (
    <Line
      aria-label={label}
      placeholder={hint}
      value={typed}
      onChange={(event) => type(event.target.value)}
      onBlur={settle}
      onPressEnter={settle}
      status={wrong ? 'error' : ''}
      aria-invalid={wrong || undefined}
      inputMode="decimal"
      autoComplete="off"
      style={{ width: 148 }}
    />
  )
}
