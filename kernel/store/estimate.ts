import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { DB } from './schema.ts'

/** How many rows each of these queries has, as the planner estimates: from what the database last counted, and without reading any. */
export async function estimated(db: Kysely<DB>, queries: readonly RawBuilder<unknown>[]): Promise<number[]> {
  // A single one would be no part of a whole.
  const parts = queries.length > 1 ? queries : [...queries, ...queries]
  const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: { Plans?: { 'Plan Rows': number }[] } }] }>`
    explain (format json) ${sql.join(parts, sql` union all `)}`.execute(db)
  const { Plans = [] } = rows[0]!['QUERY PLAN'][0].Plan
  // What can never have a row is no part of the plan, and which it was is not said.
  return queries.map((_, at) => (Plans.length === parts.length ? Plans[at]!['Plan Rows'] : 0))
}
