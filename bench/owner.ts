import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Database } from '#server/database/connect.ts'

/** A single connection with all rights and all the time it needs: for loading, building and looking behind the scenes, never for what is measured. */
export function ownerOf(url: string): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    options: '-c maintenance_work_mem=1GB -c max_parallel_maintenance_workers=2 -c timezone=Asia/Shanghai',
  })
  return new Kysely({ dialect: new PostgresDialect({ pool }) })
}
