import { sql, type Kysely } from 'kysely'
import { APPROVED, type State } from '../act.ts'
import { countedOf } from '../counted.ts'
import type { Module } from '../module.ts'
import { orgsOf, type Actor, type OrgKind } from '../org.ts'
import { fillerOf, isFiledBy, stepsOf } from '../steps.ts'
import type { TodoKind } from '../todo.ts'
import { groundLostAt, isChosenLink } from './link-rules.ts'
import type { DB } from './schema.ts'

/**
 * Records of a unit that count nowhere yet. Those not decided wait for somebody: where (`stage`), for whom (`org`), since when. Those that are decided say
 * `why`, and `org` is the unit they are of. `owes` is the unit whose figures they are missing from, `record` the one of longest standing.
 */
export type Uncounted = { module: string; stage: string; org: string; owes: string; count: number; since: Date; record: string } & (
  | { kind: TodoKind; why: null }
  | { kind: 'decided'; why: string }
)

/**
 * What of this person's own units is not counted and why. What is assigned is the unit's that reports on it, and no more of the office that assigned it, for
 * clerks and leaders alike. A decided record that is being reported on anew counts as it was decided. One row for each business, unit, step and desk, or for
 * each business, unit and reason.
 */
export async function uncountedOf(db: Kysely<DB>, modules: readonly Module[], actor: Actor): Promise<Uncounted[]> {
  const weighed = await weighedOf(db, modules, actor)
  const counted = weighed.filter(({ since, why }) => since === null && why === null).map(({ id }) => id)
  const waiting = await waitingOf(db, modules, actor, counted)
  return [...waiting, ...decidedAndNot(weighed)].sort((a, b) => a.since.getTime() - b.since.getTime() || (nameOf(a) < nameOf(b) ? -1 : 1))
}

/** What tells apart those of one moment, so that they come in one order always. */
const nameOf = ({ module, owes, stage, org, why }: Uncounted) => JSON.stringify([module, owes, stage, org, why])

async function waitingOf(db: Kysely<DB>, modules: readonly Module[], actor: Actor, counted: readonly string[]): Promise<Uncounted[]> {
  const { rows } = await sql<Uncounted>`
    select todo.module, todo.kind, todo.stage, todo.org_id as org, ${unit} as owes, count(distinct todo.record_id)::int as count, min(todo.since) as since,
      (array_agg(todo.record_id order by todo.since, todo.record_id))[1]::text as record, null as why
    from todo join record on record.id = todo.record_id ${reporters(modules)}
    where todo.module = any(${pathsOf(modules)}::text[]) and ${unit} = any(${orgsOf(actor)}::text[]) and record.approved is null
      and todo.kind in ('handle', 'returned', 'draft') and record.id <> all(${counted}::uuid[])
      and not exists (select 1 from tally where tally.record_id = record.id and tally.grounded and record.module = any(${pathsOf(modules.filter(isForetold))}::text[]))
    group by 1, 2, 3, 4, 5`.execute(db)
  return rows
}

type Row = Pick<State, 'stage' | 'values' | 'approved' | 'approvedAt'> & {
  id: string
  module: string
  unit: string
  groundLostAt: Date | null
}
/** `since` is null for what was never decided. */
type Told = Pick<Row, 'id' | 'module' | 'unit'> & { since: Date | null; why: string | null }

/**
 * Records of the businesses in which being decided is not all there is to being counted, as far as they have to be weighed one by one: what reports count of
 * records is written down (`tally`), and with it whether they have their ground, so that of a million records only those are looked at that count nowhere.
 */
