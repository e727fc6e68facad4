import type { Field } from './field.ts'
import type { Module } from './module.ts'
import type { OrgKind } from './org.ts'

/** The business as one kind of organisation fills it in: words that are for others only are not offered. Nothing is refused by it. */
export function offeredTo(module: Module, filer: OrgKind): Module {
  const known = narrowed.get(module) ?? new Map<OrgKind, Module>()
  narrowed.set(module, known)
  const made = known.get(filer) ?? narrow(module, filer)
  known.set(filer, made)
  return made
}

const narrowed = new WeakMap<Module, Map<OrgKind, Module>>()

function narrow(module: Module, filer: OrgKind): Module {
  const entries = Object.entries(module.fields)
  if (entries.every(([, { options }]) => options.only === undefined)) return module
  return { ...module, fields: Object.fromEntries(entries.map(([key, field]) => [key, offered(field, filer)])) }
}

function offered(field: Field, filer: OrgKind): Field {
  const { only, words } = field.options as { only?: Record<string, readonly OrgKind[]>; words: readonly string[] }
  if (only === undefined) return field
  return { ...field, options: { ...field.options, words: words.filter((word) => only[word]?.includes(filer) ?? true) } }
}
