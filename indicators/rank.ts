import { PLACES, rounded, type Exact } from './exact.ts'
import type { Settings } from './settings.ts'

/** One that is ranked, and by what; null is not ranked. */
export type Entrant = { id: string; value: Exact | null }

/**
 * The rank of each, the greatest value first: competition 1, 2, 2, 4 · dense 1, 2, 2, 3 · modified 1, 3, 3, 4 · ordinal 1, 2, 3, 4 (of equals the
 * one whose id comes first, so that no order of the file decides). Values are compared as they are shown, unless `rankPlaces` is null.
 */
export function ranksOf(entrants: readonly Entrant[], { rank, rankPlaces, rounding }: Pick<Settings, 'rank' | 'rankPlaces' | 'rounding'>) {
  const shown = entrants
    .filter((one): one is { id: string; value: Exact } => one.value !== null)
    .map(({ id, value }) => ({ id, value: compared(value, { rankPlaces, rounding }) }))
    .toSorted((a, b) => b.value.compare(a.value) || (a.id < b.id ? -1 : 1))
  const ranks = new Map<string, number>()
  let tier = 0
  for (let first = 0, next = 0; first < shown.length; first = next) {
    while (next < shown.length && shown[next]!.value.equals(shown[first]!.value)) next++
    tier++
    for (let at = first; at < next; at++)
      ranks.set(shown[at]!.id, { competition: first + 1, dense: tier, modified: next, ordinal: at + 1 }[rank])
  }
  return ranks
}

/**
 * A value as it is compared: as it is shown, or exactly. What is kept of it was rounded as the scheme rounds; what is shown of that goes half up
 * everywhere (`two` of shown.ts), so that whatever looks alike is alike.
 */
export const compared = (value: Exact, { rankPlaces, rounding }: Pick<Settings, 'rankPlaces' | 'rounding'>): Exact =>
  rankPlaces === null ? value : rounded(rounded(value, PLACES, rounding), rankPlaces)
