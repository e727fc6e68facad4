import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import type { Database } from '../database/connect.ts'

/** What jobs made, a file for each job, in DATA_DIR/results. Everything about a file but its bytes is in the database. */
export class Results {
  readonly #folder: string

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'results')
  }

  /** Keeps what the stream says, whole or not at all; answers its size. */
  async keep(job: string, content: Readable): Promise<number> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    const draft = join(this.#folder, `.${job}.${process.pid}`)
    try {
      await pipeline(content, createWriteStream(draft, { mode: 0o600 }))
      const { size } = await stat(draft)
      await rename(draft, this.#path(job))
      return size
    } catch (error) {
      await rm(draft, { force: true })
      throw error
    }
  }

  /** The content, or the bytes from `start` to `end` inclusive; null when it is gone. */
  async open(job: string, range?: { start: number; end: number }): Promise<Readable | null> {
    const file = await open(this.#path(job), 'r').catch(() => null)
    return file?.createReadStream(range) ?? null
  }

  async remove(job: string): Promise<void> {
    await rm(this.#path(job), { force: true })
  }

  /** Removes what no job names any more, and what a worker left half made a day ago. */
  async clear(db: Database): Promise<number> {
    const names = await readdir(this.#folder).catch(() => [])
    const whole = names.filter((name) => !name.startsWith('.'))
    const { rows } = await sql<{
      id: string
    }>`select gone as id from unnest(${whole}::text[]) as gone where not exists (select 1 from job where id::text = gone)`.execute(db)
    for (const { id } of rows) await this.remove(id)
    for (const name of names.filter((each) => each.startsWith('.'))) {
      const { mtimeMs } = await stat(join(this.#folder, name)).catch(() => ({ mtimeMs: Date.now() }))
      if (Date.now() - mtimeMs > 24 * 60 * 60_000) await rm(join(this.#folder, name), { force: true })
    }
    return rows.length
  }

  #path(job: string): string {
    return join(this.#folder, job)
  }
}
