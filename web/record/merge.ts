import type { AnyValues } from '#kernel/field.ts'
import { canonical } from '#kernel/fold.ts'

/** One field that two people changed in different ways. */
export type Clash = { field: string; mine: unknown; theirs: unknown }

/**
 * Puts what I changed on top of what somebody else saved meanwhile. `base` is what we both began from.
 * Where both changed the same field mine stays, and the clash is named so that I can look.
 */
export function merge(base: AnyValues, mine: AnyValues, theirs: AnyValues): { values: AnyValues; clashes: Clash[] } {
  const keys = new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(theirs)])
  const values: AnyValues = {}
  const clashes: Clash[] = []
  const differ = (a: unknown, b: unknown) => canonical(a ?? null) !== canonical(b ?? null)
  for (const key of keys) {
    const changed = differ(mine[key], base[key])
    if (changed && differ(theirs[key], base[key]) && differ(mine[key], theirs[key]))
      clashes.push({ field: key, mine: mine[key], theirs: theirs[key] })
    const value = changed ? mine[key] : theirs[key]
    if (value !== undefined) values[key] = value
  }
  return { values, clashes }
}
