import { sql } from 'kysely'
import type { Database } from '../database/connect.ts'
import type { Results } from './results.ts'

const EVERY = 10 * 60_000

/** Every ten minutes: forgets jobs whose day is over, and what they made. The uploaded workbook goes with the next sweep of files. */
export function startJobSweep(db: Database, results: Results): () => void {
  const timer = setInterval(() => void sweepJobs(db, results).catch(() => undefined), EVERY)
  return () => clearInterval(timer)
}

export async function sweepJobs(db: Database, results: Results): Promise<number> {
  const { rows } = await sql<{
    id: string
  }>`delete from job where ends_at < now() and (state <> 'running' or leased_until < now()) returning id`.execute(db)
  await results.clear(db)
  return rows.length
}
