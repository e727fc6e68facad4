import type { Scored, UnitScore } from '#indicators/score.ts'

/** A unit whose index, rank or one of whose scores is another than before. */
export type Difference = {
  id: string
  name: string
  index: Change
  rank: Change<number>
  /** `after` is null of a unit that is gone. */
  band: Change
  scores: { indicator: string; score: Change; figure: Change }[]
}

export type Change<T = string> = { before: T | null; after: T | null }

/** What differs between two computations, unit by unit, those that are gone last; nothing of those that are alike. */
export function differences(before: Scored, after: Scored): Difference[] {
  const earlier = new Map(before.units.map((unit) => [unit.id, unit]))
  const still = new Set(after.units.map(({ id }) => id))
  return [
    ...after.units.flatMap((unit) => differing(earlier.get(unit.id), unit)),
    ...before.units.filter(({ id }) => !still.has(id)).map(gone),
  ]
}

function differing(old: UnitScore | undefined, unit: UnitScore): Difference[] {
  // Also what only the earlier scheme had.
  const indicators = [...new Set([...Object.keys(unit.scores), ...Object.keys(old?.scores ?? {})])]
  const scores = indicators.flatMap((indicator) => {
    const [was, now] = [old?.scores[indicator], unit.scores[indicator]]
    const score = { before: was?.score ?? null, after: now?.score ?? null }
    const figure = { before: was?.working.figure ?? null, after: now?.working.figure ?? null }
    return score.before === score.after && figure.before === figure.after ? [] : [{ indicator, score, figure }]
  })
  const found: Difference = {
    ...{ id: unit.id, name: unit.name, scores },
    index: { before: old?.index ?? null, after: unit.index },
    rank: { before: old?.rank ?? null, after: unit.rank },
    band: { before: old?.band ?? null, after: unit.band },
  }
  const same =
    scores.length === 0 && found.index.before === unit.index && found.rank.before === unit.rank && found.band.before === unit.band
  return same ? [] : [found]
}

/** A unit that the later computation has not: it has no scores there to compare. */
const gone = ({ id, name, index, rank, band }: UnitScore): Difference => ({
  ...{ id, name, scores: [] },
  index: { before: index, after: null },
  rank: { before: rank, after: null },
  band: { before: band, after: null },
})
