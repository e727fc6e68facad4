import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from './cannot-start.ts'
import type { Database } from './connect.ts'
import { connect } from './connect.ts'
import { startEmbedded } from './embedded.ts'
import { runningDatabase } from './embedded/running.ts'
import { withClient } from './with-client.ts'

/** Runs one piece of work on the installation's database, with the product's own rights, for programs beside the server. As `withAddress`. */
export async function withDatabase<T>(dataDir: string, work: (db: Database) => Promise<T>): Promise<T> {
  return withAddress(dataDir, async (url) => {
    const { db } = connect(url, 2)
    try {
      return await work(db)
    } finally {
      await db.destroy()
    }
  })
}

/**
 * The address of the installation's database, for as long as the work takes: DATABASE_URL, or else the embedded database of `dataDir`, whether the
 * server is running on it or not. Throws CannotStart where the server was never started.
 */
export async function withAddress<T>(dataDir: string, work: (url: string) => Promise<T>): Promise<T> {
  const running = process.env.DATABASE_URL || (await runningDatabase(dataDir))
  if (running) return onStarted(running, work)
  if (!existsSync(join(dataDir, 'postgres'))) throw neverStarted()
  const embedded = await startEmbedded(dataDir)
  try {
    return await onStarted(embedded.url, work)
  } finally {
    await embedded.stop()
  }
}

/** The schema and the organisations are the server's to make. */
async function onStarted<T>(url: string, work: (url: string) => Promise<T>): Promise<T> {
  const made = await withClient(url, (client) =>
    client.query<{ made: boolean }>(`select to_regclass('public.org') is not null as made`),
  ).catch((error: Error & { code?: string }) => {
    throw new CannotStart(`连接不上数据库：${error.message || error.code}`)
  })
  if (!made.rows[0]!.made) throw neverStarted()
  return work(url)
}

function neverStarted() {
  return new CannotStart('数据库中还没有内容，请先启动一次系统（npm start，不要演示数据则为 npm start -- --empty）。')
}
