import { sql, type Kysely } from 'kysely'
import { canonical } from '#kernel/fold.ts'
import { planKept } from '#kernel/store/plan-kept.ts'
import type { DB } from '#kernel/store/schema.ts'

/** One row for each act or refusal (R-AU-01, R-AU-02). Contents never enter it, only digests of them. */
export type AuditEntry = {
  /** Organisation whose chain it belongs to; 'none' before anybody is known. */
  chain: string
  action: string
  object?: string | null
  result: string
  person?: string | null
  org?: string | null
  source: string
  request: string
  before?: string | null
  after?: string | null
  facts?: Record<string, unknown>
}

/** Appends within the caller's transaction: when the entry cannot be written, neither is what it tells of (R-AU-05). */
export async function appendAudit(db: Kysely<DB>, entry: AuditEntry, at: Date): Promise<void> {
  const { chain, ...body } = entry
  await sql`${planKept} select audit_append(${chain}, ${canonical(storable({ at: at.toISOString(), ...body }))}, ${at})`.execute(db)
}

/** What a caller sent may hold NUL or half a character, which the database reads as no JSON; the mark for an unreadable sign takes their place. */
function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '\ufffd')
  if (Array.isArray(value)) return value.map(storable)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [storable(key), storable(each)]))
  return value
}
