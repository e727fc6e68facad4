import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Scheme } from '#indicators/scheme.ts'
import type { Scored } from '#indicators/score.ts'
import { scoresFileOf } from '#indicators/scores-file.ts'
import type { Unit } from '#indicators/values.ts'
import { valuesFileOf } from '#indicators/values-file.ts'
import { businessRoles } from '#kernel/org.ts'
import { attachment } from '../http/attachment.ts'
import { read } from '../http/route.ts'
import { computationOr404 } from './computations.ts'
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
      const { id } = await computationOr404(app.db, caller, params.id)
      const { rows } = await sql<Kept>`select scheme, units, result from computation where id = ${id}`.execute(app.db)
      reply.headers({ 'Content-Type': 'application/json; charset=utf-8', 'Content-Disposition': attachment(params.name) })
      await reply.send(`${JSON.stringify(files[params.name](rows[0]!), null, 2)}\n`)
      return undefined
    },
  })
}
