import { sql, type Kysely } from 'kysely'
import type { Fields } from '../field.ts'
import { planKept } from './plan-kept.ts'
import type { DB } from './schema.ts'

/**
 * When what a record says was last vouched for: submitted, or set right by whoever handled it. Terms are read under the names of that moment.
 * Null while nothing was submitted. For any query over `record`.
 */
export const filedAt = sql<Date | null>`(
  select act.at from act where act.record_id = record.id and (act.verb in ('submit', 'unchanged') or (act.verb = 'amend' and act.from_stage = 'approved') or (act.verb = 'pass' and act.patch is not null))
  order by act.seq desc limit 1)`

/** Whoever asks has loaded the record first: this reads no rights. */
export async function filedAtOf(db: Kysely<DB>, record: string): Promise<Date | null> {
  const { rows } = await sql<{ filedAt: Date | null }>`${planKept} select ${filedAt} as "filedAt" from record where id = ${record}`.execute(
    db,
  )
  return rows[0]?.filedAt ?? null
}

/** Whether any field holds a term, whose name may change. */
export function hasTerms(fields: Fields): boolean {
  return Object.values(fields).some(({ kind, options }) => kind.name === 'term' || (options.fields && hasTerms(options.fields as Fields)))
}
