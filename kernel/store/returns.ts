import { sql, type Kysely } from 'kysely'
import type { Module } from '../module.ts'
import type { DB } from './schema.ts'

/** How often what a unit wrote was judged by others in a time, and how often it came back. */
export type ReturnRate = { org: string; module: string; judged: number; returned: number }

type Span = { from: string; to: string; orgs: readonly string[] | null }

/**
 * 驳回率: of all decisions by other organisations on what a unit submitted, those that sent it back. A unit's own reviewer counts neither way. `orgs`
 * narrows it to units, null means all; days are inclusive.
 */
export async function returnRates(db: Kysely<DB>, modules: readonly Module[], { from, to, orgs }: Span): Promise<ReturnRate[]> {
  const returning = modules.flatMap((module) =>
    Object.values(module.flow).flatMap((step) =>
      Object.entries(step.outcomes ?? {}).flatMap(([name, { returns }]) => (returns ? [`${module.path} ${name}`] : [])),
    ),
  )
  const { rows } = await sql<ReturnRate>`
    select wrote.org_id as org, record.module, count(*)::int as judged,
      (count(*) filter (where judging.verb = 'return' or record.module || ' ' || judging.outcome = any(${returning}::text[])))::int as returned
    from act judging join record on record.id = judging.record_id
      join lateral (select org_id from act where act.record_id = judging.record_id and act.seq < judging.seq and act.verb in ('submit', 'unchanged')
        order by act.seq desc limit 1) wrote on true
    where judging.verb in ('pass', 'return', 'decide') and ${during(sql`judging.at`, from, to)}
      and judging.org_id <> wrote.org_id ${orgs ? sql`and wrote.org_id = any(${orgs}::text[])` : sql``}
    group by 1, 2 order by 1, 2`.execute(db)
  return rows
}

/** Days of the city, both ends included. */
export function during(at: ReturnType<typeof sql>, from: string, to: string) {
  return sql<boolean>`${at} >= ${from}::date and ${at} < ${to}::date + 1`
}
