import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sql, type Transaction } from 'kysely'
import type { z, ZodType } from 'zod'
import { canonical } from '#kernel/fold.ts'
import { Refusal, conflict } from '#kernel/refusal.ts'
import { planKept } from '#kernel/store/plan-kept.ts'
import type { DB } from '#kernel/store/schema.ts'
import { auditDone, auditRefusal, type Told } from '../audit/of-request.ts'
import type { Caller } from '../identity/identify.ts'
import { keyed } from '../identity/keys.ts'
import { admit, holdPost, refuseForeignSite, refuseOthersPage, requireAllowed, whoAsks, type Policy } from './admission.ts'
import { asRefusal, refusalShape, sendRefusal } from './refuse.ts'

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

export type Asked<P extends Shape, Q extends Shape> = {
  caller: Caller
  params: Out<P>
  query: Out<Q>
  request: FastifyRequest
  reply: FastifyReply
}

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
      const caller = await admit(app, route, request, 'read')
      const answer = await route.handle({
        caller: caller!,
        params: parsed(route.params, request.params),
        query: parsed(route.query, request.query),
        request,
        reply,
      })
      return answer === undefined ? reply : reply.send(answer)
    },
  })
}

/** Several things done at once have an audit row each. `once` is told in this answer alone, beside `body`, and never kept: a repeated key gets `body` without it. */
export type Done = {
  status?: number
  body?: unknown
  once?: Record<string, unknown>
  audit: Told | readonly Told[]
  headers?: Record<string, string>
}

export type Writing<P extends Shape, B extends Shape> = Omit<Asked<P, undefined>, 'query' | 'reply'> & { tx: Transaction<DB>; body: Out<B> }

/**
 * A write: one transaction holding the change, its audit row and the answer kept for a repeated Idempotency-Key.
 * A refusal leaves nothing behind but its own audit row. A route that keeps nothing (`keeps: false`) only asks a question too long for an address:
 * it runs read-only, needs no key and leaves no audit row.
 */
export function write<P extends Shape = undefined, B extends Shape = undefined>(
  app: FastifyInstance,
  route: Common<P, undefined> & {
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
    body?: B
    bodyDocs?: ZodType
    action: string
    keeps?: false
    handle(asked: Writing<P, B>): Promise<Done>
  },
) {
  app.route({
    method: route.method,
    url: route.url,
    schema: { ...documented(route), ...((route.bodyDocs ?? route.body) ? { body: route.bodyDocs ?? route.body } : {}) },
    config: { allow: route.allow },
    handler: async (request, reply) => {
      let caller: Caller | null = null
      try {
        refuseForeignSite(request)
        caller = await whoAsks(app, route, request)
        refuseOthersPage(caller!, request)
        requireAllowed(app, caller!, route, 'write')
        const params = parsed(route.params, request.params)
        const body = parsed(route.body, request.body ?? (route.body ? {} : undefined))
        const work = (tx: Transaction<DB>) => route.handle({ caller: caller!, params, body, request, tx })
        if (route.keeps === false) return await reply.send((await app.db.transaction().setAccessMode('read only').execute(work)).body)
        const { status, answer, headers } = await once(app, caller!, route, request, work)
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

const KEY = /^[\w-]{8,100}$/

type Kept = { status: number; answer: unknown; headers?: Record<string, string> | undefined }

async function once(
  app: FastifyInstance,
  caller: Caller,
  route: { method: string; url: string; allow: Policy },
  request: FastifyRequest,
  work: (tx: Transaction<DB>) => Promise<Done>,
): Promise<Kept> {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || !KEY.test(key)) throw new Refusal(428, 'KEY_REQUIRED', '缺少 Idempotency-Key 请求头，无法保证不重复办理。')
  const name = `${route.method} ${route.url}`
  // With a key, for a body may hold a phone number, which a plain digest would give away.
  const bodyDigest = keyed(app.keys.body, canonical([request.params, request.body ?? null])).toString('hex')
  return app.db.transaction().execute(async (tx) => {
    // The lock ends with the transaction; the look-up is a second statement so that it sees what the lock waited for.
    const { rows: locks } = await sql<{
      mine: boolean
    }>`${planKept} select pg_try_advisory_xact_lock(hashtextextended(${`${caller.id} ${name} ${key}`}, 0)) as mine`.execute(tx)
    if (!locks[0]!.mine) throw conflict('IN_FLIGHT', '同一操作正在办理中，请稍候。')
    const { rows } = await sql<{
      body_digest: string
      status: number
      answer: unknown
    }>`${planKept} select body_digest, status, answer from idempotency where person_id = ${caller.id} and route = ${name} and key = ${key}`.execute(
      tx,
    )
    const kept = rows[0]
    if (kept && kept.body_digest !== bodyDigest) throw new Refusal(422, 'KEY_REUSED', '同一 Idempotency-Key 不能用于不同的内容。')
    if (kept) return { status: kept.status, answer: kept.answer }
    await holdPost(tx, caller, route.allow)
    const done = await work(tx)
    const status = done.status ?? 200
    const answer = done.body ?? null
    await sql`${planKept} insert into idempotency (person_id, key, route, body_digest, status, answer) values (${caller.id}, ${key}, ${name}, ${bodyDigest}, ${status}, ${JSON.stringify(answer)}::jsonb)`.execute(
      tx,
    )
    for (const told of [done.audit].flat()) await auditDone(tx, caller, request, told)
    return { status, answer: done.once ? { ...(answer as object), ...done.once } : answer, headers: done.headers }
  })
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
