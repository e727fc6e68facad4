import { createHash } from 'node:crypto'
import type { AnyValues, Field } from '#kernel/field.ts'
import { canonical } from '#kernel/fold.ts'
import type { Module } from '#kernel/module.ts'
import { partsOf } from '#kernel/sheet/columns.ts'
import { filledAt, firstStep } from '#kernel/steps.ts'

/** What makes two rows the same: the identity of the business where the values have one, else everything that a sheet says. A digest in hexadecimal. */
export function rowKey(module: Module, values: AnyValues): string {
  const identity = module.identity?.key(values) ?? null
  return digest(identity === null ? canonical(sheetOf(module, values)) : `identity ${identity}`)
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

/** The values as far as a sheet can say them, blanks at the ends of texts left out as they are when it is read. */
function sheetOf(module: Module, values: AnyValues): AnyValues {
  const keys = filledAt(module, firstStep(module)).filter((key) => values[key] !== undefined)
  return Object.fromEntries(keys.flatMap((key) => said(module.fields[key]!, values[key]).map((value) => [key, value])))
}

function said(field: Field, value: unknown): unknown[] {
  if (field.kind.sheet?.writtenOnly || field.kind.isBlank(value)) return []
  const parts = partsOf(field)
  if (parts === null) return [trimmed(value)]
  const rows = (value as AnyValues[]).map((row) =>
    Object.fromEntries(
      Object.entries(parts).flatMap(([key, part]) => (row[key] === undefined ? [] : said(part, row[key]).map((each) => [key, each]))),
    ),
  )
  return [rows]
}

const trimmed = (value: unknown) => (typeof value === 'string' ? value.replace(/\r\n?/gu, '\n').trim() : value)

/** A row that could not be read whole is like no other. */
export const badKey = (line: number) => digest(`line ${line}`)
