import type { FastifyInstance } from 'fastify'
import { sql, type Kysely } from 'kysely'
import type { Scheme } from '#indicators/scheme.ts'
import type { Scored } from '#indicators/score.ts'
import type { Unit } from '#indicators/values.ts'
import { conflict } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import type { Boards } from '../../cockpit/boards.ts'
import { uncountedFor } from '../../cockpit/uncounted.ts'
import type { Caller } from '../../identity/identify.ts'
import { computationOr404 } from '../computations.ts'
import { digestOfKept } from '../kept.ts'
import type { ReportId } from '../reports.ts'

/** All that a paper is made of. Instants are ISO texts, so that it may be handed to another thread as it is. */
export type PaperSource = {
  report: ReportId
  first: string
  last: string
  /** The office that computes and fixes, by its full name. */
  office: string
  number: number
  schemeId: string
  scheme: Scheme
  units: Unit[]
  result: Scored
  digest: string
  lockedAt: string
  computedBy: string
  /** Null of a draft. */
  issue: Issue | null
  /** What was fixed of this period before; of a draft the latest that was fixed. */
  before: (Omit<Issue, 'cause' | 'askedBy'> & { scheme: Scheme; result: Scored; number: number }) | null
  /** What was filed and counts nowhere yet at that moment, as far as whoever asks may read it. */
  waiting: Waiting[]
}

export type Waiting = { unitName: string; moduleName: string; count: number; why: string }

type Issue = { issue: number; cause: string | null; askedBy: string; fixedBy: string; fixedAt: string }

type Row = Omit<PaperSource, 'report' | 'first' | 'last' | 'issue' | 'before' | 'waiting' | 'lockedAt'> & { boards: Boards }
type IssueRow = Omit<Issue, 'fixedAt'> & { id: string; fixedAt: Date; computation: string; rowsDigest: string }

/**
 * A computation as whoever may read it prints it: what is fixed everybody, what is not the office alone. Throws notFound, and ROWS_CHANGED where what was kept of
 * a fixed report is no longer what its digest says: nothing is printed of it.
 */
export async function paperSource(app: FastifyInstance, caller: Caller, id: string): Promise<PaperSource> {
  const { db } = app
  const { id: computation, period, report, first, last, lockedAt, kept } = await computationOr404(db, caller, id)
  const { rows } = await sql<Row>`
    select number, scheme_id as "schemeId", scheme, units, result, boards, digest, computed_by_name as "computedBy",
      (select name from org where kind = 'office' order by position, id limit 1) as office
    from computation where id = ${computation}`.execute(db)
  const { boards, ...rest } = rows[0]!
  const issues = await issuesOf(db, period)
  const own = issues.find((issue) => issue.id === kept)
  if (own) await requireUntouched(db, own)
  const earlier = own ? issues.find(({ issue }) => issue === own.issue - 1) : issues[0]
  return {
    ...{ report, first, last, ...rest },
    lockedAt: lockedAt.toISOString(),
    issue: own ? issueOf(own) : null,
    before: earlier ? await fixedBefore(db, earlier) : null,
    waiting: await waitingIn(app, caller, boards.uncounted, rest.result),
  }
}

/** Unit by unit, in their order. */
async function waitingIn(app: FastifyInstance, caller: Caller, uncounted: Boards['uncounted'], { units }: Scored): Promise<Waiting[]> {
  const order = new Map(units.map(({ id }, at) => [id, at]))
  const told = (await uncountedFor(app, caller, uncounted)).toSorted(
    (a, b) => (order.get(a.unit) ?? units.length) - (order.get(b.unit) ?? units.length),
  )
  return told.map(({ unitName, moduleName, count, why }) => ({ unitName, moduleName, count, why }))
}

/** A million rows take longer to read than a page is answered. */
async function requireUntouched(db: Kysely<DB>, { id, rowsDigest }: IssueRow): Promise<void> {
  const digest = await db
    .transaction()
    .setAccessMode('read only')
    .execute(async (tx) => {
      await sql`set local statement_timeout = '100s'`.execute(tx)
      return digestOfKept(tx, id)
    })
  if (digest !== rowsDigest) throw conflict('ROWS_CHANGED', '定稿时保存的计入事项与校验码不符，不能出具报表，请报告系统管理员核查。')
}

const issueOf = ({ issue, cause, askedBy, fixedBy, fixedAt }: IssueRow): Issue => ({
  ...{ issue, cause, askedBy, fixedBy },
  fixedAt: fixedAt.toISOString(),
})

async function fixedBefore(db: Kysely<DB>, earlier: IssueRow): Promise<PaperSource['before']> {
  const { rows } = await sql<{ scheme: Scheme; result: Scored; number: number }>`
    select scheme, result, number from computation where id = ${earlier.computation}`.execute(db)
  const { issue, fixedBy, fixedAt } = issueOf(earlier)
  return { issue, fixedBy, fixedAt, ...rows[0]! }
}

/** The latest first. */
const issuesOf = async (db: Kysely<DB>, period: string): Promise<IssueRow[]> =>
  (
    await sql<IssueRow>`
      select id, issue, computation_id as computation, rows_digest as "rowsDigest", cause, asked_by_name as "askedBy", fixed_by_name as "fixedBy", fixed_at as "fixedAt"
      from fixed_report where period_id = ${period} order by issue desc`.execute(db)
  ).rows
