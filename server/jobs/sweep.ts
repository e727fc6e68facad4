import type { FastifyBaseLogger } from 'fastify'
import { sql } from 'kysely'
import { logged, startTurns } from '../clock/turns.ts'
import type { Database } from '../database/connect.ts'
import type { Results } from './results.ts'

const EVERY = 10 * 60_000

/** Now and every ten minutes: forgets jobs whose day is over, and what they made. The uploaded workbook goes with the next sweep of files. */
export function startJobSweep(db: Database, results: Results, log: Pick<FastifyBaseLogger, 'error'>): () => Promise<void> {
  return startTurns(EVERY, () => sweepJobs(db, results), logged(log, '到期的导入与下载未能清理'))
}

export async function sweepJobs(db: Database, results: Results): Promise<number> {
  const { rows } = await sql<{
    id: string
  }>`delete from job where ends_at < now() and (state <> 'running' or leased_until < now()) returning id`.execute(db)
  await results.clear(db)
  return rows.length
}
