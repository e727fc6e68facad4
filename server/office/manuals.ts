import type { FastifyInstance } from 'fastify'
import { sql, type Kysely, type Transaction } from 'kysely'
import { v7 } from 'uuid'
import { z } from 'zod'
import { invalid, notFound } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { stale } from '../administration/stale.ts'
import { idIn } from '../http/id.ts'
import { idParam, oneLine, uuid, version } from '../http/texts.ts'
import { read, write } from '../http/route.ts'
import type { Caller } from '../identity/identify.ts'
import { tellNews } from '../live/news.ts'
import { heldFiles } from './held-files.ts'
import { officeOnly, officeSeat, requireOffice } from './seat.ts'
import { note } from './texts.ts'

const editionShape = z.object({
  edition: z.int(),
  file: z.object({ id: z.string(), name: z.string(), size: z.number(), type: z.string() }),
  note: z.string().nullable(),
  byName: z.string(),
  at: z.string(),
})
const manualShape = z.object({
  id: z.string(),
  title: z.string(),
  module: z.string().nullable().meta({ description: '所属业务；为空的是全系统的手册' }),
  version: z.int(),
  retiredAt: z.string().nullable(),
  editions: z.array(editionShape).meta({ description: '各版，最新的在前' }),
})

const scope = 'office'
const allow = officeOnly
const file = uuid('请上传手册文件')
const title = oneLine('名称', 100)

/** 操作手册: files the office puts beside the help pages, in editions. What somebody once filed under can be fetched for good. */
export function manualRoutes(app: FastifyInstance) {
  const known = (module: string | null) => {
    if (module !== null && !app.modules.some(({ path }) => path === module))
      throw invalid([{ field: 'module', message: '无法识别的业务模块' }])
  }

  read(app, {
    url: '/api/manuals',
    scope: 'manuals',
    allow: 'signed-in',
    summary: '操作手册与各业务说明',
    answer: z.array(manualShape),
    handle: () => manuals(app.db, sql`manual.retired_at is null`),
  })

  read(app, {
    url: '/api/office/manuals',
    scope,
    allow,
    summary: '操作手册（管理）',
    answer: z.array(manualShape),
    handle: async ({ caller }) => {
      requireOffice(caller)
      return manuals(app.db, sql`true`)
    },
  })

  write(app, {
    method: 'POST',
    url: '/api/office/manuals',
    scope,
    allow,
    summary: '新增手册',
    action: 'manual:add',
    body: z.strictObject({ title, module: z.string().max(100).nullable(), file, note }),
    handle: async ({ tx, caller, body }) => {
      const org = await officeSeat(tx, caller)
      known(body.module)
      const id = v7({ msecs: caller.now.getTime() })
      await sql`insert into manual (id, title, module, position) values (${id}, ${body.title}, ${body.module}, (select count(*) from manual))`.execute(
        tx,
      )
      await issue(tx, caller, org, id, body)
      return { status: 201, body: await manualAnswer(tx, id), audit: { action: 'manual:add', object: id, org } }
    },
  })

  write(app, {
    method: 'POST',
    url: '/api/office/manuals/:id/editions',
    scope,
    allow,
    summary: '发布手册的新版',
    action: 'manual:issue',
    params: idParam,
    body: z.strictObject({ version, file, note }),
    handle: async ({ tx, caller, params, body }) => {
      const org = await officeSeat(tx, caller)
      const id = await touched(tx, params.id, body.version)
      const edition = await issue(tx, caller, org, id, body)
      return { status: 201, body: await manualAnswer(tx, id), audit: { action: 'manual:issue', object: id, org, facts: { edition } } }
    },
  })

  write(app, {
    method: 'PATCH',
    url: '/api/office/manuals/:id',
    scope,
    allow,
    summary: '修改手册名称、所属业务，停用或恢复',
    action: 'manual:change',
    params: idParam,
    body: z.strictObject({
      version,
      title: title.optional(),
      module: z.string().max(100).nullable().optional(),
      retired: z.boolean().optional(),
    }),
    handle: async ({ tx, caller, params, body }) => {
      const org = await officeSeat(tx, caller)
      if (body.module !== undefined) known(body.module)
      const id = await touched(tx, params.id, body.version)
      await sql`
        update manual set title = coalesce(${body.title ?? null}, title), module = case when ${body.module !== undefined} then ${body.module ?? null} else module end,
          retired_at = case when ${body.retired === undefined} then retired_at when ${body.retired ?? false} then coalesce(retired_at, ${caller.now}) end where id = ${id}`.execute(
        tx,
      )
      await tellNews(tx, 'manuals', caller.now)
      const facts = { changed: Object.keys(body).filter((key) => key !== 'version') }
      return { body: await manualAnswer(tx, id), audit: { action: 'manual:change', object: id, org, facts } }
    },
  })
}

/** The manual's id once it stands as the change began, and one version on. */
async function touched(tx: Transaction<DB>, text: string, base: number): Promise<string> {
  const id = idIn(text)
  const { rows } = await sql<{ version: number }>`select version from manual where id = ${id} for update`.execute(tx)
  if (!rows[0]) throw notFound()
  if (rows[0].version !== base) throw stale()
  await sql`update manual set version = version + 1 where id = ${id}`.execute(tx)
  return id
}

type Issued = { file: string; note?: string | undefined }

async function issue(
  tx: Transaction<DB>,
  caller: Caller,
  org: string,
  manual: string,
  { file: upload, note: why }: Issued,
): Promise<number> {
  const [held] = await heldFiles(tx, caller, org, 'file', [upload])
  const { rows } = await sql<{ edition: number }>`
    insert into manual_edition (manual_id, edition, file_id, note, by_person, by_name, at)
    select ${manual}, coalesce(max(edition), 0) + 1, ${held!.id}, ${why || null}, ${caller.id}, ${caller.name}, ${caller.now} from manual_edition where manual_id = ${manual}
    returning edition`.execute(tx)
  await tellNews(tx, 'manuals', caller.now)
  return rows[0]!.edition
}

async function manualAnswer(tx: Kysely<DB>, id: string) {
  return (await manuals(tx, sql`manual.id = ${id}`))[0]
}

async function manuals(db: Kysely<DB>, where: ReturnType<typeof sql>) {
  const { rows } = await sql`
    select manual.id, manual.title, manual.module, manual.version, manual.retired_at as "retiredAt", (
      select jsonb_agg(jsonb_build_object('edition', edition, 'note', note, 'byName', by_name, 'at', at,
        'file', jsonb_build_object('id', file.id, 'name', file.name, 'size', file.size, 'type', file.type)) order by edition desc)
      from manual_edition join file on file.id = manual_edition.file_id where manual_id = manual.id
    ) as editions
    from manual where ${where} order by manual.module nulls first, manual.position`.execute(db)
  return rows
}
