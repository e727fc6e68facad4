import { createHash } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { figuresOf, windowsOf } from '#indicators/figures.ts'
import type { Scheme } from '#indicators/scheme.ts'
import { score, type Scored } from '#indicators/score.ts'
import { WrongFigure, type Unit } from '#indicators/values.ts'
import { canonical } from '#kernel/fold.ts'
import { conflict } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { standsOn } from '#kernel/store/units.ts'
import { handFiguresOf } from './hand-figures.ts'
import { reports, type ReportId } from './reports.ts'
import { counts, talliedIn, type Sums } from './tallied.ts'

export type Computed = { units: Unit[]; result: Scored; digest: string }

/** Counts what was decided until `locked`, as `sums` adds it up, takes what was entered by hand until then, and scores it. */
export async function compute(
  db: Kysely<DB>,
  { report, scheme, first, last, locked }: { report: ReportId; scheme: Scheme; first: string; last: string; locked: Date },
  sums: Sums = (windows) => talliedIn(db, windows, locked),
): Promise<Computed> {
  const tallied = await sums(windowsOf(scheme.indicators, { first, last }))
  const byHand = await handFiguresOf(db, { report, first, locked })
  return scored(scheme, figuresOf(scheme, await unitsOf(db, { report, last, locked }), tallied, byHand))
}

/** What was entered under another scheme may be no figure of this one. */
function scored(scheme: Scheme, units: Unit[]): Computed {
  try {
    return computedBy(scheme, units)
  } catch (error) {
    throw error instanceof WrongFigure ? conflict('WRONG_FIGURE', `${error.message}，请改正手工录入的指标值。`) : error
  }
}

/** A computation from its scheme and figures alone: the same two give the same digest, today and in ten years. */
export function computedBy(scheme: Scheme, units: Unit[]): Computed {
  const result = score(scheme, units)
  return { units, result, digest: createHash('sha256').update(canonical({ scheme, units, result })).digest('hex') }
}

/**
 * The units that a report has on a day, in the order of official papers, with their comparison group: neither those founded later nor those gone by then, nor
 * those that were given only later what makes them one.
 */
export async function unitsOf(
  db: Kysely<DB>,
  { report, last, locked }: { report: ReportId; last: string; locked: Date },
): Promise<Omit<Unit, 'values'>[]> {
  const { kind, having } = reports[report].of
  const { rows } = await sql<{ id: string; name: string; segment: string | null }>`
    select id, name, segment from org
    where kind = ${kind} and ${standsOn(last)}
      and (${having}::text is null or exists (select 1 from tally where figure = ${having} and tally.org_id = org.id and ${counts(locked)} and ${givenUntil(last)}))
    order by position, id`.execute(db)
  return rows.map(({ id, name, segment }) => ({ id, name, ...(segment ? { group: segment } : {}) }))
}

/** What is re-dated counts anew, but was given by the record’s first submission. */
const givenUntil = (
  last: string,
) => sql`least(tally.counted_at, (select min(act.at) from act where act.record_id = tally.record_id and act.verb = 'submit'))
        < (${last}::date + 1)::timestamp at time zone 'Asia/Shanghai'`
