import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '#kernel/refusal.ts'
import { read } from '../http/route.ts'

const scope = 'names'
const allow = 'signed-in'

/** What everybody needs to read and to choose: organisations and dictionaries, those no longer in use among them, for old records name them. */
export function nameRoutes(app: FastifyInstance) {
  read(app, {
    url: '/api/orgs',
    scope,
    allow,
    summary: '单位',
    answer: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        short: z.string(),
        kind: z.string(),
        pinyin: z.string(),
        retiredOn: z.string().nullable(),
      }),
    ),
    handle: async () =>
      (await sql`select id, name, short, kind, pinyin, retired_on as "retiredOn" from org order by position, id`.execute(app.db)).rows,
  })

  read(app, {
    url: '/api/dictionaries/:dictionary',
    scope,
    allow,
    summary: '字典',
    params: z.strictObject({ dictionary: z.string().max(64) }),
    answer: z.array(
      z.object({
        code: z.string(),
        parent: z.string().nullable(),
        label: z.string(),
        labels: z
          .array(z.object({ label: z.string(), from: z.string().nullable() }))
          .meta({ description: '历次名称及各自启用的时刻；从未更名的为空' }),
        detail: z.record(z.string(), z.unknown()),
        validFrom: z.string(),
        validUntil: z.string().nullable(),
      }),
    ),
    handle: async ({ params }) => {
      const { rows } = await sql`
        select code, parent, label, labels, detail, valid_from as "validFrom", valid_until as "validUntil"
        from term where dictionary = ${params.dictionary} order by position, code`.execute(app.db)
      if (rows.length === 0) throw notFound()
      return rows
    },
  })
}
