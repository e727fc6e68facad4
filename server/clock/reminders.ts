import type { FastifyBaseLogger } from 'fastify'
import { sql, type Transaction } from 'kysely'
import { addDays, dayOf } from '#kernel/day.ts'
import { reminderOf, type Due } from '#kernel/message.ts'
import type { Module } from '#kernel/module.ts'
import type { BusinessRole } from '#kernel/org.ts'
import { reminderDay } from '#kernel/remind.ts'
import type { DB } from '#kernel/store/schema.ts'
import { tell } from '#kernel/store/tell.ts'
import type { Database } from '../database/connect.ts'
import { isConnectionLost } from '../database/connection-lost.ts'
import { logged, startTurns, type Failed } from './turns.ts'

const EVERY = 10 * 60_000

/** Looks now and every ten minutes for to-dos whose day is near or past. Answers the way to stop. */
export function startReminders(db: Database, modules: () => readonly Module[], log: Pick<FastifyBaseLogger, 'error'>): () => Promise<void> {
  const failed = logged(log, '到期提醒未能发出')
  return startTurns(EVERY, (goesOn) => remindAll(db, modules(), undefined, failed, goesOn), failed)
}

const thrown: Failed = (error) => {
  throw error
}

/**
 * Every reminder that has come and was not given: once for a to-do, a desk, a due day and a number of days, each in a transaction of its own. One that
 * cannot be given is told to `failed` and keeps back none of the others. Any number of nodes may do so at once. Answers how many there were.
 */
export async function remindAll(
  db: Database,
  modules: readonly Module[],
  at?: Date,
  failed: Failed = thrown,
  goesOn = () => true,
): Promise<number> {
  const now = at ?? (await sql<{ now: Date }>`select now() as now`.execute(db)).rows[0]!.now
  let count = 0
  for await (const row of dueRows(db, dayOf(now))) {
    if (!goesOn()) break
    const given = await db
      .transaction()
      .execute((tx) => remind(tx, modules, row, now))
      .catch((error: unknown) => {
        if (isConnectionLost(error)) throw error
        failed(error)
      })
    if (given === true) count++
  }
  return count
}

type Row = Due & { recordId: string; module: string; org: string; role: BusinessRole; notFor: string[]; days: number }

/** False where another node was here before: it waits at the primary key for the other's end. */
async function remind(tx: Transaction<DB>, modules: readonly Module[], row: Row, now: Date): Promise<boolean> {
  const { recordId, module: path, org, role, notFor, days, ...todo } = row
  const { rows } = await sql`
    insert into reminder (record_id, kind, org_id, role, due, days, at) values (${recordId}, ${todo.kind}, ${org}, ${role}, ${todo.due}, ${days}, ${now})
    on conflict do nothing returning 1`.execute(tx)
  if (rows.length === 0) return false
  const module = modules.find((each) => each.path === path)
  if (!module) return true
  const telling = reminderOf(module, todo, daysBetween(todo.due, dayOf(now)))
  await tell(tx, { ...telling, desks: [{ org, role }], notFor }, { module: path, record: recordId, by: null, at: now })
  return true
}

/** A city that was away for a week has tens of thousands due at once. */
const AT_ONCE = 500

/** To-dos with the reminder that has come for each by this day, as long as it was not given yet. */
async function* dueRows(db: Database, today: string): AsyncGenerator<Row> {
  // Days are told apart by the rule in one place; the query is given its answer for every due day there is.
  const { rows: found } = await sql<{ due: string }>`
    select distinct due::text as due from todo where due <= ${addDays(today, 3)}::date and starts <= ${today}::date`.execute(db)
  const asked = found.flatMap(({ due }) => {
    const days = reminderDay(daysBetween(due, today))
    return days === null ? [] : [{ due, days }]
  })
  for (let last: Row | undefined; ;) {
    const beyond = last
      ? sql`and (todo.due, todo.record_id, todo.kind, todo.org_id, todo.role) > (${last.due}::date, ${last.recordId}::uuid, ${last.kind}, ${last.org}, ${last.role})`
      : sql``
    const { rows } = await sql<Row>`
      select todo.record_id as "recordId", todo.module, todo.kind, todo.stage, todo.title, todo.org_id as org, todo.role, todo.not_for as "notFor", todo.due::text as due, asked.days, record.deadline
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked(due date, days int) join todo on todo.due = asked.due and todo.starts <= ${today}::date join record on record.id = todo.record_id
      where not exists (select 1 from reminder given where given.record_id = todo.record_id and given.kind = todo.kind and given.org_id = todo.org_id and given.role = todo.role
        and given.due = todo.due and given.days = asked.days) ${beyond}
      order by todo.due, todo.record_id, todo.kind, todo.org_id, todo.role limit ${AT_ONCE}`.execute(db)
    yield* rows
    last = rows.at(-1)
    if (rows.length < AT_ONCE) return
  }
}

const DAY = 24 * 60 * 60_000
const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / DAY)
