import { sql, type Kysely } from 'kysely'
import { boardOf, type Board, type Line, type Until } from '#cockpits/project-board.ts'
import type { Subject } from '#kernel/act.ts'
import { dayOf } from '#kernel/day.ts'
import { subjectsAt } from '#kernel/store/history.ts'
import { recordColumns, subjectOf, type RecordRow } from '#kernel/store/record-row.ts'
import type { DB } from '#kernel/store/schema.ts'
import { project } from '#modules/reform/project.ts'
import { inOrder, linesOf } from './project-lines.ts'

/** The numbers of a board with the lines they count. */
export type Lined = { board: Board; lines: Line[] }

/** How the projects stand at this moment. */
export async function boardNow(db: Kysely<DB>, at: Date): Promise<Lined> {
  const { rows } = await sql<RecordRow>`select ${recordColumns} from record where module = ${project.path} and reached > 0`.execute(db)
  return lined(rows.map(subjectOf), { on: dayOf(at), over: false })
}

/**
 * How they stood when a report was computed: what their acts until then add up to, counted to the last day of its period. The records themselves have moved on,
 * and acts never change.
 */
export async function boardThen(db: Kysely<DB>, { last, lockedAt }: { last: string; lockedAt: Date }): Promise<Lined> {
  return lined(await subjectsAt(db, project, lockedAt), { on: last, over: true })
}

function lined(subjects: readonly Subject[], until: Until): Lined {
  const lines = inOrder(subjects.flatMap((subject) => linesOf(subject, until)))
  return { board: boardOf(lines, until), lines }
}
