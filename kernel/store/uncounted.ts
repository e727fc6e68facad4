import { sql, type Kysely } from 'kysely'
import { orgsOf, type Actor } from '../org.ts'
import type { DB } from './schema.ts'

/** Records of a unit that count nowhere yet, because they wait for somebody: where, for whom, since when. */
export type Uncounted = { module: string; kind: string; stage: string; org: string; count: number; since: Date; record: string }

/**
 * What of this person's own units is not counted and why. Only what was never decided: a decided record that is being reported on anew counts as it was
 * decided. One row for each business, step and desk; `record` is the one that has waited longest.
 */
export async function uncountedOf(db: Kysely<DB>, actor: Actor): Promise<Uncounted[]> {
  const { rows } = await sql<Uncounted>`
    select todo.module, todo.kind, todo.stage, todo.org_id as org, count(distinct todo.record_id)::int as count, min(todo.since) as since,
      (array_agg(todo.record_id order by todo.since, todo.record_id))[1]::text as record
    from todo join record on record.id = todo.record_id
    where record.owner = any(${orgsOf(actor)}::text[]) and record.approved is null and todo.kind in ('handle', 'returned', 'draft')
    group by 1, 2, 3, 4 order by min(todo.since)`.execute(db)
  return rows
}
