import { sql, type Transaction } from 'kysely'
import { addDays, dayOf } from '#kernel/day.ts'
import { reminderOf, type Due } from '#kernel/message.ts'
import type { Module } from '#kernel/module.ts'
import type { BusinessRole } from '#kernel/org.ts'
import { reminderDay } from '#kernel/remind.ts'
import type { DB } from '#kernel/store/schema.ts'
import { tell } from '#kernel/store/tell.ts'
import type { Database } from '../database/connect.ts'

const EVERY = 10 * 60_000
const AT_ONCE = 200
const LOCK = sql`hashtextextended('reminders', 0)`

/** Looks now and every ten minutes, on one node at a time, for to-dos whose day is near or past. Answers the way to stop. */
export function startReminders(db: Database, modules: () => readonly Module[]): () => void {
  // The database is away: what is to be told waits for the next turn.
  const turn = () => void remindAll(db, modules()).catch(() => undefined)
  const timer = setInterval(turn, EVERY)
  turn()
  return () => clearInterval(timer)
}

/** Every reminder that has come and was not given: once for a to-do, a desk, a due day and a number of days. Answers how many there were. */
export async function remindAll(db: Database, modules: readonly Module[], at?: Date): Promise<number> {
  let count = 0
  for (;;) {
    const given = await db.transaction().execute((tx) => remindSome(tx, modules, at))
    count += given
    if (given < AT_ONCE) return count
  }
}

type Row = Due & { recordId: string; module: string; org: string; role: BusinessRole; notFor: string[]; days: number }

async function remindSome(tx: Transaction<DB>, modules: readonly Module[], at: Date | undefined): Promise<number> {
  const { rows: turn } = await sql<{ mine: boolean; now: Date }>`select pg_try_advisory_xact_lock(${LOCK}) as mine, now() as now`.execute(
    tx,
  )
  if (!turn[0]!.mine) return 0
  const now = at ?? turn[0]!.now
  const rows = await dueRows(tx, dayOf(now))
  for (const { recordId, module: path, org, role, notFor, days, ...todo } of rows) {
    await sql`insert into reminder (record_id, kind, org_id, role, due, days, at) values (${recordId}, ${todo.kind}, ${org}, ${role}, ${todo.due}, ${days}, ${now})`.execute(
      tx,
    )
    const module = modules.find((each) => each.path === path)
    if (!module) continue
    const telling = reminderOf(module, todo, daysBetween(todo.due, dayOf(now)))
    await tell(tx, { ...telling, desks: [{ org, role }], notFor }, { module: path, record: recordId, by: null, at: now })
  }
  return rows.length
}

/** To-dos with the reminder that has come for each by this day, as long as it was not given yet. */
async function dueRows(tx: Transaction<DB>, today: string): Promise<Row[]> {
  // Days are told apart by the rule in one place; the query is given its answer for every due day there is.
  const { rows: found } = await sql<{ due: string }>`
    select distinct due::text as due from todo where due <= ${addDays(today, 3)}::date and starts <= ${today}::date`.execute(tx)
  const asked = found.flatMap(({ due }) => {
    const days = reminderDay(daysBetween(due, today))
    return days === null ? [] : [{ due, days }]
  })
  const { rows } = await sql<Row>`
    select todo.record_id as "recordId", todo.module, todo.kind, todo.stage, todo.title, todo.org_id as org, todo.role, todo.not_for as "notFor", todo.due::text as due, asked.days, record.deadline
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked(due date, days int) join todo on todo.due = asked.due and todo.starts <= ${today}::date join record on record.id = todo.record_id
    where not exists (select 1 from reminder given where given.record_id = todo.record_id and given.kind = todo.kind and given.org_id = todo.org_id and given.role = todo.role
      and given.due = todo.due and given.days = asked.days)
    order by todo.due, todo.record_id limit ${AT_ONCE}`.execute(tx)
  return rows
}

const DAY = 24 * 60 * 60_000
const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / DAY)
