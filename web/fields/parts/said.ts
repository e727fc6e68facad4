import type { Said } from '../look.ts'

/** What is said at or below one place of a value, with the place taken off. */
export function within(said: readonly Said[], place: string): Said[] {
  return said.flatMap((one) => {
    if (one.field === place) return [{ ...one, field: '' }]
    return one.field.startsWith(`${place}.`) ? [{ ...one, field: one.field.slice(place.length + 1) }] : []
  })
}

/** What is said about the value as a whole. Only kinds made of parts have places inside. */
export function aboutWhole(said: readonly Said[], hasParts: boolean): Said[] {
  return said.filter((one) => !hasParts || !/^\d+\./.test(one.field))
}

export const firstProblem = (said: readonly Said[]) => said.find((one) => one.tone === 'problem')?.message
