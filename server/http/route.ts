import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sql, type Transaction } from 'kysely'
import { z, type ZodType } from 'zod'
import { canonical } from '#kernel/fold.ts'
import type { Role } from '#kernel/org.ts'
import { Refusal, conflict, forbidden } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { appendAudit, type AuditEntry } from '../audit/append.ts'
import type { Database } from '../database/connect.ts'
import { identify, type Caller } from '../identity/identify.ts'
import { asRefusal, refusalShape, sendRefusal } from './refuse.ts'

/** Who may call a route at all. There is no default: a route without a policy does not compile (R-AC-01). */
export type Policy = 'public' | 'signed-in' | 'first-password' | { roles: readonly Role[] }

type Shape = ZodType | undefined
type Out<S extends Shape> = S extends ZodType ? z.output<S> : undefined

type Common<P extends Shape, Q extends Shape> = {
  url: string
  allow: Policy
  /** Business the route belongs to; an API token needs `<scope>:read` or `<scope>:write`. */
  scope: string
  summary: string
  params?: P
  query?: Q
  answer?: ZodType
}

export type Asked<P extends Shape, Q extends Shape> = { caller: Caller; params: Out<P>; query: Out<Q>; request: FastifyRequest; reply: FastifyReply }

/** A read: starts from the caller, changes nothing. Returning undefined means the handler has answered by itself. */
export function read<P extends Shape = undefined, Q extends Shape = undefined>(
  app: FastifyInstance,
  route: Common<P, Q> & { handle(asked: Asked<P, Q>): Promise<unknown> },
) {
  app.route({
    method: 'GET',
    url: route.url,
    schema: documented(route),
    config: { allow: route.allow },
    handler: async (request, reply) => {
      const caller = await admit(app.db, route, request, 'read')
      const answer = await route.handle({ caller: caller!, params: parsed(route.params, request.params), query: parsed(route.query, request.query), request, reply })
      return answer === undefined ? reply : reply.send(answer)
    },
  })
}

export type Done = { status?: number; body?: unknown; audit: Pick<AuditEntry, 'action' | 'object' | 'before' | 'after' | 'facts'> & { org?: string }; headers?: Record<string, string> }

export type Writing<P extends Shape, B extends Shape> = Omit<Asked<P, undefined>, 'query' | 'reply'> & { tx: Transaction<DB>; body: Out<B> }

/**
 * A write: one transaction holding the change, its audit row and the answer kept for a repeated Idempotency-Key.
 * A refusal leaves nothing behind but its own audit row. A route that keeps nothing (`keeps: false`) only asks a question too long for an address:
 * it runs read-only, needs no key and leaves no audit row.
 */
