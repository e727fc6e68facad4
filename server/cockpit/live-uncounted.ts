import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { dayOf, periodOf } from '#kernel/day.ts'
import type { Uncounted } from '#kernel/store/uncounted.ts'
import { orgStamp } from '../reports/live.ts'
import { Prepared } from '../reports/prepared.ts'
import { reports, type ReportId } from '../reports/reports.ts'
import { FOREVER } from '../reports/tallied.ts'
import { countedBy, uncountedIn } from './boards.ts'

/**
 * What a report does not count yet, kept ready: made anew when tallies or desks of the businesses it counts are others, by nothing that is only saved, and apart
 * from the figures, so that neither waits for the other.
 */
export function liveUncounted(app: FastifyInstance, report: ReportId): Prepared<Uncounted[], { last: string }> {
  const counting = countedBy(report, app.modules).map(({ path }) => path)
  return new Prepared(
    app.db,
    {
      basis: async (at) => {
        const { last } = periodOf(dayOf(at), reports[report].every)
        return { stamp: `${last} ${await orgStamp(app.db)}`, of: { last } }
      },
      marks: sql`(kind = 'tally' or (kind = 'record' and moved and module = any(${counting}::text[])))`,
      make: (tx, { last }) => uncountedIn(tx, app.modules, { report, last, locked: FOREVER }),
    },
    (error) => app.log.error(error),
  )
}
