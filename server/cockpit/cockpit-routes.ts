import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import type { BoardTable } from '#cockpits/board-table.ts'
import { cockpitOf, type Past, type State } from '#cockpits/cockpit.ts'
import { indicatorBoards } from '#cockpits/indicator-boards.ts'
import type { Scheme } from '#indicators/scheme.ts'
import type { Scored } from '#indicators/score.ts'
import type { Unit } from '#indicators/values.ts'
import { businessRoles } from '#kernel/org.ts'
import type { Uncounted } from '#kernel/store/uncounted.ts'
import { knownAnswer, sendKnown, type KnownAnswer } from '../http/known-answer.ts'
import { read } from '../http/route.ts'
import { computationOr404 } from '../reports/computations.ts'
import { liveOf, type LiveReport } from '../reports/live.ts'
import { reportId, reports, type ReportId } from '../reports/reports.ts'
import { liveUncounted } from './live-uncounted.ts'
import { mapInForce } from './outline.ts'
import { issuesOf, PastReports } from './past.ts'
import { uncountedFor } from './uncounted.ts'

const scope = 'reports'
const allow = { roles: businessRoles } as const
const ofReport = z.strictObject({ report: reportId })
const ofComputation = z.strictObject({ report: reportId, computation: z.string().max(64) })

type Moment = { first: string; last: string; at: Date; scheme: Scheme; units: Unit[]; result: Scored; tables: BoardTable[] }

/** As many computations as people look at side by side. */
const KEPT = 24

/** 驾驶舱: how a report stands now, or stood when it was fixed, laid beside the fixed report before. */
export function cockpitRoutes(app: FastifyInstance) {
  const each = <T>(of: (report: ReportId) => T) =>
    Object.fromEntries((Object.keys(reports) as ReportId[]).map((report) => [report, of(report)])) as Record<ReportId, T>
  const past = each((report) => new PastReports(app.db, report))
  const uncounted = each((report) => liveUncounted(app, report))
  const prepared = new Map<ReportId, { of: LiveReport; past: Past[]; answer: KnownAnswer }>()
  /** What was computed never changes; what it is laid beside may. */
  const computed = new Map<string, { past: Past[]; answer: KnownAnswer }>()

  read(app, {
    url: '/api/cockpit/map',
    scope,
    allow,
    summary: '五色图轮廓',
    handle: async ({ request, reply }) => sendKnown(request, reply, await mapInForce(app.db)),
  })

  read(app, {
    url: '/api/cockpit/:report',
    scope,
    allow,
    summary: '驾驶舱：本期实时数据（未定稿）',
    params: ofReport,
    handle: async ({ caller, params: { report }, request, reply }) => {
      const [of, before] = await Promise.all([liveOf(app, report).now(caller.now), past[report].now()])
      let known = prepared.get(report)
      if (known?.of !== of || known.past !== before) {
        known = { of, past: before, answer: shown(of, { state: 'live', computation: null }, before) }
        prepared.set(report, known)
      }
      return sendKnown(request, reply, known.answer)
    },
  })

  read(app, {
    url: '/api/cockpit/:report/past',
    scope,
    allow,
    summary: '历期定稿的指数、排名和颜色，最早的在前',
    params: ofReport,
    handle: async ({ params }) => past[params.report].now(),
  })

  read(app, {
    url: '/api/cockpit/:report/issues',
    scope,
    allow,
    summary: '可查看的定稿报表，包括已更正的，最近的在前',
    params: ofReport,
    handle: async ({ params }) => issuesOf(app.db, params.report),
  })

  read(app, {
    url: '/api/cockpit/:report/uncounted',
    scope,
    allow,
    summary: '尚未计入的事项：各区县看本单位的，市委改革办和市级看全部',
    params: ofReport,
    query: z.strictObject({ computation: z.string().max(64).optional() }),
    handle: async ({ caller, params, query }) => {
      const rows = query.computation
        ? await uncountedThen((await computationOr404(app.db, caller, query.computation, params.report)).id)
        : await uncounted[params.report].now(caller.now)
      return uncountedFor(app, caller, rows)
    },
  })

  read(app, {
    url: '/api/cockpit/:report/:computation',
    scope,
    allow,
    summary: '驾驶舱：一次计算的数据；未定稿的只有市委改革办看得到',
    params: ofComputation,
    handle: async ({ caller, params: { report, computation }, request, reply }) => {
      const { id, kept } = await computationOr404(app.db, caller, computation, report)
      const state = kept === null ? 'draft' : 'fixed'
      const before = await past[report].now()
      const key = `${id} ${state}`
      let known = computed.get(key)
      if (known?.past !== before) {
        known = { past: before, answer: shown(await momentThen(id), { state, computation: id }, before) }
        computed.set(key, known)
        if (computed.size > KEPT) computed.delete(computed.keys().next().value!)
      }
      return sendKnown(request, reply, known.answer)
    },
  })

  async function momentThen(id: string): Promise<Moment> {
    const { rows } = await sql<Moment>`
      select scheme, units, result, boards -> 'tables' as tables, to_char(first_day, 'YYYY-MM-DD') as first, to_char(last_day, 'YYYY-MM-DD') as last, locked_at as at
      from computation join period on period.id = period_id where computation.id = ${id}`.execute(app.db)
    return rows[0]!
  }

  async function uncountedThen(id: string): Promise<Uncounted[]> {
    const { rows } = await sql<{
      uncounted: Uncounted[]
    }>`select boards -> 'uncounted' as uncounted from computation where id = ${id}`.execute(app.db)
    return rows[0]!.uncounted
  }
}

function shown(moment: Moment, of: { state: State; computation: string | null }, past: readonly Past[]): KnownAnswer {
  const { first, last, at, scheme, units, result, tables } = moment
  const boards = [...tables, ...indicatorBoards(scheme, units, result)]
  return knownAnswer(cockpitOf({ ...of, first, last, at: at.toISOString(), scheme, result, boards }, past))
}
