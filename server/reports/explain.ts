import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import { measureOf, windowsOf } from '#indicators/figures.ts'
import type { Scheme } from '#indicators/scheme.ts'
import { businessRoles } from '#kernel/org.ts'
import { notFound } from '#kernel/refusal.ts'
import { idIn } from '../http/id.ts'
import { read } from '../http/route.ts'
import { withFiles } from './counted-files.ts'
import { enteredIn } from './hand-figures.ts'
import { scope } from './periods.ts'
import { recordsCounted, recordsKept } from './tallied.ts'

/** 溯源: from a score to the records that were counted for it and their attachments, or to who entered the figure. */
export function explainRoutes(app: FastifyInstance) {
  read(app, {
    url: '/api/reports/computations/:id/records',
    scope,
    allow: { roles: businessRoles },
    summary: '一个单位一项指标所依据的事项及其附件（限本人可见的），或手工录入的依据；已经定稿的，为定稿时计入的',
    params: z.strictObject({ id: z.string().max(64) }),
    query: z.strictObject({ unit: z.string().max(64), indicator: z.string().max(60) }),
    handle: async ({ caller, params, query }) => {
      const { rows } = await sql<{ scheme: Scheme; period: string; first: string; last: string; lockedAt: Date; report: string | null }>`
        select scheme, period_id as period, to_char(first_day, 'YYYY-MM-DD') as first, to_char(last_day, 'YYYY-MM-DD') as last, locked_at as "lockedAt",
          (select id from fixed_report where computation_id = computation.id) as report
        from computation join period on period.id = period_id where computation.id = ${idIn(params.id)}`.execute(app.db)
      const [computation] = rows
      if (!computation || !(computation.report !== null || caller.seats.some(({ kind }) => kind === 'office'))) throw notFound()
      const indicator = computation.scheme.indicators.find(({ id }) => id === query.indicator)
      if (!indicator) throw notFound()
      if (measureOf(indicator) === null) {
        const entered = await enteredIn(app.db, computation.period, computation.lockedAt)
        return { all: 0, records: [], byHand: entered.find((one) => one.indicator === indicator.id && one.org === query.unit) ?? null }
      }
      const asked = { org: query.unit, windows: windowsOf([indicator], computation) }
      const { all, records } =
        computation.report === null
          ? await recordsCounted(app.db, caller, { ...asked, locked: computation.lockedAt })
          : await recordsKept(app.db, caller, { ...asked, report: computation.report })
      return { all, records: await withFiles(app.db, app.modules, records), byHand: null }
    },
  })
}
