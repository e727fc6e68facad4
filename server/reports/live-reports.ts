import type { FastifyInstance } from 'fastify'
import { Live } from './live.ts'
import { reports, type ReportId } from './reports.ts'

const known = new WeakMap<object, Record<ReportId, Live>>()

/** The live figures of a server: one of each report, whoever shows them. */
export function liveReports(app: FastifyInstance): Record<ReportId, Live> {
  const made =
    known.get(app.db) ??
    (Object.fromEntries((Object.keys(reports) as ReportId[]).map((report) => [report, new Live(app.db, app.modules, report)])) as Record<
      ReportId,
      Live
    >)
  known.set(app.db, made)
  return made
}
