import { sql, type Kysely } from 'kysely'
import type { Subject } from '#kernel/act.ts'
import type { Module } from '#kernel/module.ts'
import type { Actor } from '#kernel/org.ts'
import { columnsOf, isReadable } from '#kernel/sheet/columns.ts'
import { linesOf } from '#kernel/sheet/lines.ts'
import { filedAt } from '#kernel/store/filed.ts'
import { recordColumns, subjectOf, type RecordRow } from '#kernel/store/record-row.ts'
import type { DB } from '#kernel/store/schema.ts'
import { filledAt, fills, stepsOf } from '#kernel/steps.ts'
import { isAsked } from '#kernel/values.ts'
import { mayAct } from '#kernel/workflow.ts'
import { namesOf } from '../records/names.ts'
import type { DeskLine, FillColumn } from './fill-sheet.ts'
import { writeNumber } from './record-number.ts'

/** Reports on records that exist are acts one by one: as many as one import takes, and one sheet lists. */
export const MOST_REPORTS = 200

/** What a sheet lists of a desk: its columns and lines, the steps they are at, and how many records wait there altogether. */
export type Desk = { columns: FillColumn[]; lines: DeskLine[]; stages: string[]; total: number }

/** What waits on this person's desks to be written, as the lines of a sheet: what is known for comparison, what is asked with what it holds so far. */
export async function deskLines(db: Kysely<DB>, module: Module, actor: Actor): Promise<Desk> {
  const { first, total } = await waiting(db, module, actor)
  const names = await namesOf(db)
  const stages = stepsOf(module).filter((step) => first.some(({ state }) => state.stage === step))
  const asked = new Set(stages.flatMap((step) => filledAt(module, step)))
  const shown = [module.title, ...module.ledger].filter((key, at, all) => all.indexOf(key) === at && !asked.has(key))
  const columns: FillColumn[] = [
    ...columnsOf(module, shown)
      .filter(({ part }) => part === null)
      .map((column) => ({ ...column, given: true })),
    ...columnsOf(module, [...asked])
      .filter(isReadable)
      .map((column) => ({ ...column, given: column.part !== null && column.field.given === true })),
  ]
  const lines = first.flatMap(({ id, state, filedAt: filed }) => {
    const known = Object.fromEntries(Object.entries(state.values).filter(([key]) => isAsked(module, key, state.values)))
    return linesOf(columns, known, names.at(filed)).map((cells, at): DeskLine => ({
      record: at === 0 ? writeNumber(id, state.version) : null,
      cells,
    }))
  })
  return { columns, lines, stages, total }
}

const AT_ONCE = 1000

type Waiting = Subject & { filedAt: Date | null }

/** The first of what waits to be written by this person, and how much it is: a record on their desk may yet be for somebody else there. */
async function waiting(db: Kysely<DB>, module: Module, actor: Actor): Promise<{ first: Waiting[]; total: number }> {
  const steps = stepsOf(module).filter((step) => fills(module, step))
  const [orgs, roles] = [actor.posts.map((post) => post.org), actor.posts.map((post) => post.role)]
  const first: Waiting[] = []
  let total = 0
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const { rows } = await sql<RecordRow & { filedAt: Date | null }>`
      select ${recordColumns}, ${filedAt} as "filedAt" from record where module = ${module.path} and stage = any(${steps}::text[]) and id > ${after}::uuid and exists (
        select 1 from todo where todo.record_id = record.id and todo.kind in ('handle', 'returned', 'draft')
          and (todo.org_id, todo.role) in (select org, role from unnest(${orgs}::text[], ${roles}::text[]) as desk(org, role)))
      order by id limit ${AT_ONCE}`.execute(db)
    const mine = rows
      .map((row) => ({ ...subjectOf(row), filedAt: row.filedAt }))
      .filter((it) => 'post' in mayAct(module, it, actor, 'save'))
    first.push(...mine.slice(0, MOST_REPORTS - first.length))
    total += mine.length
    const last = rows.at(-1)
    if (!last || rows.length < AT_ONCE) return { first, total }
    after = last.id
  }
}
