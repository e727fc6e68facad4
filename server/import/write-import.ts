import { sql, type Transaction } from 'kysely'
import { orgsOf } from '#kernel/org.ts'
import { Refusal, type Problem } from '#kernel/refusal.ts'
import { createAll, NotAll } from '#kernel/store/create-all.ts'
import { perform, type Performed, type Stage } from '#kernel/store/perform.ts'
import type { DB } from '#kernel/store/schema.ts'
import { appendAuditAll, type AuditEntry } from '../audit/append.ts'
import { settleJob } from '../jobs/queue.ts'
import { Failed, type Ended, type Work } from '../jobs/work.ts'
import { isBad, isLacking, type Found, type Row } from './found.ts'
import { countsOf, keepRows, keptRows, type Counts, type KeptRow } from './rows.ts'
import { markedResult, type Place } from './marked-result.ts'
import { seatOf, workbookOf, type Seat } from './seat.ts'
import { findTwins } from './twins.ts'

/** What its person decided: everything, or the rows that are in order alone; left as drafts, or submitted at once. */
export type Decision = { rows: 'all' | 'good'; as: 'draft' | 'submit' }

/** Nothing can be written as it was decided: what is now wrong, by the row. */
class Refused extends Error {
  readonly rows: ReadonlyMap<KeptRow, readonly Problem[]>

  constructor(rows: ReadonlyMap<KeptRow, readonly Problem[]>) {
    super(`${rows.size} rows are refused`)
    this.rows = rows
  }
}

/**
 * The second part of an import: all that was decided on in one transaction, with its acts, audit rows and the end of the job itself, or none of it.
 * Where something came in between, nothing is written and its person decides anew.
 */
export async function writeImport(work: Work): Promise<Ended> {
  const { db, job, tell } = work
  const seat = await seatOf(work)
  const decision = job.wish as Decision
  const all = await keptRows(db, job.id, { only: 'all', after: -1, limit: null })
  if (all.length !== (job.outcome as { counts: Counts }).counts.rows)
    throw new Failed('ROWS_GONE', '核对结果已不完整，没有写入任何内容。请重新上传表格。')
  const chosen = all.filter((row) => isWanted(row, decision))
  if (chosen.length === 0) throw new Failed('NOTHING', '没有可以导入的行。')
  await tell('write', 0, chosen.length)
  try {
    await db.transaction().execute(async (tx) => {
      // Ten thousand records are folded between two statements.
      await sql`set local statement_timeout = '60s'; set local idle_in_transaction_session_timeout = '120s'`.execute(tx)
      const entries = await written(tx, work, seat, decision, chosen)
      await appendAuditAll(tx, entries, seat.now)
      await settleJob(tx, job, 'done', { ...job.outcome, decision, imported: chosen.length, left: all.length - chosen.length })
    })
    return null
  } catch (error) {
    if (error instanceof Refused) return again(work, seat, all, error.rows)
    throw error
  }
}

const isWanted = (row: Row, { rows, as }: Decision) => rows === 'all' || (!isBad(row) && (as === 'draft' || !isLacking(row)))

async function written(tx: Transaction<DB>, work: Work, seat: Seat, { as }: Decision, rows: readonly KeptRow[]): Promise<AuditEntry[]> {
  const { job, app } = work
  const told = { chain: job.org, result: 'done', person: job.person, org: job.org, source: job.source, request: job.request }
  const on = { tx, actor: seat.actor, now: seat.now, modules: app.modules }
  const done: (Performed & { verb: string })[] = []
  const fresh = rows.filter(({ record }) => record === null)
  if (fresh.length > 0) done.push(...(await begun(on, seat, as, fresh)))
  const verb = as === 'submit' ? 'submit' : 'save'
  for (const row of rows) {
    if (row.record === null) continue
    const { id, version } = row.record
    const deed = { verb, version, values: row.values } as const
    done.push({ verb, ...(await perform(on, seat.module, id, deed).catch((error: unknown) => refused(error, [row]))) })
  }
  return [
    ...done.map(({ verb: each, id, org, before, after, facts }) => ({
      ...told,
      ...(facts ? { facts } : {}),
      chain: org,
      org,
      action: `${job.module}:${each}`,
      object: id,
      before,
      after,
    })),
    { ...told, action: `${job.module}:import`, object: job.id, facts: { rows: rows.length, file: job.file } },
  ]
}

async function begun(on: Stage, seat: Seat, as: Decision['as'], rows: readonly KeptRow[]) {
  const unit = { id: seat.org, kind: seat.kind! }
  const values = rows.map((row) => row.values)
  const { ids, done } = await createAll(on, seat.module, unit, values, as).catch((error: unknown) => refused(error, rows))
  await markImported(on.tx, seat, rows, ids)
  return done
}

/** Which row became which record. Whoever imports the same row at the same time waits here, and finds it taken. */
async function markImported(tx: Transaction<DB>, { module, org, now }: Seat, rows: readonly Row[], ids: readonly string[]) {
  const marks = rows.map(({ key }, at) => ({ key, id: ids[at] }))
  const { rows: kept } = await sql`
    insert into imported (module, owner, key, record_id, at) select ${module.path}, ${org}, key, id, ${now}
    from jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) as mark(key text, id uuid) order by key
    on conflict (module, owner, key) do update set record_id = excluded.record_id, at = excluded.at
      where exists (select 1 from record where record.id = imported.record_id and record.stage = 'void')
    returning 1`.execute(tx)
  if (kept.length < rows.length) throw new Refused(new Map())
}

/** What refuses these rows, as far as it can be told which: a fault of another kind is thrown on. */
function refused(error: unknown, rows: readonly KeptRow[]): never {
  if (error instanceof NotAll) throw new Refused(new Map([...error.problems].map(([at, problems]) => [rows[at]!, problems])))
  if (!(error instanceof Refusal) || error.status === 403 || error.status >= 500 || error.code === 'WINDOW_CLOSED') throw error
  const problems = error.detail.problems ?? [{ message: error.message }]
  throw new Refused(rows.length === 1 ? new Map([[rows[0]!, problems]]) : new Map())
}

/** Nothing was written: the rows are compared and the workbook marked again, and their person decides with what is now known. */
async function again(work: Work, seat: Seat, rows: KeptRow[], wrong: Refused['rows']): Promise<Ended> {
  const { db, job } = work
  for (const row of rows) {
    row.twin = null
    const problems = (wrong.get(row) ?? []).filter(
      ({ message }) => !row.found.some((each) => each.level === 'error' && each.message === message),
    )
    row.found.push(
      ...problems.map(({ field, message }): Found => ({ level: 'error', line: row.line - 1, at: null, key: field ?? null, message })),
    )
  }
  await findTwins(db, seat.module, seat.org, rows)
  const { result: _stale, place, ...outcome } = job.outcome
  const marked = await markedResult(work, await workbookOf(work), place as Place, rows)
  await db.transaction().execute(async (tx) => {
    const now = { ...outcome, place, counts: countsOf(rows), reason: CHANGED, ...marked }
    await settleJob(tx, job, 'ready', now, [...new Set([...job.orgs, ...orgsOf(seat.actor)])])
    await keepRows(tx, job.id, rows)
  })
  return null
}

const CHANGED = '核对之后情况有变化，没有写入任何内容。请查看新标出的问题后重新决定。'
