import { readdir, readFile } from 'node:fs/promises'
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import { Migrator } from 'kysely/migration'
import { CannotStart } from './cannot-start.ts'
import { newPool } from './pool.ts'

const FOLDER = new URL('./migrations/', import.meta.url)

const OLDEST = 15

/**
 * Brings a database to the newest schema, whole or not at all: every migration runs in one transaction under a lock.
 * A database that already knows a later migration is refused, so that an old release never writes into a new schema.
 * Throws CannotStart where the operator can help it.
 */
export async function migrate(url: string): Promise<void> {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: newPool({ connectionString: url, max: 2 }) }) })
  try {
    await requireServer(db)
    const { error } = await migratorOn(db).migrateToLatest()
    if (error) throw forOperator(error as Error)
  } finally {
    await db.destroy()
  }
}

/** Gives an empty database the schema of an earlier moment, the migrations up to and with `level`, within the caller's transaction. Throws as `migrate`. */
export async function migrateTo<DB>(tx: Transaction<DB>, level: string): Promise<void> {
  const { error } = await migratorOn(tx).migrateTo(level)
  if (error) throw forOperator(error as Error)
}

/** The names of the migrations that this release knows, oldest first. */
export async function knownMigrations(): Promise<string[]> {
  return Object.keys(await readMigrations())
}

function migratorOn<DB>(db: Kysely<DB>) {
  return new Migrator({ db, provider: { getMigrations: readMigrations } })
}

/** Throws CannotStart where the server cannot be reached, is too old, or keeps texts in another encoding than UTF-8. */
export async function requireServer<DB>(db: Kysely<DB>): Promise<void> {
  const asked = sql<{
    version: number
    encoding: string
  }>`select current_setting('server_version_num')::int / 10000 as version, current_setting('server_encoding') as encoding`
  const { rows } = await asked.execute(db).catch((error: Error & { code?: string }) => {
    throw new CannotStart(`连接不上数据库，请检查 DATABASE_URL：${error.message || error.code}`)
  })
  const { version, encoding } = rows[0]!
  if (version < OLDEST) throw new CannotStart(`数据库为 PostgreSQL ${version}，本系统需要 ${OLDEST} 及以上版本。`)
  if (encoding !== 'UTF8') throw new CannotStart(`数据库的编码为 ${encoding}，应为 UTF8。`)
}

function forOperator(error: Error & { code?: string }): Error {
  if (error.message.startsWith('corrupted migrations'))
    return new CannotStart('数据库由更新的版本使用过，本版本不能打开。请使用较新的版本，或恢复升级前的备份。')
  if (error.code === '42501') return new CannotStart(`数据库用户的权限不足（${error.message}），所需权限见 docs/operations.md。`)
  return error
}

async function readMigrations() {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort()
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, FOLDER), 'utf8')))
  return Object.fromEntries(
    names.map((name, at) => [
      name.replace('.sql', ''),
      {
        up: (db: Kysely<unknown>) =>
          sql
            .raw(texts[at]!)
            .execute(db)
            .then(() => undefined),
      },
    ]),
  )
}
