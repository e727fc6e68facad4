import type { FastifyInstance } from 'fastify'
import { sql, type Kysely, type Transaction } from 'kysely'
import { v7 } from 'uuid'
import { z } from 'zod'
import { dayOf, periodOf } from '#kernel/day.ts'
import { canonical } from '#kernel/fold.ts'
import type { Module } from '#kernel/module.ts'
import { businessRoles, type Role } from '#kernel/org.ts'
import { postInForce } from '#kernel/store/held-posts.ts'
import { conflict, forbidden, invalid, notFound } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { boardsOf } from '../cockpit/boards.ts'
import { idIn } from '../http/id.ts'
import { read, write } from '../http/route.ts'
import { day, idParam } from '../http/texts.ts'
import { atOffice } from '../identity/at-office.ts'
import type { Caller } from '../identity/identify.ts'
import { computationOr404 } from './computations.ts'
import { compute } from './compute.ts'
import { reportId, reports, type ReportId } from './reports.ts'
import { schemeOn } from './schemes.ts'
import { changedIn, type Counting } from './still-counts.ts'
import { talliedIn } from './tallied.ts'

export const scope = 'reports'
/** Whoever works on reports at the reform office; which organisation, the routes ask below. */
export const office = { roles: ['entry', 'reviewer', 'module-admin'] } as const

export type PeriodRow = { id: string; report: ReportId; first: string; last: string; openedByName: string; openedAt: Date }

const columns = sql`period.id, report, to_char(first_day, 'YYYY-MM-DD') as first, to_char(last_day, 'YYYY-MM-DD') as last, opened_by_name as "openedByName", opened_at as "openedAt"`

/** 报表期: opened, computed as often as one likes, fixed once. */
export function periodRoutes(app: FastifyInstance) {
  read(app, {
    url: '/api/reports/:report/periods',
    scope,
    allow: { roles: businessRoles },
    summary: '报表各期，最近的在前',
    params: z.strictObject({ report: reportId }),
    handle: async ({ caller, params }) => {
      const { rows } = await sql`
        select ${columns}, (select max(issue) from fixed_report where period_id = period.id) as issue,
          case when ${atOffice(caller)} then (select max(number) from computation where period_id = period.id) end as computed
        from period where report = ${params.report} order by first_day desc`.execute(app.db)
      return rows
    },
  })

  write(app, {
    method: 'POST',
    url: '/api/reports/:report/periods',
    scope,
    allow: office,
    summary: '开启一期报表',
    action: 'report:open',
    params: z.strictObject({ report: reportId }),
    body: z.strictObject({ on: day('所属日期') }),
    handle: ({ tx, caller, params, body }) => openPeriod(tx, caller, params.report, body.on),
  })

  read(app, {
    url: '/api/reports/periods/:id',
    scope,
    allow: { roles: businessRoles },
    summary: '一期报表：历次计算和定稿',
    params: idParam,
    handle: async ({ caller, params }) => {
      const period = await periodOr404(app.db, params.id)
      const office = atOffice(caller)
      const [computations, issues, fixing] = await Promise.all([
        office ? computationsOf(app.db, period.id) : [],
        issuesOf(app.db, period.id),
        office ? fixingOf(app.db, period.id) : null,
      ])
      return { ...period, computations, issues, fixing }
    },
  })

  write(app, {
    method: 'POST',
    url: '/api/reports/periods/:id/computations',
    scope,
    allow: office,
    summary: '计算一期报表；指标值与上次计算相同的，不另作一次',
    action: 'report:compute',
    params: idParam,
    handle: ({ tx, caller, params }) => computePeriod(tx, app.modules, caller, params.id),
  })

  read(app, {
    url: '/api/reports/computations/:id',
    scope,
    allow: { roles: businessRoles },
    summary: '一次计算的指标值、得分、排名和计算过程',
    params: idParam,
    handle: async ({ caller, params }) => {
      const { id, kept } = await computationOr404(app.db, caller, params.id)
      const { rows } = await sql<object>`
        select id, period_id as period, number, scheme_id as "schemeId", scheme, units, result, digest, locked_at as "lockedAt", computed_by_name as "computedByName"
        from computation where id = ${id}`.execute(app.db)
      return { ...rows[0]!, fixed: kept !== null }
    },
  })
}

/** Who does something with a report, and when. */
export type Reporter = Pick<Caller, 'id' | 'name' | 'now'>

/** Opens the period that a day lies in. Refuses one that has not begun or is open already. */
export async function openPeriod(tx: Transaction<DB>, by: Reporter, report: ReportId, on: string) {
  const org = await officeOf(tx, by, office.roles)
  const { first, last } = periodOf(on, reports[report].every)
  if (first > dayOf(by.now)) throw invalid([{ field: 'on', message: '该期尚未开始' }])
  const id = v7()
  const { rows } = await sql<PeriodRow>`
    insert into period (id, report, first_day, last_day, opened_by, opened_by_name, opened_at)
    values (${id}, ${report}, ${first}, ${last}, ${by.id}, ${by.name}, ${by.now}) on conflict do nothing returning ${columns}`.execute(tx)
  if (!rows[0]) throw conflict('PERIOD_OPEN', '该期报表已经开启。')
  return { status: 201, body: rows[0], audit: { action: 'report:open', object: id, org } }
}

