import { sql, type Kysely } from 'kysely'
import type { Module } from '../module.ts'
import type { DB } from './schema.ts'

/** How often what a unit wrote was judged by others in a time, and how often it came back. */
export type ReturnRate = { org: string; module: string; judged: number; returned: number }

type Span = { from: string; to: string; orgs: readonly string[] | null }

/**
 * 驳回率: of all decisions by other organisations on what a unit submitted, those that sent it back. A unit's own reviewer counts neither way, nor does what
 * was taken back. `orgs` narrows it to units, null means all; days are inclusive.
 */
export async function returnRates(db: Kysely<DB>, modules: readonly Module[], { from, to, orgs }: Span): Promise<ReturnRate[]> {
  const returning = modules.flatMap((module) => returningOutcomes(module).map((name) => `${module.path} ${name}`))
  const { rows } = await sql<ReturnRate>`
    select wrote.org_id as org, record.module, count(*)::int as judged,
      (count(*) filter (where judging.verb = 'return' or record.module || ' ' || judging.outcome = any(${returning}::text[])))::int as returned
    from act judging join record on record.id = judging.record_id
      join lateral (select org_id from act where act.record_id = judging.record_id and act.seq < judging.seq and act.verb in ('submit', 'unchanged')
        order by act.seq desc limit 1) wrote on true
    where judging.verb in ('pass', 'return', 'decide') and ${during(sql`judging.at`, from, to)} and ${stands('judging')}
      and judging.org_id <> wrote.org_id ${orgs ? sql`and wrote.org_id = any(${orgs}::text[])` : sql``}
    group by 1, 2 order by 1, 2`.execute(db)
  return rows
}

/**
 * Outcomes that somebody decides only by sending back: those that return, and what follows where one of them was decided often enough. What was sent back once
 * too often is stored as what that came to, and is a return all the same.
 */
function returningOutcomes(module: Module): string[] {
  return Object.values(module.flow).flatMap((step) =>
    Object.entries(step.outcomes ?? {}).flatMap(([name, { returns, beyond }]) => (returns ? [name, ...(beyond ? [beyond] : [])] : [])),
  )
}

/** Whether an act was not taken back: whatever moved the record next was no withdrawal. */
export function stands(act: string) {
  return sql<boolean>`coalesce((select next.verb <> 'withdraw' from act next where next.record_id = ${sql.ref(`${act}.record_id`)}
    and next.seq > ${sql.ref(`${act}.seq`)} and next.from_stage <> next.to_stage order by next.seq limit 1), true)`
}

/** Days of the city, both ends included. */
export function during(at: ReturnType<typeof sql>, from: string, to: string) {
  return sql<boolean>`${at} >= ${from}::date and ${at} < ${to}::date + 1`
}