async function weighedOf(db: Kysely<DB>, modules: readonly Module[], actor: Actor): Promise<Told[]> {
  const orgs = orgsOf(actor)
  const { rows: units } = await sql<{ id: string; kind: OrgKind }>`select id, kind from org where id = any(${orgs}::text[])`.execute(db)
  const asked = modules.filter((module) => isWeighed(module) && units.some((each) => mayBeOf(module, each)))
  if (asked.length === 0) return []
  const declared = pathsOf(asked.filter(({ counts }) => counts))
  const writtenDown = pathsOf(asked.filter(({ tallies }) => tallies))
  const foretold = pathsOf(asked.filter((module) => module.counts?.already && !isForetold(module)))
  const { rows } = await sql<Row>`
    select record.id, record.module, record.stage, ${unit} as unit, record.approved_at as "approvedAt", ${groundLostAt} as "groundLostAt",
      case when record.module = any(${declared}::text[]) then record.record_values else '{}' end as values,
      case when record.module = any(${declared}::text[]) or record.approved is null then record.approved else '{}' end as approved
    from record ${reporters(modules)}
    where record.module = any(${pathsOf(asked)}::text[]) and record.stage not in ('void', 'closed') and ${unit} = any(${orgs}::text[])
      and (record.approved is not null or record.module = any(${foretold}::text[]))
      and not exists (select 1 from tally where tally.record_id = record.id and tally.grounded and record.module = any(${writtenDown}::text[]))
      and exists (select 1 from sight where sight.record_id = record.id and sight.module = record.module and sight.org_id = any(${orgs}::text[]))`.execute(
    db,
  )
  return rows.map(({ id, module, unit: of, approvedAt, groundLostAt: lostAt, ...record }) => {
    const held = countedOf(
      modules.find(({ path }) => path === module)!,
      { ...record, grounded: lostAt === null },
    )
    return { id, module, unit: of, since: record.approved && (lostAt ?? approvedAt), why: 'why' in held ? held.why : null }
  })
}

const pathsOf = (modules: readonly Module[]) => modules.map(({ path }) => path)

/** What counts before it is decided, and is written down from then on. */
const isForetold = ({ counts, tallies }: Module) => counts?.already !== undefined && tallies !== undefined

const isWeighed = ({ counts, fields }: Module) => counts !== undefined || Object.values(fields).some(isChosenLink)

/** Whether records of a business can be this unit's at all. */
function mayBeOf(module: Module, org: { id: string; kind: OrgKind }): boolean {
  return module.filedBy === 'opened' || isFiledBy(module, org) || reportedElsewhere(module).length > 0
}

function decidedAndNot(told: readonly Told[]): Uncounted[] {
  const groups = new Map<string, Uncounted>()
  for (const { id, module, unit: org, since, why } of told) {
    if (since === null || why === null) continue
    const key = JSON.stringify([module, org, why])
    const { count, ...oldest } = groups.get(key) ?? {
      count: 0,
      module,
      kind: 'decided',
      stage: APPROVED,
      org,
      owes: org,
      since,
      record: id,
      why,
    }
    groups.set(key, { ...oldest, ...(since < oldest.since ? { since, record: id } : {}), count: count + 1 } as Uncounted)
  }
  return [...groups.values()]
}

/** Whose a record is: of the unit that reports on it where that is not its owner. */
const unit = sql<string>`coalesce(record.record_values ->> reporter.field, record.owner)`

/** Joins the field that names who reports on a record where it now stands, if anybody but its owner does. */
function reporters(modules: readonly Module[]) {
  const reported = modules.flatMap(reportedElsewhere)
  return sql`left join unnest(${reported.map(({ module }) => module)}::text[], ${reported.map(({ stage }) => stage)}::text[], ${reported.map(({ field }) => field)}::text[])
    as reporter(module, stage, field) on reporter.module = record.module and reporter.stage = record.stage`
}

/** The stages at which a record is what another organisation than its owner writes, and the field that names it. */
function reportedElsewhere(module: Module): { module: string; stage: string; field: string }[] {
  return [...stepsOf(module), APPROVED].flatMap((stage) => {
    const { at } = module.flow[fillerOf(module, stage)]!
    return typeof at === 'string' && at !== 'owner' ? [{ module: module.path, stage, field: at }] : []
  })
}
