import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { DB } from '#kernel/store/schema.ts'
import { newPool } from './pool.ts'

export type OwnConnection = {
  /** Speaks COPY. */
  client: pg.PoolClient
  /** The same connection for everything else, so that both stand in one transaction. */
  db: Kysely<DB>
}

/** What texts and instants look like must not hang on a server's settings, for digests of rows are compared between servers. */
const WRITTEN_ALIKE = `set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set bytea_output = 'hex'; set extra_float_digits = 1`

/** Whole tables take as long as they take. */
const WITHOUT_LIMITS = `select set_config(name, '0', false) from pg_settings where name in
  ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'idle_session_timeout', 'transaction_timeout')`

/** Work on whole tables, on one connection and with the rights of the database's owner. */
export async function ownConnection<T>(url: string, work: (own: OwnConnection) => Promise<T>): Promise<T> {
  const pool = newPool({ connectionString: url, max: 1 })
  try {
    const client = await pool.connect()
    try {
      await client.query(WRITTEN_ALIKE)
      await client.query(WITHOUT_LIMITS)
      const shared = { query: client.query.bind(client), release: () => undefined }
      const db = new Kysely<DB>({
        dialect: new PostgresDialect({ pool: { options: {}, connect: () => Promise.resolve(shared), end: () => Promise.resolve() } }),
      })
      return await work({ client, db })
    } finally {
      client.release(true)
    }
  } finally {
    await pool.end()
  }
}
