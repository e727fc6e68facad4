import type { FastifyInstance } from 'fastify'
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { adminRoles } from '#kernel/org.ts'
import { conflict, forbidden, notFound } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { auditDone } from '../audit/of-request.ts'
import { idParam, oneLine, page, version } from '../http/texts.ts'
import { idIn } from '../http/id.ts'
import { read, write } from '../http/route.ts'
import { requireFresh } from '../identity/fresh.ts'
import type { Caller } from '../identity/identify.ts'
import { issuePassword } from '../identity/password.ts'
import { openPhone, phoneKey, phoneOf, sealPhone } from '../identity/phone.ts'
import { forgetFactor } from '../identity/second-factor.ts'
import { endSessions } from '../identity/session.ts'
import { keepSecurityAdministrators } from './keep-security-administrators.ts'
import { peopleWhere, personShape } from './person-list.ts'
import { createPerson, phoneTaken } from './person.ts'
import { stale } from './stale.ts'
import { suspendPosts } from './suspend.ts'

const scope = 'administration'
const allow = { roles: ['system-admin'] as const }
const named = oneLine('姓名', 40)
const phoned = z.string({ error: '请填写手机号' }).transform((text, { issues }) => {
  const phone = phoneOf(text)
  if (phone === null) issues.push({ code: 'custom', message: '请输入 11 位手机号', input: text })
  return phone ?? ''
})

