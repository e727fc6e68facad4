import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { z, ZodType } from 'zod'
import type { Refusal } from '#kernel/refusal.ts'
import { auditRefusal } from '../audit/of-request.ts'
import type { Caller } from '../identity/identify.ts'
import { type Policy, refuseForeignSite, refuseOthersPage, requireAllowed, whoAsks } from './admission.ts'
import { asRefusal, refusalShape, sendRefusal } from './refuse.ts'

type SecretRoute<B extends ZodType> = {
  method: 'POST' | 'PUT'
  url: string
  allow: Policy
  scope: string
  action: string
  summary: string
  body: B
  answer?: ZodType
  /** What the audit row of a refusal may tell of the body: never the secret. */
  told?(body: z.output<B>): Record<string, unknown>
  handle(asked: {
    caller: Caller | null
    body: z.output<B>
    request: FastifyRequest
  }): Promise<{ status?: number; body?: unknown; cookies?: string[] }>
}

/**
 * A write whose body holds a password. Nothing of it is kept, not even as a digest, so it takes no Idempotency-Key; one address may call it
 * a tenth as often as other routes. The handler has its own transactions and appends the audit row of its success in the last of them.
 */
export function secretWrite<B extends ZodType>(app: FastifyInstance, route: SecretRoute<B>) {
  const { allow, scope, summary, answer } = route
  app.route({
    method: route.method,
    url: route.url,
    schema: { summary, tags: [scope], body: route.body, response: { ...(answer ? { 200: answer } : {}), '4xx': refusalShape } },
    config: { allow, rateLimit: { max: Math.ceil(app.settings.requestsPerMinute / 10), timeWindow: '1 minute' } },
    handler: async (request, reply) => {
      let caller: Caller | null = null
      let facts: Record<string, unknown> | undefined
      try {
        refuseForeignSite(request)
        caller = await whoAsks(app, route, request)
        if (caller) {
          refuseOthersPage(caller, request)
          requireAllowed(app, caller, route, 'write')
        }
        const body = route.body.parse(request.body ?? {})
        facts = route.told?.(body)
        const done = await route.handle({ caller, body, request })
        if (done.cookies) reply.header('Set-Cookie', done.cookies)
        return await reply.code(done.status ?? 200).send(done.body)
      } catch (error) {
        const refusal: Refusal = asRefusal(error, (fault) => request.log.error(fault))
        if (refusal.status < 500) await auditRefusal(app.db, caller, route.action, request, refusal, facts)
        if (refusal.status === 503) reply.header('Retry-After', '2')
        return sendRefusal(reply, refusal)
      }
    },
  })
}
