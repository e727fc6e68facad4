import { join, resolve } from 'node:path'
import pg from 'pg'
import { CannotStart } from './cannot-start.ts'
import type { Database } from './connect.ts'
import { connect } from './connect.ts'
import { startEmbedded } from './embedded.ts'

/**
 * Runs one piece of work on the installation's database, for programs beside the server: DATABASE_URL, or else the embedded database of `dataDir`,
 * whether the server is running on it or not. Throws CannotStart where the server was never started.
 */
export async function withDatabase<T>(dataDir: string, work: (db: Database) => Promise<T>): Promise<T> {
  const { DATABASE_URL } = process.env
  if (DATABASE_URL) return onUrl(DATABASE_URL, work)
  const running = `postgres://luoshi@localhost:5432/luoshi?host=${encodeURIComponent(join(resolve(dataDir), 'run'))}`
  if (await answers(running)) return onUrl(running, work)
  const embedded = await startEmbedded(dataDir)
  try {
    return await onUrl(embedded.url, work)
  } finally {
    await embedded.stop()
  }
}

async function onUrl<T>(url: string, work: (db: Database) => Promise<T>): Promise<T> {
  await requireStarted(url)
  const { db } = connect(url, 2)
  try {
    return await work(db)
  } finally {
    await db.destroy()
  }
}

/** The schema and the organisations are the server's to make. */
async function requireStarted(url: string) {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    const { rows } = await client.query<{ made: boolean }>(`select to_regclass('public.org') is not null as made`)
    if (!rows[0]!.made) throw new CannotStart('数据库中还没有内容，请先启动一次系统（npm start，不要演示数据则为 npm start -- --empty）。')
  } catch (error) {
    const { message, code } = error as Error & { code?: string }
    throw error instanceof CannotStart ? error : new CannotStart(`连接不上数据库：${message || code}`)
  } finally {
    await client.end()
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end()
  }
}