/** Accounts, kept by the system administrator, who gives nobody a right; the security administrator sees whom there is to grant one to. */
export function peopleRoutes(app: FastifyInstance) {
  read(app, {
    url: '/api/admin/people',
    scope,
    allow: { roles: ['system-admin', 'security-admin'] },
    summary: '人员',
    query: z.strictObject({
      q: z.string().max(60).optional(),
      org: z.string().max(64).optional(),
      state: z.enum(['active', 'disabled']).optional(),
      ...page,
    }),
    answer: z.object({ rows: z.array(personShape), next: z.string().nullable() }),
    handle: ({ query }) => peopleWhere(app.db, app.keys, query),
  })

  write(app, {
    method: 'POST',
    url: '/api/admin/people',
    scope,
    allow,
    summary: '开设账号，答复中的初始密码只出现这一次',
    action: 'person:create',
    body: z.strictObject({ name: named, phone: phoned }),
    handle: async ({ tx, caller, body }) => {
      const id = await createPerson(tx, app.keys, { ...body, now: caller.now })
      const initialPassword = await issuePassword(tx, id, caller.now)
      return { status: 201, body: await personAnswer(tx, id), once: { initialPassword }, audit: { action: 'person:create', object: id } }
    },
  })

  write(app, {
    method: 'PATCH',
    url: '/api/admin/people/:id',
    scope,
    allow,
    summary: '修改姓名、手机号，停用或恢复账号',
    action: 'person:change',
    params: idParam,
    body: z.strictObject({ version, name: named.optional(), phone: phoned.optional(), disabled: z.boolean().optional() }),
    handle: async ({ tx, caller, params, body }) => {
      if (body.phone !== undefined) requireFresh(caller)
      if (body.disabled !== undefined) notYourself(caller, params.id)
      if (body.disabled === true) await keepSecurityAdministrators(tx, params.id)
      const before = await locked(tx, params.id)
      if (before.version !== body.version) throw stale()
      await change(tx, params.id, body)
      const changed = Object.keys(body).filter((key) => key !== 'version')
      return { body: await personAnswer(tx, params.id), audit: { action: deedOf(body.disabled), object: params.id, facts: { changed } } }
    },
  })

  write(app, {
    method: 'POST',
    url: '/api/admin/people/:id/password',
    scope,
    allow,
    summary: '重置密码，答复中的初始密码只出现这一次',
    action: 'password:issue',
    params: idParam,
    body: z.strictObject({}),
    handle: async ({ tx, caller, params }) => {
      requireFresh(caller)
      notYourself(caller, params.id)
      await locked(tx, params.id)
      const suspended = await suspendPosts(tx, params.id, adminRoles, caller)
      const initialPassword = await issuePassword(tx, params.id, caller.now)
      return {
        body: { id: params.id, suspended },
        once: { initialPassword },
        audit: { action: 'password:issue', object: params.id, facts: { suspended } },
      }
    },
  })

  write(app, {
    method: 'DELETE',
    url: '/api/admin/people/:id/factor',
    scope,
    allow,
    summary: '重置动态口令：原绑定和恢复码作废，由本人重新绑定',
    action: 'factor:reset',
    params: idParam,
    handle: async ({ tx, caller, params }) => {
      requireFresh(caller)
      notYourself(caller, params.id)
      await locked(tx, params.id)
      if (!(await forgetFactor(tx, params.id))) throw conflict('NOT_ENROLLED', '该账号没有绑定动态口令。')
      // With the password too in the same hands, these are all that stand between them and a review.
      const suspended = await suspendPosts(tx, params.id, [...adminRoles, 'reviewer'], caller)
      await endSessions(tx, params.id)
      return { body: { id: params.id, suspended }, audit: { action: 'factor:reset', object: params.id, facts: { suspended } } }
    },
  })

  read(app, {
    url: '/api/admin/people/:id/phone',
    scope,
    allow: 'signed-in',
    summary: '查看完整手机号（本人与安全管理员，留痕）',
    params: idParam,
    answer: z.object({ phone: z.string() }),
    handle: async ({ caller, params, request }) => {
      if (caller.id !== params.id && !caller.posts.some((post) => post.role === 'security-admin'))
        throw forbidden('完整手机号只有本人和安全管理员可以查看。')
      const { rows } = await sql<{ phone_sealed: Buffer }>`select phone_sealed from person where id = ${idIn(params.id)}`.execute(app.db)
      if (!rows[0]) throw notFound()
      await auditDone(app.db, caller, request, { action: 'person:phone', object: params.id })
      return { phone: openPhone(app.keys, rows[0].phone_sealed, params.id) }
    },
  })

  async function change(
    tx: Kysely<DB>,
    id: string,
    to: { name?: string | undefined; phone?: string | undefined; disabled?: boolean | undefined },
  ) {
    await sql`
      update person set name = coalesce(${to.name ?? null}, name), version = version + 1,
        phone_key = coalesce(${to.phone === undefined ? null : phoneKey(app.keys, to.phone)}, phone_key),
        phone_sealed = coalesce(${to.phone === undefined ? null : sealPhone(app.keys, to.phone, id)}, phone_sealed),
        disabled_at = case ${to.disabled ?? null}::boolean when true then coalesce(disabled_at, now()) when false then null else disabled_at end,
        active_at = case when ${to.disabled === false} then now() else active_at end
      where id = ${id}`
      .execute(tx)
      .catch((error: Error & { constraint?: string }) => {
        throw error.constraint === 'person_phone_key_key' ? phoneTaken() : error
      })
    if (to.disabled === true || to.phone !== undefined) await endSessions(tx, id)
  }

  async function personAnswer(tx: Kysely<DB>, id: string) {
    const { rows } = await peopleWhere(tx, app.keys, { id, limit: 1 })
    return rows[0]!
  }
}

async function locked(tx: Kysely<DB>, id: string): Promise<{ version: number }> {
  const { rows } = await sql<{ version: number }>`select version from person where id = ${idIn(id)} for no key update`.execute(tx)
  if (!rows[0]) throw notFound()
  return rows[0]
}

const deedOf = (disabled: boolean | undefined) => (disabled === undefined ? 'person:change' : disabled ? 'person:disable' : 'person:enable')

function notYourself(caller: Caller, id: string) {
  if (caller.id === id)
    throw forbidden('不能停用本人账号或重置本人的密码、动态口令；本人修改密码、更换动态口令请到“账号与安全”。', 'NOT_YOURSELF')
}
