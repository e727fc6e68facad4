import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import { notFound } from '#kernel/refusal.ts'
import { idIn } from '../http/id.ts'
import { idParam } from '../http/texts.ts'
import { read, write } from '../http/route.ts'
import type { Caller } from '../identity/identify.ts'
import { addressedTo } from './audience.ts'
import { cut, noticePage, olderThan } from './notice-pages.ts'
import { noteReading } from './reading.ts'

const scope = 'notices'
const allow = 'signed-in'

const fileShape = z.object({ id: z.string(), name: z.string(), size: z.number(), type: z.string() })
const listedShape = z.object({
  id: z.string(),
  title: z.string(),
  publishedAt: z.string(),
  publisher: z.string().meta({ description: '发布单位' }),
  attachments: z.int(),
  readAt: z.string().nullable().meta({ description: '本人首次打开的时刻' }),
})

/** 通知公告: read by those a notice is for. Opening one is noted, once, with the units on whose behalf. */
export function noticeRoutes(app: FastifyInstance) {
  read(app, {
    url: '/api/notices',
    scope,
    allow,
    summary: '通知公告（发给本人所在单位的）',
    query: noticePage,
    answer: z.object({ rows: z.array(listedShape), next: z.string().nullable(), unread: z.int() }),
    handle: async ({ caller, query }) => {
      const { rows } = await sql<{ id: string }>`
        select ${listed} from notice ${alongside(caller)} where ${addressedTo(caller)} ${olderThan(query.after)} order by notice.id desc limit ${query.limit + 1}`.execute(
        app.db,
      )
      const unread = await sql<{ count: number }>`
        select count(*)::int as count from notice ${alongside(caller)} where ${addressedTo(caller)} and reading.at is null`.execute(app.db)
      return { ...cut(rows, query.limit), unread: unread.rows[0]!.count }
    },
  })

  read(app, {
    url: '/api/notices/:id',
    scope,
    allow,
    summary: '查看一条通知',
    params: idParam,
    answer: listedShape.extend({ body: z.string(), files: z.array(fileShape) }),
    handle: async ({ caller, params }) => {
      const { rows } = await sql`
        select ${listed}, notice.body, ${noticeFiles} as files from notice ${alongside(caller)} where notice.id = ${idIn(params.id)} and ${addressedTo(caller)}`.execute(
        app.db,
      )
      if (!rows[0]) throw notFound()
      return rows[0]
    },
  })

  write(app, {
    method: 'POST',
    url: '/api/notices/:id/reading',
    scope,
    allow,
    summary: '记录本人已阅（打开通知时）',
    action: 'notice:read',
    params: idParam,
    handle: async ({ tx, caller, params }) => {
      const id = idIn(params.id)
      const readAt = await noteReading(tx, caller, id)
      if (readAt === null) throw notFound()
      return { body: { id, readAt }, audit: { action: 'notice:read', object: id } }
    },
  })
}

/** The files of a notice, in their order; for any query over `notice`. */
export const noticeFiles = sql`(select coalesce(jsonb_agg(jsonb_build_object('id', file.id, 'name', file.name, 'size', file.size, 'type', file.type) order by notice_file.position), '[]')
  from notice_file join file on file.id = notice_file.file_id where notice_file.notice_id = notice.id)`

const listed = sql`notice.id, notice.title, notice.published_at as "publishedAt", publisher.short as publisher, reading.at as "readAt",
  (select count(*)::int from notice_file where notice_id = notice.id) as attachments`

const alongside = (caller: Caller) => sql`
  join org as publisher on publisher.id = notice.published_for left join notice_reading as reading on reading.notice_id = notice.id and reading.person_id = ${caller.id}`
