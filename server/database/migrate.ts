import { readdir, readFile } from 'node:fs/promises'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'

const FOLDER = new URL('./migrations/', import.meta.url)

/**
 * Brings a database to the newest schema, whole or not at all: every migration runs in one transaction under a lock.
 * A database that already knows a later migration is refused, so that an old release never writes into a new schema.
 */
export async function migrate(url: string): Promise<void> {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 2 }) }) })
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: readMigrations } })
    const { error } = await migrator.migrateToLatest()
    if (error) throw error
  } finally {
    await db.destroy()
  }
}

async function readMigrations() {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort()
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, FOLDER), 'utf8')))
  return Object.fromEntries(names.map((name, at) => [name.replace('.sql', ''), { up: (db: Kysely<unknown>) => sql.raw(texts[at]!).execute(db).then(() => undefined) }]))
}
