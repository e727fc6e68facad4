import type { Field, Fields } from '../field.ts'
import type { Module } from '../module.ts'
import { textKey } from '../text-key.ts'

/** A column of a sheet: a field, or one part of a field of rows. */
export type Column = {
  key: string
  /** The part of a row that stands here, and what that part is. */
  part: string | null
  field: Field
  label: string
}

/** The columns of these fields, in their order. The parts of rows stand side by side; every further row is a further line. */
export function columnsOf(module: Module, keys: readonly string[] = Object.keys(module.fields)): Column[] {
  return keys.flatMap((key): Column[] => {
    const field = module.fields[key]!
    const parts = partsOf(field)
    if (parts === null) return [{ key, part: null, field, label: field.label }]
    return Object.entries(parts).map(([part, each]) => ({ key, part, field: each, label: `${field.label}${BETWEEN}${each.label}` }))
  })
}

/** What the rows of a field consist of; null for a field that has none. */
export const partsOf = (field: Field): Fields | null => field.kind.sheet?.parts?.(field) ?? null

/** Whether a sheet can say what a column stands for. */
export const isReadable = (column: Column): boolean => column.field.kind.sheet?.writtenOnly !== true

export const BETWEEN = '·'

/** How headers are compared: without the marks of what is required, without brackets and what they hold, without punctuation. */
export function headerKey(text: string): string {
  return textKey(text)
    .replace(/\([^()]*\)|\[[^[\]]*\]|【[^【】]*】|〔[^〔〕]*〕/gu, '')
    .replace(/[\s*:：·・.、,/\\|“”"'《》-]/gu, '')
}
