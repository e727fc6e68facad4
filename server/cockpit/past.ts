import { sql, type Kysely } from 'kysely'
import { pastPlaces, type Issued, type Past } from '#cockpits/cockpit.ts'
import type { Scheme } from '#indicators/scheme.ts'
import type { Scored } from '#indicators/score.ts'
import type { DB } from '#kernel/store/schema.ts'
import type { ReportId } from '../reports/reports.ts'

/** Every issue that there is, the latest period and its latest issue first. */
export async function issuesOf(db: Kysely<DB>, report: ReportId): Promise<Issued[]> {
  const { rows } = await sql<Issued>`
    select computation_id as computation, to_char(first_day, 'YYYY-MM-DD') as first, to_char(last_day, 'YYYY-MM-DD') as last, issue,
      issue < max(issue) over (partition by period.id) as corrected
    from fixed_report join period on period.id = fixed_report.period_id
    where report = ${report} order by period.first_day desc, issue desc`.execute(db)
  return rows
}

type Row = Omit<Past, 'places' | 'fixedAt'> & { fixedAt: Date }

/** The fixed reports of one kind on this node: the last issue of each period. What was fixed never changes, so it is read once. */
export class PastReports {
  readonly #db: Kysely<DB>
  readonly #report: ReportId
  readonly #places = new Map<string, Past['places']>()
  #all: { stamp: string; past: Past[] } = { stamp: '', past: [] }

  constructor(db: Kysely<DB>, report: ReportId) {
    this.#db = db
    this.#report = report
  }

  /** The oldest first; the very same list while nothing more was fixed. */
  async now(): Promise<Past[]> {
    const { rows } = await sql<Row>`
      select distinct on (period.first_day) computation.id as computation, period.id as period, to_char(first_day, 'YYYY-MM-DD') as first,
        to_char(last_day, 'YYYY-MM-DD') as last, issue, fixed_at as "fixedAt", scheme_id as scheme
      from fixed_report join period on period.id = fixed_report.period_id join computation on computation.id = computation_id
      where report = ${this.#report} order by period.first_day, issue desc`.execute(this.#db)
    const stamp = rows.map(({ computation }) => computation).join(' ')
    if (stamp !== this.#all.stamp) {
      await this.#read(rows.map(({ computation }) => computation).filter((id) => !this.#places.has(id)))
      const past = rows.map((row) => ({ ...row, fixedAt: row.fixedAt.toISOString(), places: this.#places.get(row.computation)! }))
      this.#all = { stamp, past }
    }
    return this.#all.past
  }

  async #read(computations: readonly string[]) {
    const { rows } = await sql<{ id: string; scheme: Scheme; result: Scored }>`
      select id, scheme, result from computation where id = any(${computations}::uuid[])`.execute(this.#db)
    for (const { id, scheme, result } of rows) this.#places.set(id, pastPlaces(scheme, result))
  }
}
