import { sql, type Kysely } from 'kysely'
import type { Actor } from '#kernel/org.ts'
import { anyViewerOrgs } from '#kernel/parties.ts'
import type { DB } from '#kernel/store/schema.ts'
import type { Tallied } from '#indicators/figures.ts'

type Window = { figure: string; from: string; to: string }

/** The tallies of these figures within their days, added up by organisation and kind; only what was decided until `locked`. */
export async function talliedIn(db: Kysely<DB>, windows: readonly Window[], locked: Date): Promise<Tallied[]> {
  const { rows } = await sql<Tallied>`
    select tally.figure, org_id as org, kind, same, sum(amount)::text as amount
    from ${wanted(windows)}
      join tally on tally.figure = wanted.figure and tally.on_day between wanted."from" and wanted."to" and tally.counted_at <= ${locked}
    group by tally.figure, org_id, kind, same`.execute(db)
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
    from ${wanted(windows)} join tally on tally.figure = wanted.figure and tally.on_day between wanted."from" and wanted."to" and tally.counted_at <= ${locked}
      join record on record.id = tally.record_id
    where tally.org_id = ${org} order by seen desc, on_day desc, record.id desc limit ${SHOWN}`.execute(db)
  return { all: rows[0]?.all ?? 0, records: rows.filter(({ seen }) => seen).map(({ all: _all, seen: _seen, ...row }) => row) }
}

const wanted = (windows: readonly Window[]) =>
  sql`unnest(${windows.map(({ figure }) => figure)}::text[], ${windows.map(({ from }) => from)}::date[], ${windows.map(({ to }) => to)}::date[]) as wanted(figure, "from", "to")`
