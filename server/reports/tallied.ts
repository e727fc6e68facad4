import { sql, type Kysely } from 'kysely'
import type { Actor } from '#kernel/org.ts'
import { anyViewerOrgs } from '#kernel/parties.ts'
import type { DB } from '#kernel/store/schema.ts'
import type { Tallied, Window } from '#indicators/figures.ts'

/** The tallies of these figures within their days, added up by organisation and kind; only what was decided until `locked`. */
export async function talliedIn(db: Kysely<DB>, windows: readonly Window[], locked: Date): Promise<Tallied[]> {
  // Each figure once, with all its kinds: which of them an indicator takes is told apart afterwards.
  const whole = [...Map.groupBy(windows, ({ figure }) => figure).values()].map((all) => ({
    ...{ ...all[0]!, kinds: null },
    byKind: all.some(({ byKind }) => byKind),
  }))
  const { rows } = await sql<Tallied>`
    select tally.figure, org_id as org, case when wanted."byKind" then kind else '' end as kind, same, sum(amount)::text as amount
    from ${wanted(whole)}
      join tally on ${within} and tally.counted_at <= ${locked}
    group by 1, 2, 3, 4`.execute(db)
  return rows
}

export type CountedRecord = { figure: string; kind: string; on: string; amount: string; module: string; id: string; title: string }

/** As many as a person reads. */
const SHOWN = 500

/** The records that a unit’s figures are made of, the latest first, as far as this person may see them; `all` counts the others too. */
export async function recordsCounted(
  db: Kysely<DB>,
  actor: Actor,
  { org, windows, locked }: { org: string; windows: readonly Window[]; locked: Date },
): Promise<{ all: number; records: CountedRecord[] }> {
  const { rows } = await sql<CountedRecord & { all: number; seen: boolean }>`
    select tally.figure, kind, to_char(on_day, 'YYYY-MM-DD') as "on", amount::text, record.module, record.id, record.title, count(*) over ()::int as all,
      exists (select 1 from sight where sight.record_id = record.id and sight.module = record.module and sight.org_id = any(${anyViewerOrgs(actor)}::text[])) as seen
    from ${wanted(windows)} join tally on ${within} and tally.counted_at <= ${locked}
      join record on record.id = tally.record_id
    where tally.org_id = ${org} order by seen desc, on_day desc, record.id desc limit ${SHOWN}`.execute(db)
  return { all: rows[0]?.all ?? 0, records: rows.filter(({ seen }) => seen).map(({ all: _all, seen: _seen, ...row }) => row) }
}

/** One row for each window: two of one figure are of different kinds, or of the same days. */
const wanted = (windows: readonly Window[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(windows)}::jsonb) as wanted(figure text, kinds text[], "byKind" boolean, "from" date, "to" date)`

const within = sql`tally.figure = wanted.figure and tally.on_day between wanted."from" and wanted."to" and (wanted.kinds is null or tally.kind = any(wanted.kinds))`
