import type { FastifyInstance } from 'fastify'
import { sql, type Kysely } from 'kysely'
import { v7 } from 'uuid'
import { z } from 'zod'
import { conflict, invalid, notFound } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { stale } from '../administration/stale.ts'
import { idIn } from '../http/id.ts'
import { idParam, oneLine, typedText, uuid, version } from '../http/texts.ts'
import { read, write } from '../http/route.ts'
import { tellNews } from '../live/news.ts'
import { audienceShape, isAddressed } from './audience.ts'
import { heldFiles } from './held-files.ts'
import { cut, noticePage, olderThan } from './notice-pages.ts'
import { noticeFiles } from './notices.ts'
import { noteReading } from './reading.ts'
import { officeOnly, officeSeat, requireOffice } from './seat.ts'

const scope = 'office'
const allow = officeOnly
const MOST_FILES = 20

/** 通知发布: the office publishes and withdraws notices, and sees which units have read them. */
export function publishedNoticeRoutes(app: FastifyInstance) {
  read(app, {
    url: '/api/office/notices',
    scope,
    allow,
    summary: '已发布的通知（管理）',
    query: noticePage,
    handle: async ({ caller, query }) => {
      requireOffice(caller)
      const { rows } = await sql<{ id: string }>`
        select ${published} from notice join person on person.id = notice.published_by where true ${olderThan(query.after)} order by notice.id desc limit ${query.limit + 1}`.execute(
        app.db,
      )
      return cut(rows, query.limit)
    },
  })

  read(app, {
    url: '/api/office/notices/:id/readings',
    scope,
    allow,
    summary: '已读情况：各单位何人何时阅读，哪些单位尚未阅读',
    params: idParam,
    handle: async ({ caller, params }) => {
      requireOffice(caller)
      return readingsOf(app.db, idIn(params.id))
    },
  })

  write(app, {
    method: 'POST',
    url: '/api/office/notices',
    scope,
    allow,
    summary: '发布通知',
    action: 'notice:publish',
    body: z.strictObject({
      title: oneLine('标题', 100),
      body: typedText('正文', 5000),
      audience: audienceShape,
      files: z.array(uuid('附件编号有误')).max(MOST_FILES, { error: `附件不超过 ${MOST_FILES} 个` }),
    }),
    handle: async ({ tx, caller, body: { title, body, audience, files } }) => {
      const org = await officeSeat(tx, caller)
      await refuseNobody(tx, audience.orgs)
      const held = await heldFiles(tx, caller, org, 'files', [...new Set(files)])
      const id = v7({ msecs: caller.now.getTime() })
      await sql`
        insert into notice (id, title, body, kinds, orgs, published_at, published_by, published_for)
        values (${id}, ${title}, ${body}, ${[...new Set(audience.kinds)]}::text[], ${[...new Set(audience.orgs)]}::text[], ${caller.now}, ${caller.id}, ${org})`.execute(
        tx,
      )
      await sql`
        insert into notice_file (notice_id, file_id, position)
        select ${id}, file, position from unnest(${held.map((file) => file.id)}::uuid[]) with ordinality as chosen(file, position)`.execute(
        tx,
      )
      // Who wrote it need not open it.
      await noteReading(tx, caller, id)
      await tellNews(tx, 'notices', caller.now)
      return {
        status: 201,
        body: await publishedNotice(tx, id),
        audit: { action: 'notice:publish', object: id, org, facts: { ...audience, files: held.length } },
      }
    },
  })

  write(app, {
    method: 'POST',
    url: '/api/office/notices/:id/withdrawal',
    scope,
    allow,
    summary: '撤回通知',
    action: 'notice:withdraw',
    params: idParam,
    body: z.strictObject({ version, why: oneLine('撤回原因', 200) }),
    handle: async ({ tx, caller, params, body }) => {
      const org = await officeSeat(tx, caller)
      const id = idIn(params.id)
      const { rows } = await sql<{ version: number; withdrawn: boolean }>`
        select version, withdrawn_at is not null as withdrawn from notice where id = ${id} for update`.execute(tx)
      if (!rows[0]) throw notFound()
      if (rows[0].withdrawn) throw conflict('WITHDRAWN', '这条通知已经撤回。')
      if (rows[0].version !== body.version) throw stale()
      await sql`
        update notice set withdrawn_at = ${caller.now}, withdrawn_by = ${caller.id}, withdrawn_why = ${body.why}, version = version + 1 where id = ${id}`.execute(
        tx,
      )
      await tellNews(tx, 'notices', caller.now)
      return { body: await publishedNotice(tx, id), audit: { action: 'notice:withdraw', object: id, org } }
    },
  })
}

const published = sql`notice.id, notice.title, notice.body, notice.kinds, notice.orgs, notice.published_at as "publishedAt", person.name as "byName",
  notice.withdrawn_at as "withdrawnAt", notice.withdrawn_why as "withdrawnWhy", (select name from person where id = notice.withdrawn_by) as "withdrawnBy",
  notice.version, ${noticeFiles} as files,
  (select count(*)::int from org where org.retired_on is null and ${isAddressed}) as units,
  (select count(*)::int from org where org.retired_on is null and ${isAddressed} and exists (select 1 from notice_reading where notice_id = notice.id and org.id = any(notice_reading.orgs))) as "unitsRead"`

async function publishedNotice(tx: Kysely<DB>, id: string) {
  const { rows } =
    await sql`select ${published} from notice join person on person.id = notice.published_by where notice.id = ${id}`.execute(tx)
  return rows[0]
}

async function refuseNobody(tx: Kysely<DB>, orgs: readonly string[]) {
  const { rows } = await sql<{ id: string }>`select id from org where id = any(${orgs}::text[]) and retired_on is null`.execute(tx)
  const gone = orgs.filter((org) => !rows.some((row) => row.id === org))
  if (gone.length > 0) throw invalid([{ field: 'audience.orgs', message: '发送范围中有不存在或已停用的单位' }])
}

/** Every unit in use that the notice is for, with its people who have opened it. A unit whose list is empty remains. */
async function readingsOf(db: Kysely<DB>, id: string) {
  const { rows } = await sql<{ org: string; orgName: string; kind: string; readers: { name: string; at: string }[] }>`
    select org.id as org, org.name as "orgName", org.kind, coalesce(read.readers, '[]') as readers
    from notice join org on org.retired_on is null and ${isAddressed}
    left join lateral (
      select jsonb_agg(jsonb_build_object('name', person.name, 'at', reading.at) order by reading.at) as readers
      from notice_reading as reading join person on person.id = reading.person_id where reading.notice_id = notice.id and org.id = any(reading.orgs)
    ) as read on true
    where notice.id = ${id} order by org.position, org.id`.execute(db)
  if (rows.length === 0) throw notFound()
  return rows
}
