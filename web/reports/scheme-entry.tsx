import { Input } from 'antd'
import type { ReactNode } from 'react'
import styles from './scheme.module.css'

/** Where an entry stands in the scheme, e.g. `indicators.2.weight`, and what is wrong there. */
export type Place = { at: string; problem?: string | undefined }

/** The id of the control at a place. */
export const placeId = (at: string) => `at-${at.replaceAll('.', '-')}`

type Props = Place & { label: string; help?: ReactNode; wide?: boolean; children: ReactNode }

/** One thing to fill in, with what is wrong about it below. */
export function Entry({ at, label, problem, help, wide, children }: Props) {
  return (
    <div className={styles.entry} data-wide={wide || undefined}>
      <label htmlFor={placeId(at)}>{label}</label>
      {children}
      <div className={styles.help} data-wrong={problem ? true : undefined} id={`${placeId(at)}-help`} role={problem ? 'alert' : undefined}>
        {problem ?? help}
      </div>
    </div>
  )
}

type Text = Omit<Props, 'children'> & {
  value: string | undefined
  onChange: (value: string) => void
  max?: number
  rows?: number
  decimal?: boolean
}

/** A text, or a decimal as it is written: nothing is rounded on the way. */
export function TextEntry({ value = '', onChange, max, rows, decimal, ...entry }: Text) {
  const common = {
    id: placeId(entry.at),
    value,
    'aria-describedby': `${placeId(entry.at)}-help`,
    'aria-invalid': entry.problem !== undefined,
    status: entry.problem ? ('error' as const) : ('' as const),
    ...(max ? { maxLength: max } : {}),
  }
  return (
    <Entry {...entry}>
      {rows ? (
        <Input.TextArea {...common} autoSize={{ minRows: rows, maxRows: 12 }} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <Input
          {...common}
          {...(decimal ? { inputMode: 'decimal' as const, autoComplete: 'off' } : {})}
          onChange={(event) => onChange(decimal ? event.target.value.trim() : event.target.value)}
        />
      )}
    </Entry>
  )
}
