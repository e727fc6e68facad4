import { exact, fixed, mean } from '#indicators/exact.ts'
import { TOTAL, type Past } from './cockpit.ts'

/** A fixed period on a line of time; `score` is what is drawn, `rank` and `band` what is told. */
export type Point = {
  computation: string
  first: string
  last: string
  scheme: string
  score: string | null
  rank: number | null
  band: string | null
}

/** How a unit stood by an index from one fixed period to the next, the oldest first. A period whose scheme had no such index has no score. */
export function trendOf(past: readonly Past[], unit: string, index: string): Point[] {
  return past.map(({ computation, first, last, scheme, places }) => {
    const place = places[unit]?.[index]
    return { computation, first, last, scheme, score: place?.score ?? null, rank: place?.rank ?? null, band: place?.band ?? null }
  })
}

/** The mean of all units that had the index, exactly added up and rounded once. */
export function meanTrend(past: readonly Past[], index: string = TOTAL): Point[] {
  return past.map(({ computation, first, last, scheme, places }) => {
    const scores = Object.values(places).flatMap((place) => (place[index]?.score == null ? [] : [exact(place[index].score)]))
    return { computation, first, last, scheme, score: scores.length === 0 ? null : fixed(mean(scores), 6), rank: null, band: null }
  })
}

/** Where a line may be drawn: neighbouring periods with a score, of one scheme. What two schemes made is not joined. */
export function stretches(points: readonly Point[]): Point[][] {
  const found: Point[][] = []
  let before: Point | undefined
  for (const point of points) {
    if (point.score !== null) {
      if (before?.score != null && before.scheme === point.scheme) found.at(-1)!.push(point)
      else found.push([point])
    }
    before = point
  }
  return found
}
