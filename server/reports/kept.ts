import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely'
import type { Tallied, Window } from '#indicators/figures.ts'
import type { DB } from '#kernel/store/schema.ts'
import { added, counts } from './tallied.ts'

export type Fixing = {
  id: string
  period: string
  issue: number
  computation: string
  cause: string | null
  askedBy: string
  askedByName: string
  fixedBy: string
  fixedByName: string
  fixedAt: Date
}

/**
 * Fixes a report and copies, in one statement, what it was counted from, its boards as well: the tallies of these windows that were decided until `locked`.
 * Answers the digest over the copied rows.
 */
export async function fixWithCounts(
  tx: Transaction<DB>,
  fixing: Fixing,
  { windows, locked }: { windows: readonly Window[]; locked: Date },
): Promise<string> {
  // A million rows are copied in longer than a page is answered.
  await sql`set local statement_timeout = '100s'`.execute(tx)
  const { id, period, issue, computation, cause, askedBy, askedByName, fixedBy, fixedByName, fixedAt } = fixing
  const { rows } = await sql<{ digest: string }>`
    with kept as (
      insert into fixed_tally (fixed_report_id, org_id, figure, kind, on_day, record_id, amount, same, module, title, version)
      select ${id}::uuid, tally.org_id, tally.figure, tally.kind, tally.on_day, tally.record_id, tally.amount, tally.same, record.module, record.title, record.version
      from ${wanted(windows)} join tally on tally.figure = wanted.figure and tally.on_day between wanted."from" and wanted."to" and ${counts(locked)} join record on record.id = tally.record_id returning *
    )
    insert into fixed_report (id, period_id, issue, computation_id, cause, asked_by, asked_by_name, fixed_by, fixed_by_name, fixed_at, rows_digest)
    select ${id}, ${period}, ${issue}, ${computation}, ${cause}, ${askedBy}, ${askedByName}, ${fixedBy}, ${fixedByName}, ${fixedAt}, ${digestOver(sql`kept`)}
    returning rows_digest as digest`.execute(tx)
  return rows[0]!.digest
}

/** Each figure once, from the first day that any of these windows reads it to the last. */
function wanted(windows: readonly Window[]) {
  const widest = [...Map.groupBy(windows, ({ figure }) => figure)].map(([figure, alike]) => ({
    figure,
    from: alike.map(({ from }) => from).toSorted()[0],
    to: alike
      .map(({ to }) => to)
      .toSorted()
      .at(-1),
  }))
  return sql`jsonb_to_recordset(${JSON.stringify(widest)}::jsonb) as wanted(figure text, "from" date, "to" date)`
}

/** The kept rows of a fixed report, added up as a computation takes them. */
export const talliedKept = (db: Kysely<DB>, report: string, windows: readonly Window[]): Promise<Tallied[]> =>
  added(db, windows, sql`fixed_tally`, sql`fixed_report_id = ${report}`)

/** The digest over what is kept of a fixed report, made again: another one than the report carries says that somebody changed rows. */
export async function digestOfKept(db: Kysely<DB>, report: string): Promise<string> {
  const { rows } = await sql<{ digest: string }>`
    with kept as (select * from fixed_tally where fixed_report_id = ${report}) select ${digestOver(sql`kept`)} as digest`.execute(db)
  return rows[0]!.digest
}

/** Figure by figure and unit by unit, in the order of code points; rows of one are told apart by signs that no text of theirs holds. */
const digestOver = (kept: RawBuilder<unknown>) => sql<string>`(
  select encode(sha256(coalesce(string_agg(part, ''::bytea order by org_id collate "C", figure collate "C"), ''::bytea)), 'hex') from (
    select org_id, figure, sha256(convert_to(string_agg(concat_ws(chr(31), org_id, figure, kind, to_char(on_day, 'YYYY-MM-DD'), amount, same, record_id, module, title, version),
      chr(30) order by kind collate "C", on_day, record_id), 'UTF8')) as part
    from ${kept} group by org_id, figure
  ) as parts)`
