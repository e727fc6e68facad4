import type { AnyValues, Field, Reference } from './field.ts'
import type { Module } from './module.ts'

/** What a value points at, and the field where it stands. */
export type Pointed = { key: string; field: Field; reference: Reference }

/** Everything that these values of a business point at, in the order of its fields. */
export function pointedAt(module: Module, values: AnyValues): Pointed[] {
  return Object.entries(module.fields).flatMap(([key, field]) => {
    const value = values[key]
    const references = value === undefined ? [] : (field.kind.references?.(value, field) ?? [])
    return references.map((reference): Pointed => ({ key, field, reference }))
  })
}

/** The attachments that these values name, each once. */
export function fileIdsIn(module: Module, values: AnyValues): string[] {
  return [...new Set(pointedAt(module, values).flatMap(({ reference }) => (reference.to === 'file' ? [reference.id] : [])))]
}
