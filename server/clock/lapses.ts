import { sql, type Transaction } from 'kysely'
import type { Module } from '#kernel/module.ts'
import { lapseOne } from '#kernel/store/lapse.ts'
import type { DB } from '#kernel/store/schema.ts'
import { appendAudit } from '../audit/append.ts'
import type { Database } from '../database/connect.ts'

const EVERY = 30_000

/** Looks now and every half minute for records whose time has run out. Answers the way to stop. */
export function startLapses(db: Database, modules: () => Promise<readonly Module[]>): () => void {
  let turning = false
  const turn = async () => {
    if (turning) return
    turning = true
    // The database is away, or one record cannot be moved: what is due waits for the next turn.
    await modules()
      .then((inForce) => lapseAll(db, inForce))
      .catch(() => undefined)
    turning = false
  }
  const timer = setInterval(() => void turn(), EVERY)
  void turn()
  return () => clearInterval(timer)
}

/** Everything that is due by the database's clock, each in a transaction of its own with its audit row. Answers how many. */
export async function lapseAll(db: Database, modules: readonly Module[], at?: Date): Promise<number> {
  let count = 0
  for (;;) {
    const done = await db.transaction().execute(async (tx) => {
      const now = at ?? (await sql<{ now: Date }>`select now() as now`.execute(tx)).rows[0]!.now
      return lapseNext(tx, modules, now)
    })
    if (!done) return count
    count++
  }
}

/** The next thing that is due by this moment, with its audit row. Answers whether there was any. */
export async function lapseNext(tx: Transaction<DB>, modules: readonly Module[], now: Date): Promise<boolean> {
  const lapsed = await lapseOne(tx, modules, now)
  if (!lapsed) return false
  const { module, outcome, id, org, before, after } = lapsed
  const entry = { action: `${module}:lapse`, object: id, before, after, facts: { outcome } }
  await appendAudit(tx, { ...entry, chain: org, result: 'done', person: null, org, source: 'clock', request: 'clock' }, now)
  return true
}
