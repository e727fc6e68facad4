import { sql, type Kysely } from 'kysely'
import { notFound } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { idIn } from '../http/id.ts'
import { atOffice } from '../identity/at-office.ts'
import type { Caller } from '../identity/identify.ts'
import type { ReportId } from './reports.ts'

export type Computation = {
  id: string
  period: string
  report: ReportId
  first: string
  last: string
  lockedAt: Date
  /** The fixed report that it became. */
  kept: string | null
}

/**
 * A computation that this person may read: what was fixed everybody, what was not is the office’s own draft and to all others not there. `report`: only one of
 * this report.
 */
export async function computationOr404(db: Kysely<DB>, caller: Caller, id: string, report?: ReportId): Promise<Computation> {
  const { rows } = await sql<Computation>`
    select computation.id, period_id as period, report, to_char(first_day, 'YYYY-MM-DD') as first, to_char(last_day, 'YYYY-MM-DD') as last, locked_at as "lockedAt",
      (select id from fixed_report where computation_id = computation.id) as kept
    from computation join period on period.id = period_id where computation.id = ${idIn(id)}`.execute(db)
  const [found] = rows
  if (!found || (found.kept === null && !atOffice(caller)) || (report !== undefined && found.report !== report)) throw notFound()
  return found
}
