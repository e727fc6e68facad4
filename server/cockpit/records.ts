import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import { windowsOf as boardWindows } from '#cockpits/boards.ts'
import { windowsOf, type Window } from '#indicators/figures.ts'
import type { Scheme } from '#indicators/scheme.ts'
import { businessRoles } from '#kernel/org.ts'
import { notFound } from '#kernel/refusal.ts'
import { idIn } from '../http/id.ts'
import { read } from '../http/route.ts'
import type { Caller } from '../identity/identify.ts'
import { FOREVER } from '../reports/live.ts'
import { liveReports } from '../reports/live-reports.ts'
import { reportId, type ReportId } from '../reports/reports.ts'
import { recordsCounted } from '../reports/tallied.ts'
import { boardsOfReport } from './boards.ts'

/** A moment, as far as its records are looked up: the scheme and days it counted by, and until when. */
type Moment = { scheme: Scheme; first: string; last: string; locked: Date }

/** From a number of the cockpit to the records it was made of: of a board's column, or of an indicator; live, or of a computation. */
export function cockpitRecordRoutes(app: FastifyInstance) {
  const live = liveReports(app)

  read(app, {
    url: '/api/cockpit/:report/records',
    scope: 'reports',
    allow: { roles: businessRoles },
    summary: '驾驶舱一个数字所依据的事项（限本人可见的）',
    params: z.strictObject({ report: reportId }),
    query: z.strictObject({
      unit: z.string().max(64),
      indicator: z.string().max(60).optional(),
      board: z.string().max(60).optional(),
      column: z.string().max(60).optional(),
      computation: z.string().max(64).optional(),
    }),
    handle: async ({ caller, params: { report }, query }) => {
      const moment = query.computation ? await momentOr404(caller, report, query.computation) : await liveMoment(caller, report)
      const { of, less } = windowsIn(report, moment, query)
      const found = { org: query.unit, locked: moment.locked }
      const counted = await recordsCounted(app.db, caller, { ...found, windows: of })
      if (less.length === 0) return counted
      const without = await recordsCounted(app.db, caller, { ...found, windows: less })
      const gone = new Set(without.records.map(({ id }) => id))
      return { all: counted.all - without.all, records: counted.records.filter(({ id }) => !gone.has(id)) }
    },
  })

  async function liveMoment(caller: Caller, report: ReportId): Promise<Moment> {
    return { ...(await live[report].now(caller.now)), locked: FOREVER }
  }

  async function momentOr404(caller: Caller, report: ReportId, id: string): Promise<Moment> {
    const { rows } = await sql<Moment & { fixed: boolean }>`
      select scheme, to_char(first_day, 'YYYY-MM-DD') as first, to_char(last_day, 'YYYY-MM-DD') as last, locked_at as locked,
        exists (select 1 from fixed_report where computation_id = computation.id) as fixed
      from computation join period on period.id = period_id where computation.id = ${idIn(id)} and report = ${report}`.execute(app.db)
    if (!rows[0] || !(rows[0].fixed || caller.seats.some(({ kind }) => kind === 'office'))) throw notFound()
    return rows[0]
  }
}

type Asked = { indicator?: string | undefined; board?: string | undefined; column?: string | undefined }

function windowsIn(report: ReportId, moment: Moment, { indicator, board, column }: Asked): { of: Window[]; less: Window[] } {
  if (indicator !== undefined) {
    const found = moment.scheme.indicators.find(({ id }) => id === indicator)
    if (!found) throw notFound()
    return { of: windowsOf([found], moment), less: [] }
  }
  const found = boardsOfReport[report].find(({ id }) => id === board)?.columns.find(({ id }) => id === column)
  if (!found) throw notFound()
  return { of: boardWindows([found], moment), less: boardWindows([found], moment, true) }
}
