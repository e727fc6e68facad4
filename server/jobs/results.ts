import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import type { Database } from '../database/connect.ts'
import type { Job } from './job.ts'
import { Failed } from './work.ts'

/**
 * What jobs made, in DATA_DIR/results. A file is named for the job and the claim it was made under, and counts once the job's outcome names it: a worker
 * that lost its claim replaces nothing. Everything about a file but its bytes is in the database.
 */
export class Results {
  readonly #folder: string

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'results')
  }

  /** Keeps what the stream says, whole or, also where `signal` ends it, not at all; answers what the outcome is to say of it. Throws `Failed` where there is no room on the disk. */
  async keep(job: Pick<Job, 'id' | 'claim'>, content: Readable, signal?: AbortSignal): Promise<{ file: string; size: number }> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    const file = `${job.id}.${job.claim}`
    const draft = this.#path(`.${file}`)
    try {
      await pipeline(content, createWriteStream(draft, { mode: 0o600 }), signal ? { signal } : {})
      const { size } = await stat(draft)
      await rename(draft, this.#path(file))
      return { file, size }
    } catch (error) {
      await rm(draft, { force: true })
      throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? new Failed('DISK_FULL', DISK_FULL) : error
    }
  }

  /** The content, or the bytes from `start` to `end` inclusive; null when it is gone. */
  async open(name: string, range?: { start: number; end: number }): Promise<Readable | null> {
    const file = await open(this.#path(name), 'r').catch(() => null)
    return file?.createReadStream(range) ?? null
  }

  /** Removes what no job names and no worker is making any more, half made or whole. */
  async clear(db: Database): Promise<number> {
    const names = await readdir(this.#folder).catch(() => [])
    const { rows } = await sql<{ name: string }>`
      select name from unnest(${names}::text[]) as name where not exists (
        select 1 from job where outcome->'result'->>'file' = name or (state = 'running' and ltrim(name, '.') = id || '.' || claim))`.execute(
      db,
    )
    for (const { name } of rows) await rm(this.#path(name), { force: true })
    return rows.length
  }

  #path(name: string): string {
    return join(this.#folder, name)
  }
}

const DISK_FULL = '系统存储空间不足，文件没有生成，请联系系统管理员。'
