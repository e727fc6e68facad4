import { sql, type Kysely } from 'kysely'
import type { DB } from '#kernel/store/schema.ts'

/** A database that knows no organisation has never been started on. */
export async function isNew(db: Kysely<DB>): Promise<boolean> {
  return (await sql`select 1 from org limit 1`.execute(db)).rows.length === 0
}
