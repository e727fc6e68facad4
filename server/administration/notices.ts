import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { v7 } from 'uuid'
import { z } from 'zod'
import { forbidden } from '#kernel/refusal.ts'
import { read, write } from '../http/route.ts'
import { oneLine, typedText } from '../http/texts.ts'

const scope = 'notices'
const noticeShape = z.object({ id: z.string(), title: z.string(), body: z.string(), publishedAt: z.string() })
const SHOWN = 50

/** 通知: read by everybody signed in, published by the module administrators of the reform office. */
export function noticeRoutes(app: FastifyInstance) {
  read(app, {
    url: '/api/notices',
    scope,
    allow: 'signed-in',
    summary: '最近的通知',
    answer: z.array(noticeShape),
    handle: async () =>
      (
        await sql`select id, title, body, published_at as "publishedAt" from notice order by published_at desc, id desc limit ${SHOWN}`.execute(
          app.db,
        )
      ).rows,
  })

  write(app, {
    method: 'POST',
    url: '/api/notices',
    scope,
    allow: { roles: ['module-admin'] },
    summary: '发布通知',
    action: 'notice:publish',
    body: z.strictObject({ title: oneLine('标题', 100), body: typedText('正文', 5000) }),
    handle: async ({ tx, caller, body }) => {
      const seat = caller.seats.find(({ role, kind }) => role === 'module-admin' && kind === 'office')
      if (!seat) throw forbidden('通知由市委改革办的模块管理员发布。')
      const id = v7()
      await sql`insert into notice (id, title, body, published_at, published_by) values (${id}, ${body.title}, ${body.body}, ${caller.now}, ${caller.id})`.execute(
        tx,
      )
      return {
        status: 201,
        body: { id, ...body, publishedAt: caller.now.toISOString() },
        audit: { action: 'notice:publish', object: id, org: seat.org },
      }
    },
  })
}
