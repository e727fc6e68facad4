import { sql, type Transaction } from 'kysely'
import type { Act } from '../act.ts'
import { dayOf } from '../day.ts'
import { after, outcomeOf, patchBetween } from '../fold.ts'
import { tellingOf } from '../message.ts'
import type { Module } from '../module.ts'
import type { Performed } from './perform.ts'
import { digestOf, project, titleOf } from './project.ts'
import { recordColumns, subjectOf, type RecordRow } from './record-row.ts'
import type { DB } from './schema.ts'
import { tell } from './tell.ts'

/**
 * Does to one record what its declaration says happens when time has run out, if it has. Nodes that sweep at once pass each other by; answers null
 * when nothing is due. `id` asks for one record alone. Whatever the clock missed while no node ran is done at the next start.
 */
export async function lapseOne(
  tx: Transaction<DB>,
  modules: readonly Module[],
  now: Date,
  id: string | null = null,
): Promise<(Performed & { module: string; outcome: string }) | null> {
  const { rows } = await sql<RecordRow>`
    select ${recordColumns} from timer join record on record.id = timer.record_id where timer.lapses_on <= ${dayOf(now)} ${id === null ? sql`` : sql`and timer.record_id = ${id}`}
    order by timer.lapses_on limit 1 for update of timer, record skip locked`.execute(tx)
  const [row] = rows
  if (!row) return null
  const module = modules.find((each) => each.path === row.module)
  if (!module) throw new Error(`No module ${row.module}`)
  const subject = subjectOf(row)
  const { state } = subject
  const name = state.deadline!.lapses!
  const outcome = outcomeOf(module, name)
  const values = { ...state.values, ...outcome.sets, ...(outcome.stamps ? { [outcome.stamps]: dayOf(now) } : {}) }
  const act: Act = {
    seq: state.version + 1,
    verb: 'lapse',
    by: null,
    byName: '系统',
    forPerson: null,
    forName: null,
    org: subject.owner,
    role: 'system',
    from: state.stage,
    to: outcome.to,
    patch: patchBetween(state.values, values),
    reason: { code: name, words: `办理期限${state.deadline!.on}已过，系统自动处理。`, pins: [] },
    about: null,
    outcome: name,
    at: now,
  }
  const next = { ...subject, state: after(module, state, act) }
  await project(tx, { module, before: state, next, act, holder: null })
  const telling = tellingOf(module, next, act, titleOf(module, next.state.values))
  if (telling) await tell(tx, telling, { module: module.path, record: row.id, by: null, at: now })
  return {
    id: row.id,
    module: module.path,
    outcome: name,
    org: subject.owner,
    before: digestOf(state.values),
    after: digestOf(next.state.values),
  }
}
