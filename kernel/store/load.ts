import { sql, type Kysely } from 'kysely'
import type { Subject } from '../act.ts'
import type { Module } from '../module.ts'
import type { Actor } from '../org.ts'
import { viewerOrgs } from '../parties.ts'
import { notFound } from '../refusal.ts'
import { planKept } from './plan-kept.ts'
import { recordColumns, subjectOf, type RecordRow } from './record-row.ts'
import type { DB } from './schema.ts'

/** A record that this person may see, or the same 404 whether it is hidden, void or never was. */
export async function load(db: Kysely<DB>, module: Module, id: string, actor: Actor): Promise<{ row: RecordRow; subject: Subject }> {
  const { rows } =
    await sql<RecordRow>`${planKept} select ${recordColumns} from record where id = ${id} and module = ${module.path} and ${seenBy(actor, module)}`.execute(
      db,
    )
  const [row] = rows
  if (!row) throw notFound()
  return { row, subject: subjectOf(row) }
}

/** The rule of `sees`, for any query over `record`: no organisation, no row. */
export function seenBy(actor: Actor, module: Module) {
  return sql<boolean>`exists (select 1 from sight where sight.record_id = record.id and sight.module = record.module and sight.org_id = any(${viewerOrgs(module, actor)}::text[]))`
}
