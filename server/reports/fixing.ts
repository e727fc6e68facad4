import type { FastifyInstance } from 'fastify'
import { sql, type Kysely, type Transaction } from 'kysely'
import { v7 } from 'uuid'
import { z } from 'zod'
import { windowsOf } from '#indicators/figures.ts'
import type { Scheme } from '#indicators/scheme.ts'
import type { Scored } from '#indicators/score.ts'
import { whyNotFixed } from '#indicators/why-not-fixed.ts'
import { dayOf } from '#kernel/day.ts'
import { canonical } from '#kernel/fold.ts'
import { businessRoles } from '#kernel/org.ts'
import { conflict, forbidden, invalid, notFound, Refusal } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { boardWindows } from '../cockpit/boards.ts'
import { idIn } from '../http/id.ts'
import { read, write } from '../http/route.ts'
import { idParam, typedText } from '../http/texts.ts'
import { requireFresh } from '../identity/fresh.ts'
import { computationOr404 } from './computations.ts'
import { computedBy } from './compute.ts'
import { differences } from './differences.ts'
import { enteredIn } from './hand-figures.ts'
import { fixWithCounts, talliedKept } from './kept.ts'
import { holdPeriod, office, officeOf, periodOr404, scope, type Reporter } from './periods.ts'
import { schemeOn } from './schemes.ts'
import { requireCounts, requireEntered, type Counting } from './still-counts.ts'
import { talliedIn } from './tallied.ts'

/** Who confirms what another asked for. */
const confirming = { roles: ['reviewer', 'leader'] } as const

type Asked = { computation: string; cause: string | null; askedBy: string; askedByName: string }

/** 定稿: asked for by one person of the reform office, done by another, both freshly authenticated. What is fixed never changes; a mistake is put right by a reissue. */
export function fixingRoutes(app: FastifyInstance) {
  write(app, {
    method: 'PUT',
    url: '/api/reports/periods/:id/fixing',
    scope,
    allow: office,
    summary: '提请定稿；已经定稿的，写明原因提请更正重发',
    action: 'report:ask-fixing',
    params: idParam,
    body: z.strictObject({ computation: z.string().max(64), cause: typedText('更正原因', 500).optional() }),
    handle: ({ tx, caller, params, body }) => {
      requireFresh(caller)
      return askFixing(tx, caller, { period: params.id, ...body })
    },
  })

  write(app, {
    method: 'DELETE',
    url: '/api/reports/periods/:id/fixing',
    scope,
    allow: { roles: ['entry', 'reviewer', 'module-admin', 'leader'] },
    summary: '撤销提请定稿',
    action: 'report:drop-fixing',
    params: idParam,
    handle: async ({ tx, caller, params }) => {
      const period = await periodOr404(tx, params.id)
      const org = await officeOf(tx, caller, businessRoles)
      await holdPeriod(tx, period.id)
      const { rows } = await sql`delete from fixing where period_id = ${period.id} returning 1`.execute(tx)
      if (rows.length === 0) throw notFound()
      return { status: 204, audit: { action: 'report:drop-fixing', object: params.id, org } }
    },
  })

  write(app, {
    method: 'POST',
    url: '/api/reports/periods/:id/fixed',
    scope,
    allow: confirming,
    summary: '核对后定稿，须为提请人以外的另一人',
    action: 'report:fix',
    params: idParam,
    // What whoever confirms has seen, word for word: what was asked for otherwise meanwhile is looked at anew.
    body: z.strictObject({ computation: z.string().max(64), issue: z.int(), cause: z.string().max(500).nullable() }),
    handle: ({ tx, caller, params, body }) => {
      requireFresh(caller)
      return fixReport(tx, caller, { period: params.id, ...body })
    },
  })

  read(app, {
    url: '/api/reports/computations/:id/differences/:other',
    scope,
    allow: { roles: businessRoles },
    summary: '两次计算在得分、指数和排名上的差异',
    params: z.strictObject({ id: z.string().max(64), other: z.string().max(64) }),
    handle: async ({ caller, params }) => {
      const later = await computationOr404(app.db, caller, params.id)
      const earlier = await computationOr404(app.db, caller, params.other, later.report)
      const [now, before] = [await scoredIn(app.db, later.id), await scoredIn(app.db, earlier.id)]
      const names = new Map([...before.scheme.indicators, ...now.scheme.indicators].map(({ id, name }) => [id, name]))
      return differences(before.result, now.result).map(({ scores, ...unit }) => ({
        ...unit,
        scores: scores.map((score) => ({ ...score, name: names.get(score.indicator) })),
      }))
    },
  })
}

async function scoredIn(db: Kysely<DB>, computation: string): Promise<{ scheme: Scheme; result: Scored }> {
  const { rows } = await sql<{ scheme: Scheme; result: Scored }>`select scheme, result from computation where id = ${computation}`.execute(
    db,
  )
  return rows[0]!
}

type Asking = { period: string; computation: string; cause?: string | undefined }

