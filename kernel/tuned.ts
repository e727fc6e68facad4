import type { Field, Fields } from './field.ts'
import { hintsIn } from './hints.ts'
import type { FilingWindow, Module, Step } from './module.ts'

/** Words of one field in place of the declared ones; an empty text takes them away. */
export type Wording = { hint?: string | undefined; example?: string | undefined }

/** What the office sets in a business by itself. Whatever is not named here is as declared. */
export type Tuning = {
  scope: string | null
  /** By the key of the field, `results.name` inside rows. */
  fields: Record<string, Wording>
  /** Hints of the 填报体检 that are switched off, by name. */
  off: readonly string[]
  /** Days for a step; null for none. */
  within: Record<string, number | null>
  window: FilingWindow | null
}

export const AS_DECLARED: Tuning = { scope: null, fields: {}, off: [], within: {}, window: null }

/**
 * The business as the office has tuned it: a module like any other, so that forms, hints, deadlines, help, Excel and the API all follow. What a
 * tuning names and the declaration no longer has counts for nothing.
 */
export function tuned(module: Module, { scope, fields, off, within, window }: Tuning): Module {
  const silenced = hintNames(module).filter((name) => off.includes(name))
  return {
    ...module,
    scope: scope ?? module.scope,
    fields: worded(module.fields, fields, ''),
    flow: Object.fromEntries(
      Object.entries(module.flow).map(([key, step]) => [key, Object.hasOwn(within, key) ? timed(step, within[key]!) : step]),
    ),
    ...(silenced.length > 0 ? { silenced } : {}),
    ...(window ? { window } : {}),
  }
}

/** The same tuning without what only repeats the declaration, so that a later release still changes it, and without what the declaration no longer has. */
export function trimmed(module: Module, tuning: Tuning): Tuning {
  const declared = new Map(fieldsOf(module.fields))
  const fields = Object.entries(tuning.fields).flatMap(([at, wording]): [string, Wording][] => {
    const field = declared.get(at)
    if (!field) return []
    const { hint, example } = wording
    const own: Wording = {
      ...(hint === undefined || hint === (field.hint ?? '') ? {} : { hint }),
      ...(example === undefined || example === (field.example ?? '') ? {} : { example }),
    }
    return Object.keys(own).length === 0 ? [] : [[at, own]]
  })
  const { window } = tuning
  return {
    scope: tuning.scope === module.scope ? null : tuning.scope,
    fields: Object.fromEntries(fields),
    off: hintNames(module)
      .filter((name) => tuning.off.includes(name))
      .sort(),
    within: Object.fromEntries(
      Object.entries(tuning.within).filter(([key, days]) => Object.hasOwn(module.flow, key) && days !== (module.flow[key]!.within ?? null)),
    ),
    window: window && (window.from !== null || window.to !== null) ? window : null,
  }
}

const hintNames = (module: Module) => hintsIn(module).map(([name]) => name)

/** Every field with its place, parts of rows after their own: `results`, `results.name`. */
export function fieldsOf(fields: Fields, within = ''): [string, Field][] {
  return Object.entries(fields).flatMap(([key, field]): [string, Field][] => [
    [`${within}${key}`, field],
    ...(field.options.fields ? fieldsOf(field.options.fields as Fields, `${within}${key}.`) : []),
  ])
}

function worded(fields: Fields, words: Tuning['fields'], within: string): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([key, field]) => {
      const at = `${within}${key}`
      const parts = field.options.fields as Fields | undefined
      const { hint = field.hint ?? '', example = field.example ?? '' } = Object.hasOwn(words, at) ? words[at]! : {}
      const { hint: _hint, example: _example, ...rest } = field
      return [
        key,
        {
          ...rest,
          ...(hint === '' ? {} : { hint }),
          ...(example === '' ? {} : { example }),
          ...(parts ? { options: { ...field.options, fields: worded(parts, words, `${at}.`) } } : {}),
        },
      ]
    }),
  )
}

function timed({ within: _declared, ...step }: Step, days: number | null): Step {
  return days === null ? step : { ...step, within: days }
}
