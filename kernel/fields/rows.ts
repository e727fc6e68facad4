import { z } from 'zod'
import { field, type Common, type Field, type FieldKind, type Fields, type Problem, type Values } from '../field.ts'

type Options<F extends Fields> = Common & { fields: F; max?: number; add?: string; counts?: string; fixed?: true }

/**
 * Rows added one by one with “+”. `add` is the word on that button, `counts` what one row is counted as. `fixed` rows are those that a step `begins`
 * with: nobody adds or removes one, and parts that are given are read only.
 */
export function rows<const F extends Fields, const O extends Options<F>>(label: string, options: O) {
  return field(rowsKind as FieldKind<Values<O['fields']>[]>, label, options, {
    fields: options.fields,
    max: options.max ?? 100,
    add: options.add ?? `增加一条${label}`,
    counts: options.counts ?? label,
    ...(options.fixed ? { fixed: true } : {}),
  })
}

type Row = Record<string, any>

const rowsKind: FieldKind<Row[]> = {
  name: 'rows',
  schema: (of) => z.array(rowSchema(of), { error: '应为若干条' }).max(of.options.max, { error: `最多填写 ${of.options.max} 条` }),
  isBlank: (value) => value.length === 0,
  toText: (value, of, names) => value.map((row, at) => `${at + 1}. ${rowText(row, of, names)}`).join('\n'),
  brief: 'count',
  sheet: { parts: (of) => of.options.fields as Fields },
  search: (value) => value.flatMap((row) => Object.values(row).filter((part) => typeof part === 'string')).join(' '),
  references: (value, of) =>
    value.flatMap((row) => present(row, of).flatMap(([key, part]) => part.kind.references?.(row[key], part) ?? [])),
  missing: (value, of) => value.flatMap((row, at) => missingIn(row, at, of)),
  texts: (value) => value.flatMap((row) => Object.values(row).filter((part): part is string => typeof part === 'string')),
}

export function rowSchema(of: Field): z.ZodType<Row> {
  const parts = Object.entries(of.options.fields as Fields)
  return z.strictObject(Object.fromEntries(parts.map(([key, part]) => [key, part.kind.schema(part).optional()])), {
    error: '这一条的内容有误',
  })
}

function present(row: Row, of: Field): [string, Field][] {
  return Object.entries(of.options.fields as Fields).filter(([key, part]) => row[key] !== undefined && !part.kind.isBlank(row[key]))
}

function rowText(row: Row, of: Field, names: Parameters<FieldKind['toText']>[2]): string {
  return present(row, of)
    .map(([key, part]) => `${part.label}：${part.kind.toText(row[key], part, names)}`)
    .join('；')
}

function missingIn(row: Row, at: number, of: Field): Problem[] {
  return Object.entries(of.options.fields as Fields)
    .filter(([key, part]) => part.required && (row[key] === undefined || part.kind.isBlank(row[key])))
    .map(([key, part]) => ({ field: `${at}.${key}`, message: `${of.label}第 ${at + 1} 条的《${part.label}》没有填写` }))
}
