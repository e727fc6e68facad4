import type { Names } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import type { ImportRow } from '../jobs/types.ts'

/** What a row would be called in the ledger. */
export function titleText(module: Module, { values }: ImportRow, names: Names): string {
  const value = values[module.title]
  const field = module.fields[module.title]!
  return value === undefined || field.kind.isBlank(value) ? '（未填写名称）' : field.kind.toText(value, field, names)
}
