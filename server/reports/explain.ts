import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import { windowsOf } from '#indicators/figures.ts'
import type { Scheme } from '#indicators/scheme.ts'
import { businessRoles } from '#kernel/org.ts'
import { notFound } from '#kernel/refusal.ts'
import { idIn } from '../http/id.ts'
import { read } from '../http/route.ts'
import { scope } from './periods.ts'
import { recordsCounted } from './tallied.ts'

/** 溯源: from a score to the records that were counted for it. */
export function explainRoutes(app: FastifyInstance) {
  read(app, {
    url: '/api/reports/computations/:id/records',
    scope,
    allow: { roles: businessRoles },
    summary: '一个单位一项指标所依据的事项（限本人可见的）',
    params: z.strictObject({ id: z.string().max(64) }),
    query: z.strictObject({ unit: z.string().max(64), indicator: z.string().max(60) }),
    handle: async ({ caller, params, query }) => {
      const { rows } = await sql<{ scheme: Scheme; first: string; last: string; lockedAt: Date; fixed: boolean }>`
        select scheme, to_char(first_day, 'YYYY-MM-DD') as first, to_char(last_day, 'YYYY-MM-DD') as last, locked_at as "lockedAt",
          exists (select 1 from fixed_report where computation_id = computation.id) as fixed
        from computation join period on period.id = period_id where computation.id = ${idIn(params.id)}`.execute(app.db)
      const [computation] = rows
      if (!computation || !(computation.fixed || caller.seats.some(({ kind }) => kind === 'office'))) throw notFound()
      const indicator = computation.scheme.indicators.find(({ id }) => id === query.indicator)
      if (!indicator) throw notFound()
      return recordsCounted(app.db, caller, { org: query.unit, windows: windowsOf([indicator], computation), locked: computation.lockedAt })
    },
  })
}
