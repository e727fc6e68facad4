import type { Module } from '#kernel/module.ts'
import { fieldsOf } from '#kernel/tuned.ts'

/** `成果 / 成果名称` for a part of rows. */
export function fieldLabels(module: Module): Map<string, string> {
  const labels = new Map<string, string>()
  for (const [at, { label }] of fieldsOf(module.fields)) {
    const above = at.includes('.') ? labels.get(at.slice(0, at.lastIndexOf('.'))) : undefined
    labels.set(at, above === undefined ? label : `${above} / ${label}`)
  }
  return labels
}