/** Computes a period by the scheme in force on its last day, from what was decided until now. What still counts to itself is not computed once more. */
export async function computePeriod(tx: Transaction<DB>, modules: readonly Module[], by: Reporter, periodId: string) {
  const period = await periodOr404(tx, periodId)
  const org = await officeOf(tx, by, office.roles)
  await holdPeriod(tx, period.id)
  const scheme = await schemeOn(tx, period.report, period.last)
  const { units, result, digest } = await compute(tx, { ...period, scheme: scheme.content, locked: by.now })
  const boards = await boardsOf(tx, modules, { ...period, locked: by.now })
  const told = { action: 'report:compute', object: period.id, org, after: digest }
  const last = await lastComputation(tx, period.id)
  const same = last && !last.fixed && last.digest === digest && last.schemeId === scheme.id && canonical(last.boards) === canonical(boards)
  // The same figures may rest on other rows by now: what was corrected since counts only from then on, and could not be fixed by the earlier lock.
  if (same && (await changedIn(tx, period, last, (windows) => talliedIn(tx, windows, last.lockedAt))) === null)
    return {
      body: { id: last.id, number: last.number, digest, unchanged: true },
      audit: { ...told, facts: { number: last.number, unchanged: true } },
    }
  const id = v7()
  const { rows } = await sql<{ number: number }>`
    insert into computation (id, period_id, number, scheme_id, scheme, units, result, boards, digest, locked_at, computed_by, computed_by_name)
    values (${id}, ${period.id}, ${(last?.number ?? 0) + 1}, ${scheme.id}, ${JSON.stringify(scheme.content)}::jsonb, ${JSON.stringify(units)}::jsonb,
      ${JSON.stringify(result)}::jsonb, ${JSON.stringify(boards)}::jsonb, ${digest}, ${by.now}, ${by.id}, ${by.name}) returning number`.execute(
    tx,
  )
  const { number } = rows[0]!
  return { status: 201, body: { id, number, digest, unchanged: false }, audit: { ...told, facts: { number } } }
}

export async function periodOr404(db: Kysely<DB>, id: string): Promise<PeriodRow> {
  const { rows } = await sql<PeriodRow>`select ${columns} from period where id = ${idIn(id)}`.execute(db)
  if (!rows[0]) throw notFound()
  return rows[0]
}

/** One after the other does something with a period, so that each computation and each issue has its number. */
export const holdPeriod = (tx: Kysely<DB>, id: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`period ${id}`}, 0))`.execute(tx)

/**
 * The reform office, where the caller holds one of these posts by themselves: a deputy is not the second person of whom they stand in for. Held until the write
 * ends (R-AC-08); refuses everybody else.
 */
export async function officeOf(tx: Kysely<DB>, caller: Pick<Caller, 'id'>, roles: readonly Role[]): Promise<string> {
  const { rows } = await sql<{ org: string }>`
    select post.org_id as org from post join org on org.id = post.org_id
    where post.person_id = ${caller.id} and post.role = any(${roles}::text[]) and org.kind = 'office' and ${postInForce} limit 1 for share of post`.execute(
    tx,
  )
  if (!rows[0]) throw forbidden('报表由市委改革办生成、定稿。')
  return rows[0].org
}

export async function isFixed(db: Kysely<DB>, period: string): Promise<boolean> {
  const { rows } = await sql<{ fixed: boolean }>`select exists (select 1 from fixed_report where period_id = ${period}) as fixed`.execute(
    db,
  )
  return rows[0]!.fixed
}

async function lastComputation(tx: Kysely<DB>, period: string) {
  const { rows } = await sql<Counting & { id: string; number: number; digest: string; schemeId: string; lockedAt: Date; fixed: boolean }>`
    select id, number, digest, scheme, units, boards, scheme_id as "schemeId", locked_at as "lockedAt", exists (select 1 from fixed_report where computation_id = computation.id) as fixed
    from computation where period_id = ${period} order by number desc limit 1`.execute(tx)
  return rows[0]
}

const computationsOf = async (db: Kysely<DB>, period: string) =>
  (
    await sql`select id, number, scheme_id as "schemeId", digest, locked_at as "lockedAt", computed_by_name as "computedByName" from computation where period_id = ${period} order by number desc limit 100`.execute(
      db,
    )
  ).rows

const issuesOf = async (db: Kysely<DB>, period: string) =>
  (
    await sql`select issue, computation_id as computation, cause, asked_by_name as "askedByName", fixed_by_name as "fixedByName", fixed_at as "fixedAt", rows_digest as "rowsDigest" from fixed_report where period_id = ${period} order by issue desc`.execute(
      db,
    )
  ).rows

const fixingOf = async (db: Kysely<DB>, period: string) =>
  (
    await sql`
      select computation_id as computation, cause, asked_by_name as "askedByName", asked_at as "askedAt",
        (select coalesce(max(issue), 0) + 1 from fixed_report where period_id = fixing.period_id) as issue
      from fixing where period_id = ${period}`.execute(db)
  ).rows[0] ?? null
