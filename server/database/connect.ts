import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { DB } from '#kernel/store/schema.ts'
import { keepPlans } from './keep-plans.ts'
import { newPool } from './pool.ts'

export type Database = Kysely<DB>

/* Calendar dates stay texts and big integers stay exact: no driver may move a day or round a number. */
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

/**
 * The pool every node works through. Sessions act as luoshi_app, which may neither rewrite what was recorded nor the schema;
 * a statement is cut after 15 seconds and a writer never waits longer than 2 for a connection. Nobody's page takes the cores of everybody's.
 */
export function connect(url: string, max = 20): { db: Database; pool: pg.Pool } {
  const pool = newPool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 2_000,
    options:
      '-c role=luoshi_app -c statement_timeout=15000 -c idle_in_transaction_session_timeout=20000 -c max_parallel_workers_per_gather=0 -c timezone=Asia/Shanghai',
  })
  pool.on('connect', keepPlans)
  return { pool, db: new Kysely<DB>({ dialect: new PostgresDialect({ pool }) }) }
}
