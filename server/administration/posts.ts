import type { FastifyInstance } from 'fastify'
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { dayOf } from '#kernel/day.ts'
import { isAdmin, roles, type Role } from '#kernel/org.ts'
import { conflict, forbidden, invalid, notFound } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { day, idParam, page, uuid } from '../http/texts.ts'
import { idIn } from '../http/id.ts'
import { read, write } from '../http/route.ts'
import type { Caller } from '../identity/identify.ts'
import { endSessions } from '../identity/session.ts'
import { keepSecurityAdministrators } from './keep-security-administrators.ts'
import { postShape, postsWhere } from './post-list.ts'
import { grantPost } from './post.ts'

const scope = 'administration'
const allow = { roles: ['security-admin'] as const }

/** Who holds which post from when to when: granted, confirmed by a second one, and taken back by the security administrators, never for themselves. */
export function postRoutes(app: FastifyInstance) {
  read(app, {
    url: '/api/admin/posts',
    scope,
    allow,
    summary: '岗位授权',
    query: z.strictObject({
      state: z.enum(['pending', 'current', 'future', 'ended']).optional(),
      q: z.string().max(60).optional(),
      org: z.string().max(64).optional(),
      role: z.enum(roles).optional(),
      person: uuid().optional(),
      ...page,
    }),
    answer: z.object({ rows: z.array(postShape), next: z.string().nullable(), pending: z.int().meta({ description: '待确认的岗位数' }) }),
    handle: ({ query, caller }) => postsWhere(app.db, caller, query),
  })

  write(app, {
    method: 'POST',
    url: '/api/admin/posts',
    scope,
    allow,
    summary: '授予岗位',
    action: 'post:grant',
    body: z.strictObject({
      person: uuid('请选择人员'),
      org: z.string({ error: '请选择单位' }).max(64),
      role: z.enum(roles, { error: '请选择岗位' }),
      startsOn: day('任职日期'),
      endsOn: day('期满日期').nullable().optional(),
    }),
    handle: async ({ tx, caller, body }) => {
      notForYourself(caller, body.person)
      await mayHold(tx, body)
      const endsOn = body.endsOn ?? null
      if (endsOn !== null && (endsOn < body.startsOn || endsOn < dayOf(caller.now)))
        throw invalid([{ field: 'endsOn', message: '期满日期不能早于任职日期，也不能早于今天' }])
      const id = await grantPost(tx, { ...body, endsOn, grantedBy: caller.id, now: caller.now })
      const { person, org, role } = body
      return {
        status: 201,
        body: await postAnswer(tx, caller, id),
        audit: { action: 'post:grant', object: id, facts: { person, org, role, startsOn: body.startsOn, endsOn } },
      }
    },
  })

  write(app, {
    method: 'POST',
    url: '/api/admin/posts/:id/confirm',
    scope,
    allow,
    summary: '确认岗位（另一名安全管理员）',
    action: 'post:confirm',
    params: idParam,
    body: z.strictObject({}),
    handle: async ({ tx, caller, params }) => {
      const post = await open(tx, params.id)
      notForYourself(caller, post.person_id)
      if (post.granted_by === caller.id) throw forbidden('授予岗位的人不能自己确认，请由另一名安全管理员确认。', 'SECOND_PERSON')
      const { rows } =
        await sql`update post set confirmed_by = ${caller.id}, confirmed_at = ${caller.now} where id = ${params.id} and confirmed_at is null and revoked_at is null returning 1`.execute(
          tx,
        )
      if (rows.length === 0) throw conflict('CONFIRMED', '该岗位已经确认。')
      await endSessions(tx, post.person_id)
      return {
        body: await postAnswer(tx, caller, params.id),
        audit: { action: 'post:confirm', object: params.id, facts: { person: post.person_id, org: post.org_id, role: post.role } },
      }
    },
  })

  write(app, {
    method: 'DELETE',
    url: '/api/admin/posts/:id',
    scope,
    allow,
    summary: '撤销岗位；办理过的内容不受影响',
    action: 'post:revoke',
    params: idParam,
    handle: async ({ tx, caller, params }) => {
      const found = await sql<{ person_id: string; role: Role }>`select person_id, role from post where id = ${idIn(params.id)}`.execute(tx)
      if (found.rows[0]?.role === 'security-admin') await keepSecurityAdministrators(tx, found.rows[0].person_id)
      const post = await open(tx, params.id)
      notForYourself(caller, post.person_id)
      await sql`update post set revoked_at = ${caller.now} where id = ${params.id}`.execute(tx)
      await endSessions(tx, post.person_id)
      return {
        status: 204,
        audit: { action: 'post:revoke', object: params.id, facts: { person: post.person_id, org: post.org_id, role: post.role } },
      }
    },
  })
}

/** Refuses what no rule of the database says: a closed account, a retired organisation, an administrator of a district. */
async function mayHold(tx: Kysely<DB>, { person, org, role }: { person: string; org: string; role: Role }) {
  const people = await sql<{
    disabled: boolean
  }>`select disabled_at is not null as disabled from person where id = ${person} for share`.execute(tx)
  if (!people.rows[0]) throw invalid([{ field: 'person', message: '没有找到该人员' }])
  if (people.rows[0].disabled) throw invalid([{ field: 'person', message: '该账号已停用，请先由系统管理员恢复' }])
  const orgs = await sql<{
    kind: string
    retired: boolean
  }>`select kind, retired_on is not null as retired from org where id = ${org} for share`.execute(tx)
  if (!orgs.rows[0]) throw invalid([{ field: 'org', message: '没有找到该单位' }])
  if (orgs.rows[0].retired) throw invalid([{ field: 'org', message: '该单位已停用' }])
  if (isAdmin(role) && !['city', 'office'].includes(orgs.rows[0].kind))
    throw invalid([{ field: 'org', message: '系统、安全、审计管理员只在重庆市或市委改革办设置' }])
}

type Open = { person_id: string; org_id: string; role: Role; granted_by: string | null }

async function open(tx: Kysely<DB>, id: string): Promise<Open> {
  const { rows } =
    await sql<Open>`select person_id, org_id, role, granted_by from post where id = ${idIn(id)} and revoked_at is null for update`.execute(
      tx,
    )
  if (!rows[0]) throw notFound()
  return rows[0]
}

async function postAnswer(tx: Kysely<DB>, caller: Caller, id: string) {
  const { rows } = await postsWhere(tx, caller, { id, limit: 1 })
  return rows[0]
}

function notForYourself(caller: Caller, person: string) {
  if (caller.id === person) throw forbidden('不能授予、确认或撤销本人的岗位。', 'NOT_YOURSELF')
}
