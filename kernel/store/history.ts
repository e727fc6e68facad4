import { sql, type Kysely } from 'kysely'
import type { Act, Subject } from '../act.ts'
import { fold } from '../fold.ts'
import type { Module } from '../module.ts'
import type { DB } from './schema.ts'

/** A record's acts, oldest first. Whoever asks has loaded the record first: this reads no rights. */
export async function actsOf(db: Kysely<DB>, record: string): Promise<Act[]> {
  const { rows } = await sql<Act>`select ${actColumns} from act where record_id = ${record} order by seq`.execute(db)
  return rows
}

/** The acts of several records, each record's oldest first. */
export async function actsOfEach(db: Kysely<DB>, records: readonly string[]): Promise<Map<string, Act[]>> {
  if (records.length === 0) return new Map()
  const { rows } = await sql<Act & { record: string }>`
    select record_id as record, ${actColumns} from act where record_id = any(${records}::uuid[]) order by seq`.execute(db)
  return Map.groupBy(rows, ({ record }) => record)
}

const actColumns = sql`seq, verb, by_person as by, by_name as "byName", for_person as "forPerson", for_name as "forName", org_id as org, role, from_stage as "from", to_stage as "to", patch, reason, about, outcome, at`

/** Every record of a business as its acts until a moment add up to: how it stood then. Reads no rights; a draft of then is among them. */
export async function subjectsAt(db: Kysely<DB>, module: Module, moment: Date): Promise<Subject[]> {
  const { rows } = await sql<Act & { record: string; owner: string }>`
    select record_id as record, record.owner, ${actColumns} from act join record on record.id = act.record_id
    where record.module = ${module.path} and at <= ${moment} order by record_id, seq`.execute(db)
  return [...Map.groupBy(rows, ({ record }) => record)].map(([id, acts]) => ({ id, owner: acts[0]!.owner, state: fold(module, acts) }))
}
