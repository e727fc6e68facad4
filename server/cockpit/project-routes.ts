import type { FastifyInstance } from 'fastify'
import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import { isOf, openable, type Line } from '#cockpits/project-board.ts'
import type { Scheme } from '#indicators/scheme.ts'
import type { Scored } from '#indicators/score.ts'
import { dayOf } from '#kernel/day.ts'
import { businessRoles } from '#kernel/org.ts'
import { viewerOrgs } from '#kernel/parties.ts'
import { notFound } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { project } from '#modules/reform/project.ts'
import { idIn } from '../http/id.ts'
import { read } from '../http/route.ts'
import { Live, type LiveReport } from '../reports/live.ts'
import { boardNow, boardThen, type Lined } from './project-board.ts'

const scope = 'reports'
/** Live without it; else a computation that was fixed. */
const which = { computation: z.string().max(64).optional() }

type Shown = Lined & { json: string }

/**
 * The cockpit of major projects: how they and their milestones stand, and the report of the departments, of this moment or of a fixed issue. Numbers are everybody’s,
 * as in the report; what they are made of is read as far as one may see it.
 */
export function projectCockpitRoutes(app: FastifyInstance) {
  const live = new Live(app.db, app.modules, 'project')
  const fixed = new Map<string, Promise<Shown>>()
  let known: { of: LiveReport; on: string; shown: Promise<Shown> } | null = null

  /** Prepared with the live report: that is counted anew whenever something happened to a project, and on another day other milestones are late. */
  async function now(at: Date): Promise<Shown> {
    const report = await live.now(at)
    const on = dayOf(at)
    if (known?.of !== report || known.on !== on) known = { of: report, on, shown: ofNow(report, at) }
    return known.shown.catch((error: unknown) => {
      known = null
      throw error
    })
  }

  async function ofNow({ json: _json, ...report }: LiveReport, at: Date): Promise<Shown> {
    const lined = await boardNow(app.db, at)
    return { ...lined, json: JSON.stringify({ ...report, issue: null, board: lined.board }) }
  }

  /** What is fixed stays as it is, and so does what was made of it. */
  async function then(computation: string): Promise<Shown> {
    const kept = fixed.get(computation)
    if (kept) return kept
    const making = ofIssue(app.db, computation)
    fixed.set(computation, making)
    if (fixed.size > KEPT) fixed.delete(fixed.keys().next().value!)
    return making.catch((error: unknown) => {
      fixed.delete(computation)
      throw error
    })
  }

  const shownBy = ({ computation }: { computation?: string | undefined }, at: Date) =>
    computation === undefined ? now(at) : then(idIn(computation))

  read(app, {
    url: '/api/cockpit/projects',
    scope,
    allow: { roles: businessRoles },
    summary: '重大改革项目驾驶舱：项目状态、里程碑节点、各部门指数和排名',
    query: z.strictObject(which),
    handle: async ({ caller, query, reply }) => {
      const { json } = await shownBy(query, caller.now)
      await reply.type('application/json; charset=utf-8').send(json)
      return undefined
    },
  })

  read(app, {
    url: '/api/cockpit/projects/lines',
    scope,
    allow: { roles: businessRoles },
    summary: '一个数所含的项目、节点或成果（限本人可见的）',
    query: z.strictObject({ ...which, of: z.enum(openable), department: z.string().max(64).optional() }),
    handle: async ({ caller, query }) => {
      const { lines } = await shownBy(query, caller.now)
      const all = lines.filter(({ kind, lead }) => isOf(kind, query.of) && (query.department === undefined || lead === query.department))
      const seen = await seenAmong(app.db, all, viewerOrgs(project, caller))
      return { all: all.length, lines: all.filter((line) => seen.has(line.project)) }
    },
  })
}

/** As many issues as people compare. */
const KEPT = 24

type Issue = {
  scheme: Scheme
  result: Scored
  first: string
  last: string
  lockedAt: Date
  issue: number
  fixedAt: Date
  fixedByName: string
}

async function ofIssue(db: Kysely<DB>, computation: string): Promise<Shown> {
  const { rows } = await sql<Issue>`
    select scheme, result, to_char(first_day, 'YYYY-MM-DD') as first, to_char(last_day, 'YYYY-MM-DD') as last, locked_at as "lockedAt",
      issue, fixed_at as "fixedAt", fixed_by_name as "fixedByName"
    from fixed_report join computation on computation.id = computation_id join period on period.id = computation.period_id
    where computation.id = ${computation} and report = 'project'`.execute(db)
  if (!rows[0]) throw notFound()
  const { issue, fixedAt, fixedByName, lockedAt, ...report } = rows[0]
  const lined = await boardThen(db, { last: report.last, lockedAt })
  const said = { computation, issue, fixedAt, fixedByName }
  return { ...lined, json: JSON.stringify({ ...report, at: lockedAt, issue: said, board: lined.board }) }
}

/** Of these projects, those that somebody of these organisations may see. */
async function seenAmong(db: Kysely<DB>, lines: readonly Line[], orgs: readonly string[]): Promise<Set<string>> {
  const ids = [...new Set(lines.map((line) => line.project))]
  const { rows } = await sql<{ id: string }>`
    select distinct record_id as id from sight where module = ${project.path} and record_id = any(${ids}::uuid[]) and org_id = any(${orgs}::text[])`.execute(
    db,
  )
  return new Set(rows.map(({ id }) => id))
}
