import type { Module } from '#kernel/module.ts'
import { useNames } from '../api/names.ts'
import { lookOf } from '../fields/look-of.ts'
import type { ImportRow } from '../jobs/types.ts'
import styles from './import.module.css'

/** A value as it was understood, or what was typed in its place, and what is to be said about it. */
export function PreviewCell({ module, row, column }: { module: Module; row: ImportRow; column: string }) {
  const names = useNames()
  const field = module.fields[column]!
  const value = row.values[column]
  const { Brief } = lookOf(field)
  // What a ledger only counts or cuts is to be read here.
  const long = field.kind.brief !== undefined
  const found = row.found.filter(({ key }) => key?.split('.')[0] === column)
  const wrong = found.find(({ level }) => level === 'error')
  const blank = value === undefined || field.kind.isBlank(value)
  return (
    <>
      {wrong?.typed !== undefined && blank ? (
        <span className={styles.typed}>{wrong.typed}</span>
      ) : blank ? (
        <span className={styles.blank}>—</span>
      ) : Brief && !long ? (
        <Brief field={field} value={value} />
      ) : (
        <span className={long ? styles.long : undefined} title={field.kind.toText(value, field, names)}>
          {field.kind.toText(value, field, names)}
        </span>
      )}
      {found.map(({ level, message, clause }) => (
        <p key={message} className={styles.said} data-level={level}>
          {message}
          {clause && <span>依据：{clause}</span>}
        </p>
      ))}
    </>
  )
}

/** What makes a cell stand out. */
export function toneOf(row: ImportRow, column: string): 'error' | 'lack' | undefined {
  const levels = row.found.filter(({ key }) => key?.split('.')[0] === column).map(({ level }) => level)
  return levels.includes('error') ? 'error' : levels.includes('lack') ? 'lack' : undefined
}
