import type { AnyValues, Field, Names } from '../field.ts'
import type { Column } from './columns.ts'

/** A record as lines of texts: everything on the first, further rows of its fields of rows on the lines below. Blank cells are empty texts. */
export function linesOf(columns: readonly Column[], values: AnyValues, names: Names): string[][] {
  const rowsOf = (key: string): AnyValues[] => (Array.isArray(values[key]) ? values[key] : [])
  const count = Math.max(1, ...columns.flatMap(({ key, part }) => (part === null ? [] : [rowsOf(key).length])))
  return Array.from({ length: count }, (_, line) =>
    columns.map(({ key, part, field }) => {
      if (part !== null) return said(rowsOf(key)[line]?.[part], field, names)
      return line === 0 ? said(values[key], field, names) : ''
    }),
  )
}

function said(value: unknown, field: Field, names: Names): string {
  return value === undefined || value === null || field.kind.isBlank(value) ? '' : field.kind.toText(value, field, names)
}
