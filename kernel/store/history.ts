import { sql, type Kysely } from 'kysely'
import type { Act } from '../act.ts'
import type { DB } from './schema.ts'

/** A record's acts, oldest first. Whoever asks has loaded the record first: this reads no rights. */
export async function actsOf(db: Kysely<DB>, record: string): Promise<Act[]> {
  const { rows } = await sql<Act>`
    select seq, verb, by_person as by, by_name as "byName", for_person as "forPerson", for_name as "forName", org_id as org, role, from_stage as "from", to_stage as "to", patch, reason, about, outcome, at
    from act where record_id = ${record} order by seq`.execute(db)
  return rows
}