/** Asks for a computation to be fixed; a report that is fixed already takes a cause. Whoever calls has seen to it that the person is freshly authenticated. */
export async function askFixing(tx: Transaction<DB>, by: Reporter, asking: Asking) {
  const org = await officeOf(tx, by, office.roles)
  const period = await periodOr404(tx, asking.period)
  await holdPeriod(tx, period.id)
  const issue = await nextIssue(tx, period.id)
  const cause = asking.cause?.trim() || null
  if (issue > 1 && cause === null) throw invalid([{ field: 'cause', message: '已经定稿的报表更正重发，须写明原因' }])
  if (issue === 1 && cause !== null) throw invalid([{ field: 'cause', message: '首次定稿不填写更正原因' }])
  const computation = await computationIn(tx, period.id, asking.computation)
  const { result, schemeId } = computation
  const scheme = await schemeOn(tx, period.report, period.last)
  if (scheme.id !== schemeId) throw conflict('SCHEME_CHANGED', `本期已改用指标体系“${scheme.id}”，请重新计算。`)
  const why = whyNotFixed({ last: period.last, today: dayOf(by.now), units: result.units })
  if (why) throw conflict(why.code, why.words)
  requireEntered(computation, await enteredIn(tx, period.id))
  await requireCounts(tx, period, computation, (windows) => talliedIn(tx, windows, computation.lockedAt))
  await sql`insert into fixing (period_id, computation_id, cause, asked_by, asked_by_name, asked_at)
    values (${period.id}, ${asking.computation}, ${cause}, ${by.id}, ${by.name}, ${by.now})
    on conflict (period_id) do update set computation_id = excluded.computation_id, cause = excluded.cause, asked_by = excluded.asked_by,
      asked_by_name = excluded.asked_by_name, asked_at = excluded.asked_at`.execute(tx)
  return {
    body: { issue },
    audit: { action: 'report:ask-fixing', object: period.id, org, facts: { computation: asking.computation, issue } },
  }
}

/** What whoever confirms has looked at. */
type Seen = { period: string; computation: string; issue: number; cause: string | null }

/** Fixes what another person asked for. Whoever calls has seen to it that the person is freshly authenticated. */
export async function fixReport(tx: Transaction<DB>, by: Reporter, seen: Seen) {
  const org = await officeOf(tx, by, confirming.roles)
  const period = await periodOr404(tx, seen.period)
  await holdPeriod(tx, period.id)
  const { rows } = await sql<Asked>`
    select computation_id as computation, cause, asked_by as "askedBy", asked_by_name as "askedByName" from fixing where period_id = ${period.id}`.execute(
    tx,
  )
  const [asked] = rows
  const issue = await nextIssue(tx, period.id)
  if (issue !== seen.issue) throw conflict('STALE', '本期报表已有新的定稿，请查看最新内容。')
  if (!asked) throw conflict('NOT_ASKED', '还没有人提请定稿。')
  if (asked.computation !== seen.computation) throw conflict('STALE', '提请定稿的已是另一次计算，请核对最新结果。')
  if (asked.cause !== seen.cause) throw conflict('STALE', '提请人改了更正原因，请核对最新内容。')
  if (asked.askedBy === by.id) throw forbidden('提请人不能自己定稿，须由另一人核对。', 'SECOND_PERSON')
  const computation = await computationIn(tx, period.id, asked.computation)
  if ((await schemeOn(tx, period.report, period.last)).id !== computation.schemeId)
    throw conflict('SCHEME_CHANGED', '提请之后指标体系有变，请重新计算。')
  // The last look: from what is kept it must come to itself.
  const anew = computedBy(computation.scheme, computation.units)
  if (anew.digest !== computation.digest || canonical(anew.result) !== canonical(computation.result))
    throw new Refusal(409, 'NOT_ITSELF', '按保存的指标体系和指标值重算，结果与保存的不一致，不能定稿，请重新计算。')
  requireEntered(computation, await enteredIn(tx, period.id))
  const id = v7()
  const rowsDigest = await fixWithCounts(
    tx,
    { ...asked, id, issue, period: period.id, fixedBy: by.id, fixedByName: by.name, fixedAt: by.now },
    {
      windows: [...windowsOf(computation.scheme.indicators, period), ...boardWindows(period.report, period)],
      locked: computation.lockedAt,
    },
  )
  // What is kept must add up to what is shown, figures and boards.
  await requireCounts(tx, period, computation, (windows) => talliedKept(tx, id, windows))
  await sql`delete from fixing where period_id = ${period.id}`.execute(tx)
  return {
    status: 201,
    body: { id, issue, digest: computation.digest, rowsDigest },
    audit: {
      action: 'report:fix',
      object: period.id,
      org,
      after: computation.digest,
      facts: { issue, computation: asked.computation, rows: rowsDigest },
    },
  }
}

async function nextIssue(tx: Transaction<DB>, period: string): Promise<number> {
  const { rows } = await sql<{
    next: number
  }>`select coalesce(max(issue), 0) + 1 as next from fixed_report where period_id = ${period}`.execute(tx)
  return rows[0]!.next
}

type Kept = Counting & { schemeId: string; result: Scored; digest: string; lockedAt: Date }

async function computationIn(tx: Transaction<DB>, period: string, id: string) {
  const { rows } = await sql<Kept>`
    select scheme_id as "schemeId", scheme, units, result, boards, digest, locked_at as "lockedAt" from computation where id = ${idIn(id)} and period_id = ${period}
      and not exists (select 1 from fixed_report where computation_id = computation.id)`.execute(tx)
  if (!rows[0]) throw notFound()
  return rows[0]
}
