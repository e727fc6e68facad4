import type { Field, Fields } from './field.ts'
import { canonical } from './fold.ts'
import type { Module } from './module.ts'

export type ShownField = {
  label: string
  hint?: string
  example?: string
  clause?: string
  required: boolean
  words?: readonly string[]
  fields?: Record<string, ShownField>
}

/**
 * A declaration as people see it: words, and the days of its steps. With the form of each act, what the acts add up to can be computed again,
 * whatever the office sets later.
 */
export type ShownForm = {
  name: string
  manual: string
  scope: string
  fields: Record<string, ShownField>
  flow: Record<string, string>
  within: Record<string, number | null>
}

export function shownForm(module: Module): ShownForm {
  return {
    name: module.name,
    manual: module.manual,
    scope: module.scope,
    fields: shownFields(module.fields),
    flow: Object.fromEntries(Object.entries(module.flow).map(([key, step]) => [key, step.label])),
    within: Object.fromEntries(Object.entries(module.flow).map(([key, step]) => [key, step.within ?? null])),
  }
}

/** A field that another form worded otherwise; `at` is its key, `results.name` inside rows. It was or is nothing where one of them knows no such field. */
export type Reworded = { at: string; was: ShownField | null; is: ShownField | null }

/** What a form of another time asked for in other words than the declaration does today. */
export function rewordedSince(module: Module, then: ShownForm): Reworded[] {
  return rewordedIn(then.fields, shownFields(module.fields), '')
}

/** The declaration in the words of another time. Fields that it did not know yet keep today's. */
export function wordedAs(module: Module, then: ShownForm): Module {
  return { ...module, fields: fieldsAs(module.fields, then.fields) }
}

function shownFields(fields: Fields): Record<string, ShownField> {
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, shownField(field)]))
}

function shownField({ label, hint, example, clause, required, options }: Field): ShownField {
  return {
    label,
    ...(hint === undefined ? {} : { hint }),
    ...(example === undefined ? {} : { example }),
    ...(clause === undefined ? {} : { clause }),
    required,
    ...(options.words ? { words: options.words } : {}),
    ...(options.fields ? { fields: shownFields(options.fields) } : {}),
  }
}

function rewordedIn(then: Record<string, ShownField>, now: Record<string, ShownField>, within: string): Reworded[] {
  const keys = [...Object.keys(now), ...Object.keys(then).filter((key) => !Object.hasOwn(now, key))]
  return keys.flatMap((key) => {
    const [was, is] = [then[key] ?? null, now[key] ?? null]
    const at = `${within}${key}`
    const { fields: partsThen = {}, ...ownThen } = was ?? {}
    const { fields: partsNow = {}, ...ownNow } = is ?? {}
    const own = canonical(ownThen) === canonical(ownNow) ? [] : [{ at, was, is }]
    return was && is ? [...own, ...rewordedIn(partsThen, partsNow, `${at}.`)] : own
  })
}

function fieldsAs(fields: Fields, then: Record<string, ShownField>): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([key, field]) => [key, Object.hasOwn(then, key) ? fieldAs(field, then[key]!) : field]),
  )
}

function fieldAs({ kind, given, options }: Field, { words, fields, ...then }: ShownField): Field {
  return {
    kind,
    ...then,
    ...(given === undefined ? {} : { given }),
    options: { ...options, ...(words ? { words } : {}), ...(fields && options.fields ? { fields: fieldsAs(options.fields, fields) } : {}) },
  }
}
