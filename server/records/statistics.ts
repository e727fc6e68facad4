import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { isDay } from '#kernel/day.ts'
import { invalid } from '#kernel/refusal.ts'
import { returnRates } from '#kernel/store/returns.ts'
import { stepTimes } from '#kernel/store/step-times.ts'
import { uncountedOf } from '#kernel/store/uncounted.ts'
import { orgsOf } from '#kernel/org.ts'
import { todoNames } from '#kernel/todo.ts'
import { stageLabel } from '#kernel/workflow.ts'
import { looksAtAll } from '../identity/at-office.ts'
import type { Caller } from '../identity/identify.ts'
import { read } from '../http/route.ts'
import { orgNamesOf } from './names.ts'

const span = z.strictObject({ from: z.string().max(10), to: z.string().max(10) })

/** 驳回率, time at each step, and what is not counted. A unit sees its own figures; the reform office and the city see everybody's. */
export function statisticsRoutes(app: FastifyInstance) {
  const module = (path: string) => app.modules.find((each) => each.path === path)!

  read(app, {
    url: '/api/statistics/returns',
    scope: 'statistics',
    allow: { roles: ['entry', 'reviewer', 'leader', 'module-admin'] },
    summary: '驳回率',
    query: span,
    handle: async ({ caller, query }) => {
      const rates = await returnRates(app.db, app.modules, { ...days(query), orgs: scopeOf(caller) })
      const nameOf = await orgNamesOf(
        app.db,
        rates.map((rate) => rate.org),
      )
      return rates.map((rate) => ({ ...rate, orgName: nameOf(rate.org), moduleName: module(rate.module).name }))
    },
  })

  read(app, {
    url: '/api/statistics/steps',
    scope: 'statistics',
    allow: { roles: ['entry', 'reviewer', 'leader', 'module-admin'] },
    summary: '各环节用时',
    query: span,
    handle: async ({ caller, query }) => {
      const times = await stepTimes(app.db, { ...days(query), orgs: scopeOf(caller) })
      return times.map(({ org: _org, ...time }) => ({
        ...time,
        moduleName: module(time.module).name,
        stepLabel: stageLabel(module(time.module), time.step),
      }))
    },
  })

  read(app, {
    url: '/api/uncounted',
    scope: 'statistics',
    allow: { roles: ['entry', 'reviewer', 'leader', 'module-admin'] },
    summary: '尚未计入的事项',
    handle: async ({ caller }) => {
      const waiting = await uncountedOf(app.db, app.modules, caller)
      const nameOf = await orgNamesOf(
        app.db,
        waiting.map((each) => each.org),
      )
      return waiting.map((each) => ({
        ...each,
        moduleName: module(each.module).name,
        unit: module(each.module).unit,
        kindName: each.kind === 'decided' ? null : todoNames[each.kind],
        stageLabel: stageLabel(module(each.module), each.stage),
        orgName: nameOf(each.org),
      }))
    },
  })
}

/** Everybody's figures for the reform office and the city, one's own for all others. */
const scopeOf = (caller: Caller) => (looksAtAll(caller) ? null : orgsOf(caller))

function days({ from, to }: z.infer<typeof span>) {
  for (const [field, day] of Object.entries({ from, to }))
    if (!isDay(day)) throw invalid([{ field, message: '起止日期应形如 2023-03-31' }], 'BAD_DAY')
  if (from > to) throw invalid([{ field: 'to', message: '截止日期不能早于起始日期' }], 'BAD_SPAN')
  return { from, to }
}
