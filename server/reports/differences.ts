import type { Scored } from '#indicators/score.ts'

/** A unit whose index, rank or one of whose scores is another than before. */
export type Difference = {
  id: string
  name: string
  index: Change
  rank: Change<number>
  band: Change
  scores: { indicator: string; score: Change; figure: Change }[]
}

export type Change<T = string> = { before: T | null; after: T | null }

/** What differs between two computations, unit by unit; nothing of those that are alike. */
export function differences(before: Scored, after: Scored): Difference[] {
  const earlier = new Map(before.units.map((unit) => [unit.id, unit]))
  return after.units.flatMap((unit) => {
    const old = earlier.get(unit.id)
    const scores = Object.entries(unit.scores).flatMap(([indicator, now]) => {
      const was = old?.scores[indicator]
      const score = { before: was?.score ?? null, after: now.score }
      const figure = { before: was?.working.figure ?? null, after: now.working.figure }
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
  })
}
