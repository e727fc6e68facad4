import type { Fields } from './field.ts'
import type { Module } from './module.ts'

/** Reasons for sending something back; every business has them. */
export const RETURN_REASONS = 'return-reasons'

export type Dictionary = { dictionary: string; name: string; levels: 1 | 2 }

/** The dictionaries that a collection names, each once, called as the first field that uses it; and the one that returning needs. */
export function dictionariesIn(modules: readonly Module[]): Dictionary[] {
  const found = new Map<string, Dictionary>([[RETURN_REASONS, { dictionary: RETURN_REASONS, name: '驳回原因', levels: 2 }]])
  for (const each of modules.flatMap((module) => namedIn(module.fields))) {
    const known = found.get(each.dictionary)
    if (!known || known.levels < each.levels) found.set(each.dictionary, { ...each, name: known?.name ?? each.name })
  }
  return [...found.values()]
}

function namedIn(fields: Fields): Dictionary[] {
  return Object.values(fields).flatMap(({ label, options }) => [
    ...(typeof options.dictionary === 'string' ? [{ dictionary: options.dictionary, name: label, levels: options.levels ?? 1 }] : []),
    ...(options.fields ? namedIn(options.fields as Fields) : []),
  ])
}
