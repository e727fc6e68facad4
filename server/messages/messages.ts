import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import { messageNames, type MessageKind } from '#kernel/message.ts'
import { invalid } from '#kernel/refusal.ts'
import { readableBy } from '#kernel/store/tell.ts'
import { read, write } from '../http/route.ts'

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
      after: z
        .string()
        .regex(/^\d{1,6}$/, { error: '翻页位置有误' })
        .optional(),
    }),
    answer: z.object({ rows: z.array(messageShape), next: z.string().nullable() }),
    handle: async ({ caller, query }) => {
      const from = Number(query.after ?? 0)
      const { rows } = await sql<{ kind: MessageKind; module: string | null }>`
        select id, kind, words, module, record_id as "recordId", at, read_at as "readAt" from message
        where ${readableBy(caller)} ${query.state === 'unread' ? sql`and read_at is null` : sql``}
        order by at desc, id desc limit ${LIMIT + 1} offset ${from}`.execute(app.db)
      return {
        rows: rows.slice(0, LIMIT).map((row) => ({
          ...row,
          kindName: messageNames[row.kind],
          moduleName: app.modules.find(({ path }) => path === row.module)?.name ?? null,
        })),
        next: rows.length > LIMIT ? String(from + LIMIT) : null,
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
    body: z.strictObject({ ids: z.array(z.uuid()).max(200).optional(), all: z.literal(true).optional() }),
    handle: async ({ tx, caller, body }) => {
      if ((body.ids === undefined) === (body.all === undefined)) throw invalid([{ field: 'ids', message: '请指明要标为已读的消息' }])
      const { rows } = await sql`
        update message set read_at = ${caller.now} where read_at is null and ${readableBy(caller)}
          and ${body.ids ? sql`id = any(${body.ids}::uuid[])` : sql`true`} returning 1`.execute(tx)
      // The person's other tabs and machines count anew.
      await sql`insert into outbox (kind, record_id, orgs, at) values ('message', ${caller.id}, '{}', ${caller.now})`.execute(tx)
      return { body: { read: rows.length }, audit: { action: 'message:read', object: caller.id, facts: { read: rows.length } } }
    },
  })
}
