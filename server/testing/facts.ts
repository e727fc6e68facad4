import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { DB } from '#kernel/store/schema.ts'
import type { Desk, Facts } from './rights.ts'

/** What stands in the database about a record, for comparing with what should. */
export async function factsOf(db: Kysely<DB>, id: string): Promise<Facts> {
  const [facts] = await where(db, sql`id = ${id}`)
  return facts!
}

/** Every record of a business. */
export const factsIn = (db: Kysely<DB>, module: string): Promise<(Facts & { id: string })[]> => where(db, sql`module = ${module}`)

async function where(db: Kysely<DB>, which: RawBuilder<unknown>): Promise<(Facts & { id: string })[]> {
  const { rows } = await sql<Facts & { id: string }>`
    select id, owner, stage, record_values as values, jsonb_array_length(asks) > 0 as asking, extension is not null as extending, deadline is not null as deadline,
      (select jsonb_agg(jsonb_build_object('verb', verb, 'from', from_stage, 'to', to_stage, 'by', by_person, 'for', for_person, 'org', org_id) order by seq) from act where record_id = record.id) as acts
    from record where ${which}`.execute(db)
  return rows
}

export async function sightOf(db: Kysely<DB>, id: string): Promise<string[]> {
  const { rows } = await sql<{ org: string }>`select org_id as org from sight where record_id = ${id}`.execute(db)
  return rows.map(({ org }) => org).sort()
}

export async function desksOf(db: Kysely<DB>, id: string): Promise<Desk[]> {
  const { rows } = await sql<Desk>`select kind, org_id as org, role from todo where record_id = ${id}`.execute(db)
  return rows
}

/** Desks in one order. */
export const listed = (desks: readonly Desk[]): string[] => desks.map(({ kind, org, role }) => `${kind} ${org} ${role}`).sort()
