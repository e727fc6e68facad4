import type { FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import type { Refusal } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import type { Caller } from '../identity/identify.ts'
import { type AuditEntry, appendAudit } from './append.ts'

/** What a route tells about a write done. `org` is the organisation acted for, where it is not the caller's first. */
export type Told = Pick<AuditEntry, 'action' | 'object' | 'before' | 'after' | 'facts'> & { org?: string }

/** The audit row of something done on request; within the transaction that did it. */
export async function auditDone(
  tx: Kysely<DB>,
  caller: Caller,
  request: FastifyRequest,
  { org = caller.posts[0]?.org, ...told }: Told,
): Promise<void> {
  await appendAudit(
    tx,
    { ...told, chain: org ?? 'none', result: 'done', person: caller.id, org: org ?? null, source: request.ip, request: request.id },
    caller.now,
  )
}

/** The audit row of a refusal: what was asked and the stable code of the answer. */
export async function auditRefusal(
  db: Kysely<DB>,
  caller: Caller | null,
  action: string,
  request: FastifyRequest,
  refusal: Refusal,
  facts?: Record<string, unknown>,
): Promise<void> {
  const org = caller?.posts[0]?.org ?? null
  const about = { object: objectOf(request), ...(facts ? { facts } : {}) }
  await appendAudit(
    db,
    {
      chain: org ?? 'none',
      action,
      result: refusal.code,
      ...about,
      person: caller?.id ?? null,
      org,
      source: request.ip,
      request: request.id,
    },
    caller?.now ?? new Date(),
  )
}

function objectOf(request: FastifyRequest): string | null {
  const { id } = (request.params ?? {}) as { id?: string }
  return typeof id === 'string' ? id.slice(0, 64) : null
}
