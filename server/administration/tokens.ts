import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { v7 } from 'uuid'
import { z } from 'zod'
import { businessRoles } from '#kernel/org.ts'
import { conflict, forbidden, invalid, notFound } from '#kernel/refusal.ts'
import { idParam, oneLine } from '../http/texts.ts'
import { idIn } from '../http/id.ts'
import { read, write } from '../http/route.ts'
import { requireFresh } from '../identity/fresh.ts'
import { digest, type Caller } from '../identity/identify.ts'

const scope = 'tokens'
const allow = { roles: businessRoles }
const LONGEST_DAYS = 180
const AT_ONCE = 20
const tokenShape = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.string()),
  createdAt: z.string(),
  expiresAt: z.string(),
  lastUsedAt: z.string().nullable(),
})

/** 访问令牌: for the programs of a person with a business post, who may do less than the person and never more. Kept as a digest, shown once. */
export function tokenRoutes(app: FastifyInstance) {
  const scopes = [...app.modules.map((module) => module.path), 'uploads', 'files', 'jobs']
    .flatMap((each) => [`${each}:read`, `${each}:write`])
    .concat('names:read', 'notices:read', 'manuals:read', 'todos:read')

  read(app, {
    url: '/api/tokens',
    scope,
    allow,
    summary: '本人的访问令牌',
    answer: z.array(tokenShape),
    handle: async ({ caller }) => {
      const { rows } = await sql`
        select id, name, scopes, created_at as "createdAt", expires_at as "expiresAt", used_at as "lastUsedAt"
        from api_token where person_id = ${caller.id} and revoked_at is null and expires_at > now() order by id desc`.execute(app.db)
      return rows
    },
  })

  read(app, {
    url: '/api/tokens/scopes',
    scope,
    allow,
    summary: '可授予令牌的权限',
    answer: z.array(z.string()),
    handle: async () => scopes,
  })

  write(app, {
    method: 'POST',
    url: '/api/tokens',
    scope,
    allow,
    summary: '新建访问令牌，答复中的令牌只出现这一次',
    action: 'token:create',
    body: z.strictObject({
      name: oneLine('用途', 60),
      scopes: z.array(z.string().max(100)).min(1, { error: '至少选择一项权限' }).max(100),
      days: z
        .int({ error: '有效期应为整数天' })
        .min(1, { error: '有效期不少于 1 天' })
        .max(LONGEST_DAYS, { error: `有效期不超过 ${LONGEST_DAYS} 天` })
        .default(90),
    }),
    handle: async ({ tx, caller, body }) => {
      onlyInPerson(caller)
      requireFresh(caller)
      const unknown = body.scopes.find((each) => !scopes.includes(each))
      if (unknown !== undefined) throw invalid([{ field: 'scopes', message: `没有这一项权限：${unknown}` }])
      await sql`select 1 from person where id = ${caller.id} for no key update`.execute(tx)
      const { rows } = await sql<{
        held: number
      }>`select count(*)::int as held from api_token where person_id = ${caller.id} and revoked_at is null and expires_at > now()`.execute(
        tx,
      )
      if (rows[0]!.held >= AT_ONCE) throw conflict('TOKENS', `每人最多同时持有 ${AT_ONCE} 个访问令牌，请先撤销不用的。`)
      const id = v7()
      const token = `lst_${randomBytes(32).toString('base64url')}`
      const granted = [...new Set(body.scopes)]
      const made = await sql`
        insert into api_token (id, person_id, name, hash, scopes, created_at, expires_at)
        values (${id}, ${caller.id}, ${body.name}, ${digest(token)}, ${granted}, now(), now() + make_interval(days => ${body.days}))
        returning id, name, scopes, created_at as "createdAt", expires_at as "expiresAt", used_at as "lastUsedAt"`.execute(tx)
      return {
        status: 201,
        body: made.rows[0],
        once: { token },
        audit: { action: 'token:create', object: id, facts: { scopes: granted, days: body.days } },
      }
    },
  })

  write(app, {
    method: 'DELETE',
    url: '/api/tokens/:id',
    scope,
    allow,
    summary: '撤销访问令牌',
    action: 'token:revoke',
    params: idParam,
    handle: async ({ tx, caller, params }) => {
      const { rows } =
        await sql`update api_token set revoked_at = now() where id = ${idIn(params.id)} and person_id = ${caller.id} and revoked_at is null returning 1`.execute(
          tx,
        )
      if (rows.length === 0) throw notFound()
      return { status: 204, audit: { action: 'token:revoke', object: params.id } }
    },
  })
}

/** A token begets no token. */
function onlyInPerson(caller: Caller) {
  if (caller.via !== 'session') throw forbidden('访问令牌只能由本人登录后新建。')
}
