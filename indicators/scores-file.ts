import { z } from 'zod'
import { exact, fixed, PLACES } from './exact.ts'
import type { Scheme } from './scheme.ts'
import type { ItemScore, Placed, Scored, Standard, StandardsShown } from './score.ts'

const six = z.string().regex(/^-?\d+\.\d{6}$/u)
const rank = z.int().min(1).nullable()
const standard = z.strictObject({ value: six, units: z.array(z.string()) }).nullable()

/** What the command prints: every number that was computed with six places, ranks and counts as they are. */
export const scoresShape = z.strictObject({
  scheme: z.string(),
  units: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      group: z.string().nullable(),
      scores: z.record(
        z.string(),
        z.strictObject({
          score: six.nullable(),
          case: z.string(),
          /** The figure as it came, the formula with the numbers put in, the case in words, the clause. */
          working: z.strictObject({ figure: z.string().nullable(), formula: z.string(), note: z.string(), clause: z.string().nullable() }),
        }),
      ),
      dimensions: z.record(z.string(), z.strictObject({ score: six.nullable(), rank, band: z.string() })),
      /** As it is shown: not below `indexFloor`. */
      index: six.nullable(),
      /** The true sum, which is ranked and coloured. */
      total: six.nullable(),
      /** What could be attained: the weights of what was not dropped. */
      attainable: six,
      rank,
      groupRank: rank,
      band: z.string(),
      pending: z.boolean(),
    }),
  ),
  /** Of each indicator: what figures were measured against, and whose they are; by group where the scope is the group. */
  standards: z.record(
    z.string(),
    z.array(z.strictObject({ group: z.string().nullable(), counted: z.int(), max: standard, median: standard, min: standard })),
  ),
})

export type ScoresFile = z.output<typeof scoresShape>

/** A result as a file: the same result gives the same text, wherever it was kept and whatever that did to the order of its names. */
export function scoresFileOf({ dimensions, indicators }: Scheme, { scheme, units, standards }: Scored): ScoresFile {
  return {
    scheme,
    units: units.map((unit) => ({
      ...{ id: unit.id, name: unit.name, group: unit.group },
      scores: Object.fromEntries(indicators.map(({ id }) => [id, itemOf(unit.scores[id]!)])),
      dimensions: Object.fromEntries(dimensions.map(({ id }) => [id, placeOf(unit.dimensions[id]!)])),
      ...{ index: unit.index, total: unit.total, attainable: sixPlaces(unit.attainable) },
      ...{ rank: unit.rank, groupRank: unit.groupRank, band: unit.band, pending: unit.pending },
    })),
    standards: Object.fromEntries(indicators.map(({ id }) => [id, standards[id]!.map(standardsOf)])),
  }
}

const itemOf = ({ score, case: found, working: { figure, formula, note, clause } }: ItemScore) => ({
  ...{ score, case: found },
  working: { figure, formula, note, clause },
})
const placeOf = ({ score, rank: place, band }: Placed) => ({ score, rank: place, band })
const standardsOf = ({ group, counted, max, median, min }: StandardsShown) => ({
  ...{ group, counted },
  ...{ max: standardOf(max), median: standardOf(median), min: standardOf(min) },
})
const standardOf = (one: Standard | null) => one && { value: sixPlaces(one.value), units: one.units }
const sixPlaces = (written: string) => fixed(exact(written), PLACES)
