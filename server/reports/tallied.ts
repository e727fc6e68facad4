import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Tallied, Window } from '#indicators/figures.ts'
import type { Actor } from '#kernel/org.ts'
import { anyViewerOrgs } from '#kernel/parties.ts'
import type { DB } from '#kernel/store/schema.ts'

/** The tallies of these figures within their days, added up by organisation and kind; only what was decided until `locked`, and rests on what holds. */
export const talliedIn = (db: Kysely<DB>, windows: readonly Window[], locked: Date): Promise<Tallied[]> =>
  added(db, windows, sql`tally`, counts(locked))

/** Added up figure by figure: of each the planner knows how much there is of it, and reads the index alone. */
export async function added(
  db: Kysely<DB>,
  windows: readonly Window[],
  from: RawBuilder<unknown>,
  counting: RawBuilder<unknown>,
): Promise<Tallied[]> {
  const parts = whole(windows).map((window) => {
    const kind = window.byKind ? sql`kind` : sql`''`
    return sql`select ${window.figure}::text as figure, org_id as org, ${kind} as kind, same, sum(amount)::text as amount from ${from}
      where figure = ${window.figure} and on_day between ${window.from}::date and ${window.to}::date and ${counting} group by org_id, same ${window.byKind ? sql`, kind` : sql``}`
  })
  if (parts.length === 0) return []
  const { rows } = await sql<Tallied>`${sql.join(parts, sql` union all `)}`.execute(db)
  return rows
}

/** Each figure once, with all its kinds: which of them an indicator takes is told apart afterwards. */
export const whole = (windows: readonly Window[]): Window[] =>
  [...Map.groupBy(windows, ({ figure }) => figure).values()].map((all) => ({
    ...{ ...all[0]!, kinds: null },
    byKind: all.some(({ byKind }) => byKind),
  }))

/** One row for each window: two of one figure are of different kinds, or of the same days. */
export const wanted = (windows: readonly Window[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(windows)}::jsonb) as wanted(figure text, kinds text[], "byKind" boolean, "from" date, "to" date)`

export const within = sql`tally.figure = wanted.figure and tally.on_day between wanted."from" and wanted."to" and (wanted.kinds is null or tally.kind = any(wanted.kinds))`

export const counts = (locked: Date) => sql`tally.counted_at <= ${locked} and tally.grounded`

/** `version` is the record's latest act when it was counted, `changed` whether it has others since. */
export type CountedRecord = {
  figure: string
  kind: string
  on: string
  amount: string
  module: string
  id: string
  title: string
  version: number
  changed: boolean
}

export type CountedRecords = { all: number; records: CountedRecord[] }

/** `org`: of one unit, or of several together; `less`: records that are counted in these are left out. */
export type Counted = { org: string | readonly string[]; windows: readonly Window[]; less?: readonly Window[] }

/** As many as a person reads. */
const SHOWN = 500

/** The records that a unit’s figures are made of, the latest first, as far as this person may see them; `all` counts the others too. */
export async function recordsCounted(
  db: Kysely<DB>,
  actor: Actor,
  { org, windows, less = [], locked }: Counted & { locked: Date },
): Promise<CountedRecords> {
  const { rows } = await sql<CountedRecord & { all: number; seen: boolean }>`
    select tally.figure, kind, to_char(on_day, 'YYYY-MM-DD') as "on", amount::text, record.module, record.id, record.title, record.version, false as changed,
      count(*) over ()::int as all, ${seenBy(actor)} as seen
    from ${wanted(windows)} join tally on ${within} and ${counts(locked)} join record on record.id = tally.record_id
    where ${ofUnits(org)} and not exists (
      select 1 from ${wanted(less)} join tally on ${within} and ${counts(locked)} where tally.record_id = record.id and ${ofUnits(org)})
    order by seen desc, on_day desc, record.id desc limit ${SHOWN}`.execute(db)
  return seenOf(rows)
}

/** The same of a fixed report: as it was counted then, whatever became of the records. What may be seen is asked of today. */
export async function recordsKept(
  db: Kysely<DB>,
  actor: Actor,
  { report, org, windows, less = [] }: Counted & { report: string },
): Promise<CountedRecords> {
  const { rows } = await sql<CountedRecord & { all: number; seen: boolean }>`
    select tally.figure, kind, to_char(on_day, 'YYYY-MM-DD') as "on", amount::text, tally.module, record.id, tally.title, tally.version,
      record.version <> tally.version as changed, count(*) over ()::int as all, ${seenBy(actor)} as seen
    from ${wanted(windows)} join fixed_tally tally on ${within} join record on record.id = tally.record_id
    where tally.fixed_report_id = ${report} and ${ofUnits(org)} and not exists (
      select 1 from ${wanted(less)} join fixed_tally tally on ${within}
      where tally.fixed_report_id = ${report} and tally.record_id = record.id and ${ofUnits(org)})
    order by seen desc, on_day desc, record.id desc limit ${SHOWN}`.execute(db)
  return seenOf(rows)
}

const ofUnits = (org: Counted['org']) => sql<boolean>`tally.org_id = any(${[org].flat()}::text[])`

const seenBy = (actor: Actor) =>
  sql<boolean>`exists (select 1 from sight where sight.record_id = record.id and sight.module = record.module and sight.org_id = any(${anyViewerOrgs(actor)}::text[]))`

const seenOf = (rows: readonly (CountedRecord & { all: number; seen: boolean })[]): CountedRecords => ({
  all: rows[0]?.all ?? 0,
  records: rows.filter(({ seen }) => seen).map(({ all: _all, seen: _seen, ...row }) => row),
})
