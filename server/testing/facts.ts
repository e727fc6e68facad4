import { sql, type Kysely } from 'kysely'
import type { DB } from '#kernel/store/schema.ts'
import type { Desk, Facts, Happened } from './rights.ts'

/** What stands in the database about a record, for comparing with what should. */
export async function factsOf(db: Kysely<DB>, id: string): Promise<Facts> {
  const { rows } = await sql<Omit<Facts, 'acts'> & { acts: Happened[] }>`
    select owner, stage, record_values as values, jsonb_array_length(asks) > 0 as asking, extension is not null as extending, deadline is not null as deadline,
      (select jsonb_agg(jsonb_build_object('verb', verb, 'from', from_stage, 'to', to_stage, 'by', by_person, 'org', org_id) order by seq) from act where record_id = record.id) as acts
    from record where id = ${id}`.execute(db)
  return rows[0]!
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
