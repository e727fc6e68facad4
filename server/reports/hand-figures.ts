import { sql, type Kysely } from 'kysely'
import type { HandFigure } from '#indicators/figures.ts'
import type { DB } from '#kernel/store/schema.ts'
import type { ReportId } from './reports.ts'

/** A figure that somebody entered, with what it rests on; `version` tells it apart from those before it. */
export type Entered = HandFigure & {
  version: number
  basis: string
  /** Why, where the period was fixed already. */
  cause: string | null
  enteredByName: string
  enteredAt: Date
}

/** The figures of a period that stood at a moment; without one, those that stand, whichever clock they were entered by. */
export async function enteredIn(db: Kysely<DB>, period: string, at?: Date): Promise<Entered[]> {
  const until = at === undefined ? sql`` : sql`and entered_at <= ${at}`
  const { rows } = await sql<Entered>`
    select distinct on (indicator, org_id) indicator, org_id as org, figure, version, basis, cause, entered_by_name as "enteredByName", entered_at as "enteredAt"
    from hand_figure where period_id = ${period} ${until} order by indicator, org_id, version desc`.execute(db)
  return rows
}

/** The same of the period that begins on a day, whether or not it was opened. */
export async function handFiguresOf(
  db: Kysely<DB>,
  { report, first, locked }: { report: ReportId; first: string; locked: Date },
): Promise<HandFigure[]> {
  const { rows } = await sql<{ id: string }>`select id from period where report = ${report} and first_day = ${first}`.execute(db)
  return rows[0] ? enteredIn(db, rows[0].id, locked) : []
}
