import type { FastifyInstance } from 'fastify'
import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import { isOf, openable, type Line } from '#cockpits/project-board.ts'
import { dayOf } from '#kernel/day.ts'
import { businessRoles } from '#kernel/org.ts'
import { viewerOrgs } from '#kernel/parties.ts'
import type { DB } from '#kernel/store/schema.ts'
import { project } from '#modules/reform/project.ts'
import { read } from '../http/route.ts'
import type { Caller } from '../identity/identify.ts'
import { computationOr404 } from '../reports/computations.ts'
import { Prepared } from '../reports/prepared.ts'
import { boardNow, boardThen, type Lined } from './project-board.ts'

const scope = 'reports'
/** How projects stand now, without it; else how they stood when this was computed. */
const which = { computation: z.string().max(64).optional() }
type Which = { computation?: string | undefined }

/**
 * What the cockpit of major projects shows beside the report: how projects and their milestones stand, now or as an issue knew them. Numbers are everybody’s,
 * as in the report; what they are made of is read as far as one may see it.
 */
export function projectCockpitRoutes(app: FastifyInstance) {
  const past = new Map<string, Promise<Lined>>()
  /** Made anew whenever something has happened to a project that is more than saved, and every day: on another, other milestones are late. */
  const live = new Prepared<Lined, null>(
    app.db,
    {
      basis: async (at) => ({ stamp: dayOf(at), of: null }),
      marks: sql`kind = 'record' and moved and module = ${project.path}`,
      make: (tx, _of, at) => boardNow(tx, at),
    },
    (error) => app.log.error(error),
  )

  /** What was computed once stays as it is, and so does what is shown beside it. */
  async function then(caller: Caller, asked: string): Promise<Lined> {
    const { id, last, lockedAt } = await computationOr404(app.db, caller, asked, 'project')
    const kept = past.get(id) ?? boardThen(app.db, { last, lockedAt })
    past.set(id, kept)
    if (past.size > KEPT) past.delete(past.keys().next().value!)
    return kept.catch((error: unknown) => {
      past.delete(id)
      throw error
    })
  }

  const linedBy = (caller: Caller, { computation }: Which) => (computation === undefined ? live.now(caller.now) : then(caller, computation))

  read(app, {
    url: '/api/cockpit/project/board',
    scope,
    allow: { roles: businessRoles },
    summary: '重大改革项目驾驶舱：项目状态、里程碑节点，全部的和各牵头部门的',
    query: z.strictObject(which),
    handle: async ({ caller, query }) => (await linedBy(caller, query)).board,
  })

  read(app, {
    url: '/api/cockpit/project/lines',
    scope,
    allow: { roles: businessRoles },
    summary: '一个数所含的项目、节点或成果（限本人可见的）',
    query: z.strictObject({ ...which, of: z.enum(openable), department: z.string().max(64).optional() }),
    handle: async ({ caller, query }) => {
      const { lines } = await linedBy(caller, query)
      const all = lines.filter(({ kind, lead }) => isOf(kind, query.of) && (query.department === undefined || lead === query.department))
      const seen = await seenAmong(app.db, all, viewerOrgs(project, caller))
      return { all: all.length, lines: all.filter((line) => seen.has(line.project)) }
    },
  })
}

/** As many issues as people compare. */
const KEPT = 24

/** Of these projects, those that somebody of these organisations may see. */
async function seenAmong(db: Kysely<DB>, lines: readonly Line[], orgs: readonly string[]): Promise<Set<string>> {
  const ids = [...new Set(lines.map((line) => line.project))]
  const { rows } = await sql<{ id: string }>`
    select distinct record_id as id from sight where module = ${project.path} and record_id = any(${ids}::uuid[]) and org_id = any(${orgs}::text[])`.execute(
    db,
  )
  return new Set(rows.map(({ id }) => id))
}
