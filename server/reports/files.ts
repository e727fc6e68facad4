import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Scheme } from '#indicators/scheme.ts'
import type { Scored } from '#indicators/score.ts'
import { scoresFileOf } from '#indicators/scores-file.ts'
import type { Unit } from '#indicators/values.ts'
import { valuesFileOf } from '#indicators/values-file.ts'
import { businessRoles } from '#kernel/org.ts'
import { notFound } from '#kernel/refusal.ts'
import { attachment } from '../http/attachment.ts'
import { idIn } from '../http/id.ts'
import { read } from '../http/route.ts'
import { scope } from './periods.ts'

type Kept = { scheme: Scheme; units: Unit[]; result: Scored }

/** What `npm run score` reads of a computation, and what it prints of it. */
const files = {
  'scheme.json': ({ scheme }: Kept) => scheme,
  'values.json': ({ scheme, units }: Kept) => valuesFileOf(scheme, units),
  'scores.json': ({ scheme, result }: Kept) => scoresFileOf(scheme, result),
}

const name = z.enum(['scheme.json', 'values.json', 'scores.json'], { error: '没有这个文件' })

/** 复核文件: the scheme and the figures of a computation for the command, so that anybody can score them again and compare. */
export function reportFileRoutes(app: FastifyInstance) {
  read(app, {
    url: '/api/reports/computations/:id/files/:name',
    scope,
    allow: { roles: businessRoles },
    summary: '一次计算的指标体系、指标值或得分，供用命令行复核',
    params: z.strictObject({ id: z.string().max(64), name }),
    handle: async ({ caller, params, reply }) => {
      const { rows } = await sql<Kept & { fixed: boolean }>`
        select scheme, units, result, exists (select 1 from fixed_report where computation_id = computation.id) as fixed
        from computation where id = ${idIn(params.id)}`.execute(app.db)
      const [kept] = rows
      // As with the computation itself: what is not fixed is the office’s own draft.
      if (!kept || !(kept.fixed || caller.seats.some(({ kind }) => kind === 'office'))) throw notFound()
      reply.headers({ 'Content-Type': 'application/json; charset=utf-8', 'Content-Disposition': attachment(params.name) })
      await reply.send(`${JSON.stringify(files[params.name](kept), null, 2)}\n`)
      return undefined
    },
  })
}
