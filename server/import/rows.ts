import { sql, type Kysely, type Transaction } from 'kysely'
import type { DB } from '#kernel/store/schema.ts'
import { isBad, isLacking, type Found, type Row, type Twin } from './found.ts'

const AT_ONCE = 500

/**
 * Keeps what was understood of a workbook, in place of what was kept before, together with the end of the reading: by a worker that still has the job, all
 * of them or none. A row at a time is too slow and all at once too much.
 */
export async function keepRows(tx: Transaction<DB>, job: string, rows: readonly Row[]): Promise<void> {
  await sql`delete from import_row where job_id = ${job}`.execute(tx)
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE).map((row, at) => ({ ...row, at: from + at, bad: isBad(row), lacking: isLacking(row) }))
    await sql`insert into import_row (job_id, at, line, row_values, problems, twin, key, record_id, record_version, bad, lacking)
      select ${job}, at, line, "values", found, twin, key, (record->>'id')::uuid, (record->>'version')::int, bad, lacking
      from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as r(at int, line int, "values" jsonb, found jsonb, twin jsonb, key text, record jsonb, bad boolean, lacking boolean)`.execute(
      tx,
    )
  }
}

type Stored = {
  at: number
  line: number
  row_values: Row['values']
  problems: Found[]
  twin: Twin | null
  key: string
  record_id: string | null
  record_version: number | null
}

export type KeptRow = Row & { at: number }

/** Rows from one place on, or only those with errors or repeats. */
export async function keptRows(
  db: Kysely<DB>,
  job: string,
  wish: { only: 'all' | 'bad' | 'lacking' | 'fit'; after: number; limit: number | null },
): Promise<KeptRow[]> {
  const which = { all: sql`true`, bad: sql`bad`, lacking: sql`lacking and not bad`, fit: sql`not bad` }[wish.only]
  const { rows } = await sql<Stored>`
    select at, line, row_values, problems, twin, key, record_id, record_version from import_row
    where job_id = ${job} and at > ${wish.after} and ${which} order by at ${wish.limit === null ? sql`` : sql`limit ${wish.limit}`}`.execute(
    db,
  )
  return rows.map(({ row_values, problems, record_id, record_version, ...row }) => ({
    ...row,
    values: row_values,
    found: problems,
    record: record_id === null ? null : { id: record_id, version: record_version! },
  }))
}

export type Counts = { rows: number; bad: number; twins: number; lacking: number; updates: number }

export function countsOf(rows: readonly Row[]): Counts {
  const count = (test: (row: Row) => boolean) => rows.filter(test).length
  return {
    rows: rows.length,
    bad: count(isBad),
    twins: count(({ twin }) => twin !== null),
    lacking: count((row) => !isBad(row) && isLacking(row)),
    updates: count(({ record }) => record !== null),
  }
}