export function write<P extends Shape = undefined, B extends Shape = undefined>(
  app: FastifyInstance,
  route: Common<P, undefined> & { method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'; body?: B; bodyDocs?: ZodType; action: string; keeps?: false; handle(asked: Writing<P, B>): Promise<Done> },
) {
  app.route({
    method: route.method,
    url: route.url,
    schema: { ...documented(route), ...(route.bodyDocs ?? route.body ? { body: route.bodyDocs ?? route.body } : {}) },
    config: { allow: route.allow },
    handler: async (request, reply) => {
      let caller: Caller | null = null
      try {
        refuseForeignSite(request)
        caller = await admit(app.db, route, request, 'write')
        const params = parsed(route.params, request.params)
        const body = parsed(route.body, request.body ?? (route.body ? {} : undefined))
        const work = (tx: Transaction<DB>) => route.handle({ caller: caller!, params, body, request, tx })
        if (route.keeps === false) return await reply.send((await app.db.transaction().setAccessMode('read only').execute(work)).body)
        const { status, answer, headers } = await once(app.db, caller!, route, request, work)
        if (headers) reply.headers(headers)
        return await reply.code(status).send(status === 204 ? undefined : answer)
      } catch (error) {
        const refusal = asRefusal(error, (fault) => request.log.error(fault))
        if (refusal.status < 500 && route.keeps !== false) await auditRefusal(app.db, caller, route.action, request, refusal)
        if (refusal.status === 503) reply.header('Retry-After', '2')
        return sendRefusal(reply, refusal)
      }
    },
  })
}

async function admit(db: Database, route: { allow: Policy; scope: string }, request: FastifyRequest, wish: 'read' | 'write'): Promise<Caller | null> {
  if (route.allow === 'public') return null
  const caller = await identify(db, request)
  if (!caller) throw new Refusal(401, 'SIGNED_OUT', '登录已失效，请重新登录。')
  if (caller.mustChange && route.allow !== 'first-password') throw forbidden('首次登录请先修改初始密码。', 'PASSWORD_MUST_CHANGE')
  if (caller.scopes && !caller.scopes.includes(`${route.scope}:${wish}`)) throw forbidden('访问令牌没有此项权限。', 'SCOPE')
  if (typeof route.allow === 'object' && !caller.posts.some((post) => (route.allow as { roles: readonly Role[] }).roles.includes(post.role))) throw forbidden('您的岗位没有此项权限。')
  return caller
}

/** Cross-site writes are refused three ways: SameSite on the cookie, the Origin, and a header no form can send (R-WB-02). */
function refuseForeignSite(request: FastifyRequest) {
  if (request.headers.authorization !== undefined) return
  const { origin } = request.headers
  const foreign = origin !== undefined && originHost(origin) !== request.host
  if (foreign || request.headers['x-luoshi'] === undefined) throw forbidden('请求不是从本系统页面发出的。', 'FOREIGN_SITE')
}

function originHost(origin: string): string | null {
  try {
    return new URL(origin).host
  } catch {
    return null
  }
}

const KEY = /^[\w-]{8,100}$/

type Kept = { status: number; answer: unknown; headers?: Record<string, string> | undefined }

async function once(db: Database, caller: Caller, route: { method: string; url: string; action: string }, request: FastifyRequest, work: (tx: Transaction<DB>) => Promise<Done>): Promise<Kept> {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || !KEY.test(key)) throw new Refusal(428, 'KEY_REQUIRED', '缺少 Idempotency-Key 请求头，无法保证不重复办理。')
  const name = `${route.method} ${route.url}`
  const bodyDigest = createHash('sha256').update(canonical([request.params, request.body ?? null])).digest('hex')
  return db.transaction().execute(async (tx) => {
    // The lock ends with the transaction; the look-up is a second statement so that it sees what the lock waited for.
    const { rows: locks } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(hashtextextended(${`${caller.id} ${name} ${key}`}, 0)) as mine`.execute(tx)
    if (!locks[0]!.mine) throw conflict('IN_FLIGHT', '同一操作正在办理中，请稍候。')
    const { rows } = await sql<{ body_digest: string; status: number; answer: unknown }>`select body_digest, status, answer from idempotency where person_id = ${caller.id} and route = ${name} and key = ${key}`.execute(tx)
    const kept = rows[0]
    if (kept && kept.body_digest !== bodyDigest) throw new Refusal(422, 'KEY_REUSED', '同一 Idempotency-Key 不能用于不同的内容。')
    if (kept) return { status: kept.status, answer: kept.answer }
    const done = await work(tx)
    const status = done.status ?? 200
    const answer = done.body ?? null
    const { org, ...told } = done.audit
    await sql`insert into idempotency (person_id, key, route, body_digest, status, answer) values (${caller.id}, ${key}, ${name}, ${bodyDigest}, ${status}, ${JSON.stringify(answer)}::jsonb)`.execute(tx)
    await appendAudit(tx, { ...told, chain: org ?? caller.posts[0]?.org ?? 'none', result: 'done', person: caller.id, org: org ?? caller.posts[0]?.org ?? null, source: request.ip, request: request.id }, caller.now)
    return { status, answer, headers: done.headers }
  })
}

async function auditRefusal(db: Database, caller: Caller | null, action: string, request: FastifyRequest, refusal: Refusal) {
  const org = caller?.posts[0]?.org ?? null
  await appendAudit(db, { chain: org ?? 'none', action, object: objectOf(request), result: refusal.code, person: caller?.id ?? null, org, source: request.ip, request: request.id }, caller?.now ?? new Date())
}

function objectOf(request: FastifyRequest): string | null {
  const { id } = (request.params ?? {}) as { id?: string }
  return typeof id === 'string' ? id.slice(0, 64) : null
}

function parsed<S extends Shape>(shape: S | undefined, raw: unknown): Out<S> {
  return (shape === undefined ? undefined : shape.parse(raw)) as Out<S>
}

function documented(route: { summary: string; scope: string; params?: Shape; query?: Shape; answer?: ZodType }) {
  return {
    summary: route.summary,
    tags: [route.scope],
    ...(route.params ? { params: route.params } : {}),
    ...(route.query ? { querystring: route.query } : {}),
    response: { ...(route.answer ? { 200: route.answer } : {}), '4xx': refusalShape },
  }
}
