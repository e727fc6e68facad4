import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { partsOf, whatIf } from '#indicators/what-if.ts'
import { businessRoles, orgsOf } from '#kernel/org.ts'
import { forbidden, invalid, notFound } from '#kernel/refusal.ts'
import { sendKnown } from '../http/known-answer.ts'
import { read, write } from '../http/route.ts'
import { looksAtAll } from '../identity/at-office.ts'
import type { Caller } from '../identity/identify.ts'
import { liveOf } from './live.ts'
import { scope } from './periods.ts'
import { reportId } from './reports.ts'

const ofReport = z.strictObject({ report: reportId })

/** 实时数据: how the running period stands, and what would be if. Both are told apart from what is fixed. */
export function liveReportRoutes(app: FastifyInstance) {
  read(app, {
    url: '/api/reports/:report/live',
    scope,
    allow: { roles: businessRoles },
    summary: '本期实时得分、排名和颜色（未定稿）',
    params: ofReport,
    handle: async ({ caller, params, request, reply }) => sendKnown(request, reply, await liveOf(app, params.report).now(caller.now)),
  })

  write(app, {
    method: 'POST',
    url: '/api/reports/:report/what-if',
    scope,
    allow: { roles: businessRoles },
    summary: '假如增加或减少若干事项，指数和排名如何；不作任何改动',
    action: 'report:what-if',
    keeps: false,
    params: ofReport,
    body: z.strictObject({
      unit: z.string().max(64),
      wish: z.record(z.string().max(60), z.record(z.string().max(60), z.int().min(-1000).max(1000))).default({}),
    }),
    handle: async ({ caller, params, body }) => {
      const { scheme, units } = await liveOf(app, params.report).now(caller.now)
      if (!units.some(({ id }) => id === body.unit)) throw notFound()
      if (!mayAsk(caller, body.unit)) throw forbidden('只能测算本单位的指数和排名。')
      const parts = new Set(partsOf(scheme).map(({ indicator, part }) => `${indicator} ${part}`))
      for (const [indicator, wished] of Object.entries(body.wish))
        for (const part of Object.keys(wished))
          if (!parts.has(`${indicator} ${part}`))
            throw invalid([{ field: `wish.${indicator}.${part}`, message: '没有这一项可以测算的事项' }])
      return { body: whatIf(scheme, units, body.unit, body.wish), audit: [] }
    },
  })
}

const mayAsk = (caller: Caller, unit: string) => looksAtAll(caller) || orgsOf(caller).includes(unit)
