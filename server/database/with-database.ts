import { join, resolve } from 'node:path'
import type { Database } from './connect.ts'
import { connect } from './connect.ts'
import { startEmbedded } from './embedded.ts'

/**
 * Runs one piece of work on the installation's database, for programs beside the server: DATABASE_URL, or else the embedded database of `dataDir`,
 * whether the server is running on it or not.
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
  const { db } = connect(url, 2)
  try {
    return await work(db)
  } finally {
    await db.destroy()
  }
}

async function answers(url: string): Promise<boolean> {
  const { pool } = connect(url, 1)
  try {
    await pool.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await pool.end()
  }
}
