import type { FastifyInstance } from 'fastify'
import { sql, type Kysely } from 'kysely'
import type { BoardTable } from '#cockpits/board-table.ts'
import type { Scheme } from '#indicators/scheme.ts'
import type { Scored } from '#indicators/score.ts'
import type { Unit } from '#indicators/values.ts'
import { dayOf, periodOf } from '#kernel/day.ts'
import type { DB } from '#kernel/store/schema.ts'
import { boardTables } from '../cockpit/boards.ts'
import type { Database } from '../database/connect.ts'
import { knownAnswer, type KnownAnswer } from '../http/known-answer.ts'
import { compute } from './compute.ts'
import { sumsSince, type KeptSums } from './kept-sums.ts'
import { Prepared, type Before } from './prepared.ts'
import { reports, type ReportId } from './reports.ts'
import { schemeOn } from './schemes.ts'
import { FOREVER } from './tallied.ts'

/** How a report stands now: nothing that anybody fixed. */
export type LiveReport = {
  first: string
  last: string
  at: Date
  scheme: Scheme
  units: Unit[]
  result: Scored
  tables: BoardTable[]
  /** What it is made of, for the next one. */
  kept: KeptSums
} & KnownAnswer

type Basis = { scheme: Scheme; first: string; last: string }

/** The live figures of a report on a node. They are counted anew when tallies are others, not whenever somebody saves a draft. */
export class Live extends Prepared<LiveReport, Basis> {
  constructor(db: Database, report: ReportId, log: (error: unknown) => void) {
    super(
      db,
      {
        basis: (at) => basisOf(db, report, at),
        marks: sql`kind = 'tally'`,
        make: (tx, of, at, before) => madeOf(tx, report, of, at, before),
      },
      log,
    )
  }
}

async function basisOf(db: Database, report: ReportId, at: Date): Promise<{ stamp: string; of: Basis }> {
  const period = periodOf(dayOf(at), reports[report].every)
  const scheme = await schemeOn(db, report, period.last)
  const stamp = [scheme.id, scheme.version, period.first, await orgStamp(db), await handStamp(db, report, period.first)].join(' ')
  return { stamp, of: { scheme: scheme.content, ...period } }
}

/** Another text when an organisation is new, renamed or retired. */
export async function orgStamp(db: Kysely<DB>): Promise<string> {
  const { rows } = await sql<{ stamp: string }>`select count(*) || '-' || sum(version) as stamp from org`.execute(db)
  return rows[0]!.stamp
}

/** Another text when a figure was entered by hand. */
async function handStamp(db: Kysely<DB>, report: ReportId, first: string): Promise<number> {
  const { rows } = await sql<{ entered: number }>`
    select count(*)::int as entered from hand_figure join period on period.id = period_id where report = ${report} and first_day = ${first}`.execute(
    db,
  )
  return rows[0]!.entered
}

async function madeOf(
  tx: Kysely<DB>,
  report: ReportId,
  { scheme, ...period }: Basis,
  at: Date,
  before: Before<LiveReport> | null,
): Promise<LiveReport> {
  const { sums, kept } = await sumsSince(tx, before && { kept: before.made.kept, snapshot: before.snapshot })
  const { units, result } = await compute(tx, { report, scheme, ...period, locked: FOREVER }, sums)
  const tables = await boardTables(tx, { report, ...period }, sums)
  const shown = { ...period, at, scheme, units, result }
  return { ...shown, tables, kept, ...knownAnswer(shown) }
}

const lives = new WeakMap<FastifyInstance, Map<ReportId, Live>>()

/** The prepared figures of a report, one for everybody who shows them. */
export function liveOf(app: FastifyInstance, report: ReportId): Live {
  const known = lives.get(app) ?? new Map<ReportId, Live>()
  lives.set(app, known)
  const live = known.get(report) ?? new Live(app.db, report, (error) => app.log.error(error))
  known.set(report, live)
  return live
}
