import { z } from 'zod'
import { exact, fixed, PLACES } from './exact.ts'
import type { Scored, Standard, StandardsShown } from './score.ts'

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

/** A result as a file: the same result gives the same text, whether the command or the server made it. */
export function scoresFileOf({ scheme, units, standards }: Scored): ScoresFile {
  return {
    scheme,
    units: units.map((unit) => ({ ...unit, attainable: sixPlaces(unit.attainable) })),
    standards: Object.fromEntries(Object.entries(standards).map(([id, groups]) => [id, groups.map(inSix)])),
  }
}

const inSix = (one: StandardsShown) => ({ ...one, max: of(one.max), median: of(one.median), min: of(one.min) })
const of = (one: Standard | null) => one && { ...one, value: sixPlaces(one.value) }
const sixPlaces = (written: string) => fixed(exact(written), PLACES)
