import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { DB } from './schema.ts'

/** How many rows each of these queries has, as the planner estimates: from what the database last counted, and without reading any. */
export async function estimated(db: Kysely<DB>, queries: readonly RawBuilder<unknown>[]): Promise<number[]> {
  // A single one would be no part of a whole.
  const parts = queries.length > 1 ? queries : [...queries, ...queries]
  const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: { Plans: { 'Plan Rows': number }[] } }] }>`
    explain (format json) ${sql.join(parts, sql` union all `)}`.execute(db)
  return rows[0]!['QUERY PLAN'][0].Plan.Plans.map((plan) => plan['Plan Rows']).slice(0, queries.length)
}
