import { sql, type Kysely } from 'kysely'
import type { Module } from '../module.ts'
import { orgsOf, type Actor } from '../org.ts'
import { fillerOf, stepsOf } from '../steps.ts'
import type { DB } from './schema.ts'

/** Records of a unit that count nowhere yet, because they wait for somebody: where, for whom, since when. */
export type Uncounted = { module: string; kind: string; stage: string; org: string; count: number; since: Date; record: string }

/**
 * What of this person's own units is not counted and why. What is assigned is the unit's that reports on it, and no more of the office that assigned it, for
 * clerks and leaders alike. Only what was never decided: a decided record that is being reported on anew counts as it was decided. One row for each
 * business, step and desk; `record` is the one that has waited longest.
 */
export async function uncountedOf(db: Kysely<DB>, modules: readonly Module[], actor: Actor): Promise<Uncounted[]> {
  const reported = modules.flatMap(reportedElsewhere)
  const { rows } = await sql<Uncounted>`
    select todo.module, todo.kind, todo.stage, todo.org_id as org, count(distinct todo.record_id)::int as count, min(todo.since) as since,
      (array_agg(todo.record_id order by todo.since, todo.record_id))[1]::text as record
    from todo join record on record.id = todo.record_id
      left join unnest(${reported.map(({ module }) => module)}::text[], ${reported.map(({ stage }) => stage)}::text[], ${reported.map(({ field }) => field)}::text[])
        as reporter(module, stage, field) on reporter.module = record.module and reporter.stage = record.stage
    where coalesce(record.record_values ->> reporter.field, record.owner) = any(${orgsOf(actor)}::text[]) and record.approved is null and todo.kind in ('handle', 'returned', 'draft')
    group by 1, 2, 3, 4 order by min(todo.since)`.execute(db)
  return rows
}

/** The stages at which a record is what another organisation than its owner writes, and the field that names it. */
function reportedElsewhere(module: Module): { module: string; stage: string; field: string }[] {
  return stepsOf(module).flatMap((stage) => {
    const { at } = module.flow[fillerOf(module, stage)]!
    return typeof at === 'string' && at !== 'owner' ? [{ module: module.path, stage, field: at }] : []
  })
}
