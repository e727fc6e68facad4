import { hasClassificationMark } from '#kernel/classification.ts'
import type { AnyValues } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'

/** What was typed and not yet acknowledged by the server. `base` and `version` are what it was typed upon. */
export type Kept = { version: number | null; base: AnyValues; values: AnyValues; org: string | null; at: string; attempt: Attempt | null }

/** A write whose answer never came: repeated with the same key and body, it happens once. */
export type Attempt = { key: string; version: number | null; values: AnyValues; org: string | null }

const PREFIX = 'luoshi.kept.'

/** Two weeks: longer than a holiday. */
const LASTING = 14 * 24 * 60 * 60 * 1000

/** The place of one form's copy: for this person, this business, this record (or a new one). */
export const keptPlace = (person: string, module: Module, id: string | null) => `${PREFIX}${person}.${module.path}.${id ?? 'new'}`

/** Keeps a copy on this machine until the server has it. Texts with a classification mark are left out: they may not be stored anywhere. */
export function keep(place: string, module: Module, kept: Kept) {
  const { values } = kept
  const allowed = Object.fromEntries(Object.entries(values).filter(([key, value]) => !isMarked(module, key, value)))
  try {
    localStorage.setItem(place, JSON.stringify({ ...kept, values: allowed }))
  } catch {
    // A full or forbidden store: what is typed still stands in the page.
  }
}

export function readKept(place: string): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? 'null') as Kept | null
    if (kept === null || Date.now() - Date.parse(kept.at) < LASTING) return kept
    forgetKept(place)
    return null
  } catch {
    return null
  }
}

export function forgetKept(place: string) {
  localStorage.removeItem(place)
}

function isMarked(module: Module, key: string, value: unknown): boolean {
  const field = module.fields[key]
  const texts = value === undefined || !field ? [] : (field.kind.texts?.(value) ?? [])
  return texts.some(hasClassificationMark)
}
