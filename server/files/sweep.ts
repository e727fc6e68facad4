import type { FastifyBaseLogger } from 'fastify'
import { sql, type Kysely } from 'kysely'
import type { DB } from '#kernel/store/schema.ts'
import { logged, startTurns } from '../clock/turns.ts'
import type { Database } from '../database/connect.ts'
import type { FileStore } from './store.ts'

const EVERY = 60 * 60_000
const DAY = 24 * 60 * 60_000

/** Shared by whoever needs contents to stay: keeping a file, taking a backup. The sweep takes it alone. */
export const SWEEP_LOCK = sql`hashtextextended('file sweep', 0)`

/** Whether a file stands somewhere: in a record, a notice, a manual. For any query over `file`. */
export const isPlaced = sql<boolean>`(exists (select 1 from file_claim where file_id = file.id)
  or exists (select 1 from notice_file where file_id = file.id) or exists (select 1 from manual_edition where file_id = file.id))`

/** Now and every hour, on one node at a time: removes uploads that nothing took up within a day, and contents that nobody names. */
export function startFileSweep(db: Database, store: FileStore, log: Pick<FastifyBaseLogger, 'error'>): () => Promise<void> {
  return startTurns(EVERY, () => sweepFiles(db, store, new Date()), logged(log, '过期的附件未能清理'))
}

/** Answers how many uploads went. Contents go after the rows that named them are gone for good, and with them those that no row ever came to name. */
export async function sweepFiles(db: Database, store: FileStore, now: Date): Promise<number> {
  const dayAgo = new Date(now.getTime() - DAY)
  const gone = await alone(db, async (tx) => {
    const { rows } = await sql`
      delete from file where uploaded_at < ${dayAgo} and not ${isPlaced}
        and not exists (select 1 from job where job.file_id = file.id) returning 1`.execute(tx)
    return rows.length
  })
  const old = await store.putBefore(dayAgo)
  if ((await unnamed(db, old)).length === 0) return gone ?? 0
  await alone(db, async (tx) => {
    // What was named since is looked at once more: nobody keeps a file meanwhile.
    for (const sha256 of await unnamed(tx, old)) await store.remove(sha256)
  })
  return gone ?? 0
}

/** Does something while nobody keeps a file or takes a backup; null, and nothing done, where somebody does. */
function alone<T>(db: Database, work: (tx: Kysely<DB>) => Promise<T>): Promise<T | null> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${SWEEP_LOCK}) as mine`.execute(tx)
    return rows[0]!.mine ? work(tx) : null
  })
}

async function unnamed(db: Kysely<DB>, contents: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ sha256: string }>`
    select content as sha256 from unnest(${contents}::text[]) as content where not exists (select 1 from file where file.sha256 = content)`.execute(
    db,
  )
  return rows.map(({ sha256 }) => sha256)
}
