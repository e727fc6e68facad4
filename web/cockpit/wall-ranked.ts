import { changeOf } from '#cockpits/change.ts'
import { byRank, type CockpitUnit } from '#cockpits/cockpit.ts'

/** A unit's line: `change` in ranks since the report before, up above zero. */
export type Ranked = { id: string; name: string; rank: number | null; score: string | null; band: string; change: number | null }

/** Units by one index, the best first, those without a rank last. */
export function rankedBy(index: string, units: readonly CockpitUnit[], nameOf: (id: string) => string): Ranked[] {
  return byRank(units, index).map((unit) => {
    const { rank, score, band } = unit.places[index]!
    return { id: unit.id, name: nameOf(unit.id), rank, score, band, change: changeOf(unit, index)?.ranks ?? null }
  })
}
