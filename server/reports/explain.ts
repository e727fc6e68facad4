import type { FastifyInstance } from 'fastify'
import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import type { BoardTable } from '#cockpits/board-table.ts'
import { windowsOf as boardWindows } from '#cockpits/boards.ts'
import { measureOf, windowsOf, type Window } from '#indicators/figures.ts'
import type { Indicator, Scheme } from '#indicators/scheme.ts'
import { businessRoles } from '#kernel/org.ts'
import { notFound } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { boardsOfReport } from '../cockpit/boards.ts'
import { read } from '../http/route.ts'
import type { Caller } from '../identity/identify.ts'
import { computationOr404 } from './computations.ts'
import { withFiles } from './counted-files.ts'
import { enteredIn } from './hand-figures.ts'
import { liveOf } from './live.ts'
import { reportId, type ReportId } from './reports.ts'
import { FOREVER, recordsCounted, recordsKept, type Counted } from './tallied.ts'

/**
 * A moment, as far as its records are looked up: the scheme and days it counted by, until when, its period if that was opened, and the fixed report whose rows
 * are kept.
 */
type Moment = {
  scheme: Scheme
  units: { id: string }[]
  tables: BoardTable[]
  first: string
  last: string
  locked: Date
  period: string | null
  kept: string | null
}

/**
 * From a number of the cockpit to the records it was made of: of a board's column, or of an indicator; live, or of a computation; of a unit, or without one of
 * all that make up the total.
 */
export function explainRoutes(app: FastifyInstance) {
  read(app, {
    url: '/api/reports/:report/records',
    scope: 'reports',
    allow: { roles: businessRoles },
    summary: '一个数字所依据的事项及其附件（限本人可见的），或手工录入的依据；已经定稿的，为定稿时计入的',
    params: z.strictObject({ report: reportId }),
    query: z.strictObject({
      unit: z.string().max(64).optional(),
      indicator: z.string().max(60).optional(),
      kind: z.string().max(60).optional(),
      board: z.string().max(60).optional(),
      column: z.string().max(60).optional(),
      computation: z.string().max(64).optional(),
    }),
    handle: async ({ caller, params: { report }, query }) => {
      const moment = query.computation ? await momentThen(app.db, caller, report, query.computation) : await liveMoment(app, caller, report)
      const { of, less, byHand } = soughtIn(report, moment, query)
      if (byHand !== null) {
        const entered = moment.period ? await enteredIn(app.db, moment.period, moment.locked) : []
        return { all: 0, records: [], byHand: entered.find(({ indicator, org }) => indicator === byHand && org === query.unit) ?? null }
      }
      const org = query.unit ?? (query.indicator === undefined ? onBoard(moment, query.board) : moment.units.map(({ id }) => id))
      const { all, records } = await recordsOf(app.db, caller, moment, { org, windows: of, less })
      return { all, records: await withFiles(app.db, app.modules, records), byHand: null }
    },
  })
}

const recordsOf = (db: Kysely<DB>, caller: Caller, { kept, locked }: Moment, asked: Counted) =>
  kept === null ? recordsCounted(db, caller, { ...asked, locked }) : recordsKept(db, caller, { ...asked, report: kept })

async function liveMoment(app: FastifyInstance, caller: Caller, report: ReportId): Promise<Moment> {
  const { scheme, units, tables, first, last } = await liveOf(app, report).now(caller.now)
  const { rows } = await sql<{ id: string }>`select id from period where report = ${report} and first_day = ${first}`.execute(app.db)
  return { scheme, units, tables, first, last, locked: FOREVER, period: rows[0]?.id ?? null, kept: null }
}

async function momentThen(db: Kysely<DB>, caller: Caller, report: ReportId, asked: string): Promise<Moment> {
  const { id, first, last, lockedAt, period, kept } = await computationOr404(db, caller, asked, report)
  const { rows } = await sql<Pick<Moment, 'scheme' | 'units' | 'tables'>>`
    select scheme, units, boards -> 'tables' as tables from computation where id = ${id}`.execute(db)
  return { ...rows[0]!, first, last, locked: lockedAt, period, kept }
}

/** The units that a total adds up: a board names those that have something. */
const onBoard = ({ tables }: Moment, board: string | undefined): string[] =>
  tables.find(({ id }) => id === board)?.rows.map(({ org }) => org) ?? []

type Asked = { [key in 'indicator' | 'kind' | 'board' | 'column']?: string | undefined }

/** What an indicator or a column reads; `byHand` is an indicator whose figures are entered. */
function soughtIn(
  report: ReportId,
  moment: Moment,
  { indicator, kind, board, column }: Asked,
): { of: Window[]; less: Window[]; byHand: string | null } {
  if (indicator !== undefined) {
    const found = moment.scheme.indicators.find(({ id }) => id === indicator)
    if (!found) throw notFound()
    const of = windowsOf([found], moment)
    return { of: kind === undefined ? of : ofKind(found, of, kind), less: [], byHand: measureOf(found) === null ? found.id : null }
  }
  const found = boardsOfReport[report].find(({ id }) => id === board)?.columns.find(({ id }) => id === column)
  if (!found) throw notFound()
  return { ...boardWindows([found], moment), byHand: null }
}

/** Of what an indicator reads, what it takes for this kind. */
function ofKind(indicator: Indicator, windows: readonly Window[], kind: string): Window[] {
  const measure = measureOf(indicator)
  if (measure?.takes !== 'kinds') throw notFound()
  const kinds = Object.keys(measure.as).filter((word) => measure.as[word] === kind)
  if (kinds.length === 0) throw notFound()
  return windows.map((window) => ({ ...window, kinds }))
}
