import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import { messageNames, type MessageKind } from '#kernel/message.ts'
import { invalid } from '#kernel/refusal.ts'
import { aMoment, anId, cursorOf, readCursor } from '#kernel/store/cursor.ts'
import { readableBy } from '#kernel/store/tell.ts'
import { read, write } from '../http/route.ts'
import { uuid } from '../http/texts.ts'

const scope = 'messages'
const LIMIT = 50

const messageShape = z.object({
  id: z.string(),
  kind: z.enum(Object.keys(messageNames) as [MessageKind]),
  kindName: z.string(),
  words: z.string(),
  module: z.string().nullable(),
  moduleName: z.string().nullable(),
  recordId: z.string().nullable(),
  at: z.string(),
  readAt: z.string().nullable(),
})

/** 消息: what this person was told, as far as they may still see what it is about. */
export function messageRoutes(app: FastifyInstance) {
  read(app, {
    url: '/api/messages',
    scope,
    allow: 'signed-in',
    summary: '我的消息，新的在前',
    query: z.strictObject({
      state: z.enum(['all', 'unread']).default('all'),
      after: z.string().max(300).optional(),
    }),
    answer: z.object({ rows: z.array(messageShape), next: z.string().nullable() }),
    handle: async ({ caller, query }) => {
      const cursor = query.after === undefined ? null : readCursor(query.after, aMoment, anId)
      const { rows } = await sql<{ id: string; kind: MessageKind; module: string | null; moment: string }>`
        select id, kind, words, module, record_id as "recordId", at, read_at as "readAt", to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as moment from message
        where ${readableBy(caller)} ${query.state === 'unread' ? sql`and read_at is null` : sql``}
          ${cursor ? sql`and (at, id) < (${`${cursor[0]}+00`}::timestamptz, ${cursor[1]}::uuid)` : sql``}
        order by at desc, id desc limit ${LIMIT + 1}`.execute(app.db)
      const last = rows.length > LIMIT ? rows[LIMIT - 1] : undefined
      return {
        rows: rows.slice(0, LIMIT).map(({ moment: _moment, ...row }) => ({
          ...row,
          kindName: messageNames[row.kind],
          moduleName: app.modules.find(({ path }) => path === row.module)?.name ?? null,
        })),
        next: last ? cursorOf(last.moment, last.id) : null,
      }
    },
  })

  read(app, {
    url: '/api/messages/count',
    scope,
    allow: 'signed-in',
    summary: '未读消息数',
    answer: z.object({ unread: z.int() }),
    handle: async ({ caller }) => {
      const { rows } = await sql<{ unread: number }>`
        select count(*)::int as unread from message where read_at is null and ${readableBy(caller)}`.execute(app.db)
      return rows[0]!
    },
  })

  write(app, {
    method: 'POST',
    url: '/api/messages/read',
    scope,
    allow: 'signed-in',
    summary: '标为已读：所列的，或全部',
    action: 'message:read',
    body: z.strictObject({ ids: z.array(uuid()).max(200).optional(), all: z.literal(true).optional() }),
    handle: async ({ tx, caller, body }) => {
      if ((body.ids === undefined) === (body.all === undefined)) throw invalid([{ field: 'ids', message: '请指明要标为已读的消息' }])
      const { rows } = await sql`
        update message set read_at = ${caller.now} where read_at is null and ${readableBy(caller)}
          and ${body.ids ? sql`id = any(${body.ids}::uuid[])` : sql`true`} returning 1`.execute(tx)
      // The person's other tabs and machines count anew.
      if (rows.length > 0)
        await sql`insert into outbox (kind, record_id, orgs, at) values ('message', ${caller.id}, '{}', ${caller.now})`.execute(tx)
      return { body: { read: rows.length }, audit: { action: 'message:read', object: caller.id, facts: { read: rows.length } } }
    },
  })
}
