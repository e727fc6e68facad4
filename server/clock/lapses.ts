import type { FastifyBaseLogger } from 'fastify'
import { sql, type Transaction } from 'kysely'
import { dayOf } from '#kernel/day.ts'
import type { Module } from '#kernel/module.ts'
import { lapseOne } from '#kernel/store/lapse.ts'
import type { DB } from '#kernel/store/schema.ts'
import { appendAudit } from '../audit/append.ts'
import type { Database } from '../database/connect.ts'
import { isConnectionLost } from '../database/connection-lost.ts'
import { logged, startTurns } from './turns.ts'

const EVERY = 30_000

/** A record that cannot be moved, and why not. */
type Stuck = (record: string, error: unknown) => void

type Log = Pick<FastifyBaseLogger, 'error'>

/** Looks now and every half minute for records whose time has run out. Answers the way to stop. */
export function startLapses(db: Database, modules: () => Promise<readonly Module[]>, log: Log): () => Promise<void> {
  const stuck = logOnce(log)
  const work = async (goesOn: () => boolean) => lapseAll(db, await modules(), undefined, stuck, goesOn)
  return startTurns(EVERY, work, logged(log, '办理期限已到的事项未能查找'))
}

/** As many as are kept in mind; beyond that each is said once more. */
const KNOWN = 1_000

/** Logs each record that cannot be moved once for each way in which it fails, however often it is tried. */
export function logOnce(log: Log): Stuck {
  const known = new Set<string>()
  return (record, error) => {
    const way = `${record} ${String(error)}`
    if (known.has(way)) return
    if (known.size === KNOWN) known.clear()
    known.add(way)
    log.error({ err: error, record }, '事项的办理期限已到，但未能自动处理')
  }
}

/** Everything that is due by the database's clock, as long as it `goesOn`, each in a transaction of its own with its audit row. Answers how many. */
export async function lapseAll(db: Database, modules: readonly Module[], at?: Date, stuck?: Stuck, goesOn = () => true): Promise<number> {
  const now = at ?? (await sql<{ now: Date }>`select now() as now`.execute(db)).rows[0]!.now
  const { rows } = await sql<{ id: string }>`select record_id as id from timer where lapses_on <= ${dayOf(now)} order by lapses_on`.execute(
    db,
  )
  let count = 0
  for (const { id } of rows) {
    if (!goesOn()) break
    // One record that cannot be moved must not hold up those behind it; it is tried again at the next turn.
    const done = await db
      .transaction()
      .execute((tx) => lapseNext(tx, modules, now, id))
      .catch((error: unknown) => {
        if (isConnectionLost(error)) throw error
        stuck?.(id, error)
        return false
      })
    if (done) count++
  }
  return count
}

/** The next thing that is due by this moment, or one record's, with its audit row. Answers whether there was any. */
export async function lapseNext(tx: Transaction<DB>, modules: readonly Module[], now: Date, only: string | null = null): Promise<boolean> {
  const lapsed = await lapseOne(tx, modules, now, only)
  if (!lapsed) return false
  const { module, outcome, id, org, before, after } = lapsed
  const entry = { action: `${module}:lapse`, object: id, before, after, facts: { outcome } }
  await appendAudit(tx, { ...entry, chain: org, result: 'done', person: null, org, source: 'clock', request: 'clock' }, now)
  return true
}
