import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Tallied, Window } from '#indicators/figures.ts'
import type { Actor } from '#kernel/org.ts'
import { anyViewerOrgs } from '#kernel/parties.ts'
import type { DB } from '#kernel/store/schema.ts'

/** Adds up rows over these windows: of what counts now, or of what was kept. */
export type Sums = (windows: readonly Window[]) => Promise<readonly Tallied[]>

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
const whole = (windows: readonly Window[]): Window[] =>
  [...Map.groupBy(windows, ({ figure }) => figure).values()].map((all) => ({
    ...{ ...all[0]!, kinds: null },
    byKind: all.some(({ byKind }) => byKind),
  }))

/** What is live counts whatever is decided. */
export const FOREVER = new Date('2199-12-31T00:00:00Z')

export const counts = (locked: Date) => sql`tally.counted_at <= ${locked} and tally.grounded`

/** `version` is the record's latest act when it was counted, `changed` whether it has others since. */
export type CountedRecord = {
  /** Whose figure it is counted in. */
  org: string
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

/** `org`: of one unit, or of several together; records that are counted in `less` as well are left out. */
export type Counted = { org: string | readonly string[]; windows: readonly Window[]; less?: readonly Window[] }

/** As many as a person reads. */
const SHOWN = 500

/** The records that a unit’s figures are made of, the latest first, as far as this person may see them; `all` counts the others too. */
export const recordsCounted = (db: Kysely<DB>, actor: Actor, { locked, ...asked }: Counted & { locked: Date }): Promise<CountedRecords> =>
  recordsIn(db, actor, asked, {
    from: sql`tally`,
    counting: counts(locked),
    shown: sql`record.module, record.title, record.version, false as changed`,
  })

/** The same of a fixed report: as it was counted then, whatever became of the records. What may be seen is asked of today. */
export const recordsKept = (db: Kysely<DB>, actor: Actor, { report, ...asked }: Counted & { report: string }): Promise<CountedRecords> =>
  recordsIn(db, actor, asked, {
    from: sql`fixed_tally`,
    counting: sql`tally.fixed_report_id = ${report}`,
    shown: sql`tally.module, tally.title, tally.version, record.version <> tally.version as changed`,
  })

type Kept = { from: RawBuilder<unknown>; counting: RawBuilder<unknown>; shown: RawBuilder<unknown> }

/** Counted from the rows alone, and fetched apart: figure by figure in the order of its index, no further than a person reads. */
async function recordsIn(
  db: Kysely<DB>,
  actor: Actor,
  { org, windows, less = [] }: Counted,
  { from, counting, shown }: Kept,
): Promise<CountedRecords> {
  if (windows.length === 0) return { all: 0, records: [] }
  const own = sql`${ofUnits(org)} and ${counting}`
  const without =
    less.length === 0
      ? sql`true`
      : sql`not exists (select 1 from (select tally.record_id from ${from} tally where ${own} and (${sql.join(less.map(inWindow), sql` or `)})) less
          where less.record_id = tally.record_id)`
  const { rows: counted } = await sql<{ all: number }>`
    select count(*)::int as all from ${from} tally where ${own} and (${sql.join(windows.map(inWindow), sql` or `)}) and ${without}`.execute(
    db,
  )
  const latest = windows.map(
    (window) => sql`(
      select tally.org_id as org, tally.figure, kind, on_day, amount::text, record.id, ${shown} from ${from} tally join record on record.id = tally.record_id
      where ${own} and ${inWindow(window)} and ${without} and ${seenBy(actor)} order by on_day desc, tally.record_id desc limit ${SHOWN})`,
  )
  const { rows: records } = await sql<CountedRecord>`
    select org, figure, kind, to_char(on_day, 'YYYY-MM-DD') as "on", amount, module, id, title, version, changed
    from (${sql.join(latest, sql` union all `)}) as latest order by on_day desc, id desc limit ${SHOWN}`.execute(db)
  return { all: counted[0]!.all, records }
}

/** One alone is read in the order of the index. */
const ofUnits = (org: Counted['org']) =>
  typeof org === 'string' ? sql`tally.org_id = ${org}` : sql`tally.org_id = any(${[...org]}::text[])`

const inWindow = ({ figure, kinds, from, to }: Window) =>
  sql`(tally.figure = ${figure} and tally.on_day between ${from}::date and ${to}::date and ${kinds === null ? sql`true` : sql`tally.kind = any(${kinds}::text[])`})`

const seenBy = (actor: Actor) =>
  sql<boolean>`exists (select 1 from sight where sight.record_id = record.id and sight.module = record.module and sight.org_id = any(${anyViewerOrgs(actor)}::text[]))`
