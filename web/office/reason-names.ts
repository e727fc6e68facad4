import type { Module } from '#kernel/module.ts'
import { reasonKinds } from '#kernel/reason-fields.ts'
import { fieldLabels } from './field-labels.ts'

/** What a reason for returning may point at in these businesses, with its names: kinds of fields, then every field once, for businesses share keys. */
export function reasonNames(modules: readonly Module[]): Map<string, string> {
  const labels = new Map<string, Set<string>>()
  for (const module of modules) for (const [at, label] of fieldLabels(module)) labels.set(at, (labels.get(at) ?? new Set()).add(label))
  return new Map([...Object.entries(reasonKinds), ...[...labels].map(([at, names]): [string, string] => [at, [...names].join('、')])])
}
