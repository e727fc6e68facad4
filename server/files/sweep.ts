import { sql } from 'kysely'
import type { Database } from '../database/connect.ts'
import type { FileStore } from './store.ts'

const EVERY = 60 * 60_000

/** Shared by whoever needs contents to stay: keeping a file, taking a backup. The sweep takes it alone. */
export const SWEEP_LOCK = sql`hashtextextended('file sweep', 0)`

/** Every hour, on one node at a time: removes uploads that no record, notice or manual took up within a day, and the contents that nobody names any more. */
export function startFileSweep(db: Database, store: FileStore): () => void {
  const timer = setInterval(() => void sweepFiles(db, store, new Date()).catch(() => undefined), EVERY)
  return () => clearInterval(timer)
}

export async function sweepFiles(db: Database, store: FileStore, now: Date): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { rows: locks } = await sql<{
      mine: boolean
    }>`select pg_try_advisory_xact_lock(${SWEEP_LOCK}) as mine`.execute(tx)
    if (!locks[0]!.mine) return 0
    const { rows } = await sql<{
      sha256: string
    }>`delete from file where uploaded_at < ${now}::timestamptz - interval '1 day' and not exists (select 1 from file_claim where file_id = file.id)
      and not exists (select 1 from notice_file where file_id = file.id) and not exists (select 1 from manual_edition where file_id = file.id)
      and not exists (select 1 from job where job.file_id = file.id) returning sha256`.execute(tx)
    const { rows: unnamed } = await sql<{
      sha256: string
    }>`select distinct gone as sha256 from unnest(${rows.map((row) => row.sha256)}::text[]) as gone where not exists (select 1 from file where sha256 = gone)`.execute(
      tx,
    )
    for (const { sha256 } of unnamed) await store.remove(sha256)
    return rows.length
  })
}
