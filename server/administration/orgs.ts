import type { FastifyInstance } from 'fastify'
import { type Kysely, sql } from 'kysely'
import { v7 } from 'uuid'
import { z } from 'zod'
import { dayOf } from '#kernel/day.ts'
import { EVERYONE } from '#kernel/org.ts'
import { conflict, invalid, notFound } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { postInForce } from '#kernel/store/held-posts.ts'
import { day, idParam, oneLine, version } from '../http/texts.ts'
import { read, write } from '../http/route.ts'
import { pinyinKey } from './pinyin-key.ts'
import { stale } from './stale.ts'

const scope = 'administration'
const allow = { roles: ['system-admin'] as const }

const orgShape = z.object({
  id: z.string(),
  name: z.string(),
  short: z.string(),
  kind: z.enum(['city', 'office', 'district', 'department']),
  pinyin: z.string(),
  position: z.int(),
  foundedOn: z.string().nullable().meta({ description: '设立日期，此前各期报表不含该单位；空为一直存在' }),
  retiredOn: z.string().nullable(),
  version: z.int(),
  posts: z.int().meta({ description: '现任岗位数' }),
})
type OrgAnswer = z.infer<typeof orgShape>

/** What stands in place of an organisation: everybody, where something is published, and nobody, in the audit log. */
const MEANS_ANOTHER = new Set([EVERYONE, 'none'])

const name = oneLine('单位名称', 60)
const short = oneLine('简称', 20)
const position = z.int({ error: '排序应为整数' }).min(0, { error: '排序不小于 0' }).max(100_000, { error: '排序不大于 100000' })

/** Organisations, kept by the system administrator. One that was ever named stays for good; it is retired, not deleted. */
export function orgRoutes(app: FastifyInstance) {
  read(app, {
    url: '/api/admin/orgs',
    scope,
    allow,
    summary: '组织机构（管理）',
    answer: z.array(orgShape),
    handle: () => orgsWhere(app.db, sql`true`),
  })

  write(app, {
    method: 'POST',
    url: '/api/admin/orgs',
    scope,
    allow,
    summary: '新增单位',
    action: 'org:create',
    body: z.strictObject({
      id: z
        .string()
        .regex(/^[0-9a-z-]{2,40}$/, { error: '单位编码只能用小写字母、数字和连字符，2 至 40 位' })
        .refine((id) => !MEANS_ANOTHER.has(id), { error: '该编码另有用途，请换一个' })
        .optional(),
      name,
      short,
      kind: z.enum(['district', 'department'], { error: '只能新增区县或市级部门' }),
      position: position.optional(),
      // Reports of periods before have no such unit.
      foundedOn: day('设立日期').optional(),
    }),
    handle: async ({ tx, caller, body }) => {
      const id = body.id ?? `org-${v7()}`
      const { rows } = await sql`
        insert into org (id, name, short, kind, pinyin, position, founded_on)
        values (${id}, ${body.name}, ${body.short}, ${body.kind}, ${await pinyinKey(body.short)}, coalesce(${body.position ?? null}, (select max(position) + 1 from org), 0), ${body.foundedOn ?? dayOf(caller.now)})
        on conflict do nothing returning id`.execute(tx)
      if (rows.length === 0) throw taken()
      return { status: 201, body: await orgAnswer(tx, id), audit: { action: 'org:create', object: id } }
    },
  })

  write(app, {
    method: 'PATCH',
    url: '/api/admin/orgs/:id',
    scope,
    allow,
    summary: '更名、排序、停用或恢复单位',
    action: 'org:change',
    params: idParam,
    body: z.strictObject({
      version,
      name: name.optional(),
      short: short.optional(),
      position: position.optional(),
      retired: z.boolean().optional(),
      foundedOn: day('设立日期').nullable().optional(),
    }),
    handle: async ({ tx, caller, params, body }) => {
      const { rows } = await sql<{
        short: string
        kind: string
        version: number
        retired: boolean
      }>`select short, kind, version, retired_on is not null as retired from org where id = ${params.id} for update`.execute(tx)
      const [before] = rows
      if (!before) throw notFound()
      if (before.version !== body.version) throw stale()
      if (body.retired === true && !before.retired) await mayRetire(tx, params.id, before.kind)
      const newShort = body.short ?? before.short
      const retired = body.retired ?? before.retired
      await sql`
        update org set name = coalesce(${body.name ?? null}, name), short = ${newShort}, pinyin = ${await pinyinKey(newShort)}, position = coalesce(${body.position ?? null}, position),
          founded_on = case when ${body.foundedOn !== undefined} then ${body.foundedOn ?? null}::date else founded_on end,
          retired_on = case when ${retired} then coalesce(retired_on, ${dayOf(caller.now)}::date) end, version = version + 1
        where id = ${params.id}`
        .execute(tx)
        .catch((error: Error & { constraint?: string }) => {
          throw error.constraint === 'org_name_key' ? taken() : error
        })
      const changed = Object.keys(body).filter((key) => key !== 'version')
      return { body: await orgAnswer(tx, params.id), audit: { action: 'org:change', object: params.id, facts: { changed } } }
    },
  })
}

/** The flows end at the city and its reform office; elsewhere the people go before the organisation does. */
async function mayRetire(tx: Kysely<DB>, id: string, kind: string) {
  if (kind === 'city' || kind === 'office')
    throw invalid([{ field: 'retired', message: '重庆市和市委改革办是各业务流程的必经单位，不能停用' }], 'ORG_NEEDED')
  const { rows } = await sql<{ held: number }>`select count(*)::int as held from post where org_id = ${id} and ${postInForce}`.execute(tx)
  if (rows[0]!.held > 0) throw conflict('ORG_STAFFED', `该单位还有 ${rows[0]!.held} 个在任岗位，请先由安全管理员撤销后再停用。`)
}

const taken = () => conflict('ORG_EXISTS', '已有同名或同编码的单位。', { field: 'name' })

async function orgAnswer(tx: Kysely<DB>, id: string): Promise<OrgAnswer> {
  const [org] = await orgsWhere(tx, sql`org.id = ${id}`)
  return org!
}

async function orgsWhere(db: Kysely<DB>, where: ReturnType<typeof sql>): Promise<OrgAnswer[]> {
  const { rows } = await sql<OrgAnswer>`
    select org.id, name, short, kind, pinyin, position, founded_on as "foundedOn", retired_on as "retiredOn", version,
      (select count(*)::int from post where post.org_id = org.id and ${postInForce}) as posts
    from org where ${where} order by position, org.id`.execute(db)
  return rows
}
