import { sql, type Kysely } from 'kysely'
import type { Names } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import type { Actor } from '#kernel/org.ts'
import { columnsOf, isReadable } from '#kernel/sheet/columns.ts'
import { linesOf } from '#kernel/sheet/lines.ts'
import { recordColumns, subjectOf, type RecordRow } from '#kernel/store/record-row.ts'
import type { DB } from '#kernel/store/schema.ts'
import { filledAt, fills, stepsOf } from '#kernel/steps.ts'
import { isAsked } from '#kernel/values.ts'
import { mayAct } from '#kernel/workflow.ts'
import type { DeskLine, FillColumn } from './fill-sheet.ts'
import { writeNumber } from './record-number.ts'

/** As many reports as one import takes. */
const MOST = 200

/** What waits on this person's desks to be written, as the lines of a sheet: what is known for comparison, what is asked with what it holds so far. */
export async function deskLines(
  db: Kysely<DB>,
  module: Module,
  actor: Actor,
  names: Names,
): Promise<{ columns: FillColumn[]; lines: DeskLine[] }> {
  const steps = stepsOf(module).filter((step) => fills(module, step))
  const { rows } = await sql<RecordRow>`
    select ${recordColumns} from record where module = ${module.path} and stage = any(${steps}::text[]) and exists (
      select 1 from todo where todo.record_id = record.id and todo.kind in ('handle', 'returned', 'draft')
        and (todo.org_id, todo.role) in (select org, role from unnest(${actor.posts.map((post) => post.org)}::text[], ${actor.posts.map((post) => post.role)}::text[]) as desk(org, role)))
    order by id limit ${MOST}`.execute(db)
  const subjects = rows.map(subjectOf).filter((subject) => 'post' in mayAct(module, subject, actor, 'save'))
  const asked = new Set(
    steps.filter((step) => subjects.some(({ state }) => state.stage === step)).flatMap((step) => filledAt(module, step)),
  )
  const shown = [module.title, ...module.ledger].filter((key, at, all) => all.indexOf(key) === at && !asked.has(key))
  const columns: FillColumn[] = [
    ...columnsOf(module, shown)
      .filter(({ part }) => part === null)
      .map((column) => ({ ...column, given: true })),
    ...columnsOf(module, [...asked])
      .filter(isReadable)
      .map((column) => ({ ...column, given: column.part !== null && column.field.given === true })),
  ]
  const lines = subjects.flatMap(({ id, state }) => {
    const known = Object.fromEntries(Object.entries(state.values).filter(([key]) => isAsked(module, key, state.values)))
    return linesOf(columns, known, names).map((cells, at): DeskLine => ({
      record: at === 0 ? writeNumber(id, state.version) : null,
      cells,
    }))
  })
  return { columns, lines }
}
