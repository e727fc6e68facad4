import { createCipheriv, randomBytes, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

import { DataStore, ERRORS, Upload } from '@tus/server'

export type Staged = { id: string; size: number; offset: number; createdAt: Date; metadata: Record<string, string | null> }
export type StagingOptions = { maxFileBytes: number; maxTotalBytes: number; expiresAfterMs?: number }

type Entry = { upload: Upload; size: number; offset: number; file: string; key: Buffer; expiry: NodeJS.Timeout }

const HOUR = 60 * 60 * 1000
const CHANNEL_FULL = { status_code: 507, body: '上传通道已满，请稍后重试。\n' }
// Folders of this process: after a restart in a container another process may have had the same number.
const own = new Set<string>()

/** An answer of the tus protocol; the server sends these two properties. */
class TusRefusal extends Error {
  readonly status_code: number
  readonly body: string

  constructor({ status_code, body }: { status_code: number; body: string }) {
    super(body.trim())
    this.status_code = status_code
    this.body = body
  }
}

/**
 * Where resumable uploads wait until they have been inspected. Bytes are encrypted before they touch the disk, each upload with a
 * key of its own that lives in this process's memory alone: what is refused, expires or is cut off by a crash is unreadable from
 * then on, even in a copy of the disk. Names and other metadata stay in memory. For the same reason an upload is resumed
 * at the process that began it; any other answers 404, and the client begins anew.
 */
export class EncryptedStaging extends DataStore {
  readonly #folder: string
  readonly #options: Required<StagingOptions>
  readonly #entries = new Map<string, Entry>()

  /** `root` is DATA_DIR/staging. Call `sweepStaging` once before the first upload. */
  constructor(root: string, options: StagingOptions) {
    super()
    this.extensions = ['creation', 'creation-with-upload', 'termination', 'expiration']
    const name = `${hostname()}.${process.pid}.${randomUUID()}`
    own.add(name)
    this.#folder = join(root, name)
    this.#options = { expiresAfterMs: HOUR, ...options }
  }

  override async create(upload: Upload): Promise<Upload> {
    const size = upload.size
    if (size === undefined || !Number.isSafeInteger(size) || size < 0) throw new TusRefusal(ERRORS.INVALID_LENGTH)
    if (size > this.#options.maxFileBytes) throw new TusRefusal(ERRORS.ERR_MAX_SIZE_EXCEEDED)
    if (this.#reserved() + size > this.#options.maxTotalBytes) throw new TusRefusal(CHANNEL_FULL)
    const file = join(this.#folder, randomUUID())
    const expiry = setTimeout(() => void this.discard(upload.id), this.#options.expiresAfterMs).unref()
    this.#entries.set(upload.id, { upload, size, offset: 0, file, key: randomBytes(32), expiry })
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 })
      await (await open(file, 'wx', 0o600)).close()
    } catch (error) {
      await this.discard(upload.id)
      throw error
    }
    return upload
  }

  /** Appends a chunk. What arrived before a connection broke stays, and the client goes on from there. */
  override async write(chunks: Readable, id: string, offset: number): Promise<number> {
    const entry = this.#get(id)
    if (offset !== entry.offset) throw new TusRefusal(ERRORS.INVALID_OFFSET)
    const cipher = cipherAt(entry.key, offset)
    const file = await open(entry.file, 'r+')
    try {
      for await (const chunk of chunks as AsyncIterable<Buffer>) {
        if (entry.offset + chunk.length > entry.size) throw new TusRefusal(ERRORS.ERR_SIZE_EXCEEDED)
        await writeAll(file, cipher.update(chunk), entry.offset)
        entry.offset += chunk.length
      }
    } finally {
      await file.close()
    }
    return entry.offset
  }

  override async getUpload(id: string): Promise<Upload> {
    const { upload, size, offset } = this.#get(id)
    return new Upload({
      id,
      size,
      offset,
      ...(upload.metadata ? { metadata: upload.metadata } : {}),
      ...(upload.creation_date ? { creation_date: upload.creation_date } : {}),
    })
  }

  /** The whole upload in memory, decrypted. Rejects while some of it is missing. */
  async readStaged(id: string): Promise<Buffer> {
    const entry = this.#get(id)
    if (entry.offset !== entry.size) throw new TusRefusal(ERRORS.INVALID_OFFSET)
    return cipherAt(entry.key, 0).update(await readFile(entry.file))
  }

  /** Forgets the key, then removes the bytes. Does nothing for an upload that is not here. */
  async discard(id: string): Promise<void> {
    const entry = this.#entries.get(id)
    if (!entry) return
    this.#entries.delete(id)
    clearTimeout(entry.expiry)
    entry.key.fill(0)
    await rm(entry.file, { force: true })
  }

  override async remove(id: string): Promise<void> {
    this.#get(id)
    await this.discard(id)
  }

  override async deleteExpired(): Promise<number> {
    const late = this.census().filter(({ createdAt }) => Date.now() - createdAt.getTime() > this.#options.expiresAfterMs)
    await Promise.all(late.map(({ id }) => this.discard(id)))
    return late.length
  }

  override getExpiration(): number {
    return this.#options.expiresAfterMs
  }

  /** What waits in this process, oldest first: for quotas by the metadata, and to see that nothing is left over. */
  census(): Staged[] {
    return [...this.#entries].map(([id, { upload, size, offset }]) => ({
      id,
      size,
      offset,
      createdAt: new Date(upload.creation_date ?? 0),
      metadata: upload.metadata ?? {},
    }))
  }

  /** Discards everything that this process staged; for its orderly end. */
  async close(): Promise<void> {
    await Promise.all([...this.#entries.keys()].map((id) => this.discard(id)))
    await rm(this.#folder, { recursive: true, force: true })
  }

  #get(id: string): Entry {
    const entry = this.#entries.get(id)
    if (!entry) throw new TusRefusal(ERRORS.FILE_NOT_FOUND)
    return entry
  }

  #reserved(): number {
    return [...this.#entries.values()].reduce((sum, entry) => sum + entry.size, 0)
  }
}

/**
 * Removes what ended processes left under DATA_DIR/staging; their keys are gone. Folders of living processes on this machine stay.
 * A folder from another machine stays as long as an upload in it could still be live.
 */
export async function sweepStaging(root: string, expiresAfterMs = HOUR): Promise<void> {
  await mkdir(root, { recursive: true, mode: 0o700 })
  for (const name of await readdir(root)) {
    if (!(await isLive(root, name, expiresAfterMs))) await rm(join(root, name), { recursive: true, force: true })
  }
}

async function isLive(root: string, name: string, expiresAfterMs: number): Promise<boolean> {
  const [, machine, pid] = /^(.+)\.(\d+)\.[0-9a-f-]{36}$/u.exec(name) ?? []
  if (machine === undefined) return false
  if (machine === hostname()) return own.has(name) || (Number(pid) !== process.pid && isRunning(Number(pid)))
  return Date.now() - (await stat(join(root, name))).mtimeMs < 2 * expiresAfterMs
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** AES-256 in counter mode, begun at any byte: the counter is the number of the 16-byte block, the rest of a block is skipped. */
function cipherAt(key: Buffer, offset: number) {
  const counter = Buffer.alloc(16)
  counter.writeBigUInt64BE(BigInt(Math.floor(offset / 16)), 8)
  const cipher = createCipheriv('aes-256-ctr', key, counter)
  cipher.update(Buffer.alloc(offset % 16))
  return cipher
}

async function writeAll(file: Awaited<ReturnType<typeof open>>, bytes: Buffer, position: number): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += (await file.write(bytes, written, bytes.length - written, position + written)).bytesWritten
  }
}
