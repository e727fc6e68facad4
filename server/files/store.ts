import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

export type StoredFile = { sha256: string; size: number }

/** Accepted files by the SHA-256 of their content (64 hex digits). Names, types and rights are the database's business. */
export interface FileStore {
  /** Keeps the bytes for good before it resolves; putting the same bytes again is harmless, and mends a damaged copy. */
  put(bytes: Uint8Array): Promise<StoredFile>
  /** A stream of the content, or of the bytes from `start` to `end` inclusive. Rejects with `FileAbsent`. */
  open(sha256: string, range?: { start: number; end: number }): Promise<Readable>
  /** How many bytes there are of it; null where it is absent. */
  sizeOf(sha256: string): Promise<number | null>
  remove(sha256: string): Promise<void>
  /** The contents that were put before an instant: what is younger may be on its way to its record. Drafts of that age, of a `put` that was cut off, are removed in passing. */
  putBefore(instant: Date): Promise<string[]>
}

export class FileAbsent extends Error {
  constructor(sha256: string) {
    super(`No stored file ${sha256}`)
    this.name = 'FileAbsent'
  }
}

/** A file store in a folder (DATA_DIR/files): ab/cdef… beneath it. Several processes may share the folder. */
export function diskStore(root: string): FileStore {
  const folderOf = (sha256: string) => join(root, checked(sha256).slice(0, 2))
  const pathOf = (sha256: string) => join(folderOf(sha256), sha256.slice(2))

  return {
    async put(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      if ((await digestOf(pathOf(sha256))) !== sha256) await write(folderOf(sha256), sha256.slice(2), bytes)
      // Also when the file was there: whoever put it may not have come this far yet.
      await sync(folderOf(sha256))
      await sync(root)
      return { sha256, size: bytes.length }
    },

    async open(sha256, range) {
      const file = await open(pathOf(sha256), 'r').catch((error: unknown) => {
        throw isAbsent(error) ? new FileAbsent(sha256) : error
      })
      return file.createReadStream(range)
    },

    async sizeOf(sha256) {
      return (await stat(pathOf(sha256)).catch(ignoreAbsent))?.size ?? null
    },

    async remove(sha256) {
      await rm(pathOf(sha256), { force: true })
      await sync(folderOf(sha256)).catch(ignoreAbsent)
    },

    async putBefore(instant) {
      const contents: string[] = []
      for (const name of await namesUnder(root)) {
        const found = await stat(join(root, name)).catch(ignoreAbsent)
        if (!found || found.mtime >= instant) continue
        if (name.includes('/.')) await rm(join(root, name), { force: true })
        else if (CONTENT.test(name)) contents.push(name.replace('/', ''))
      }
      return contents
    },
  }
}

/**
 * A whole file under a name of its own, on the disk before it takes the final name: after a power cut the final name leads to the
 * whole content or to nothing.
 */
async function write(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = join(folder, `.${randomUUID()}`)
  try {
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, join(folder, name))
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function digestOf(path: string): Promise<string | undefined> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  } catch (error) {
    ignoreAbsent(error)
    return undefined
  }
  return hash.digest('hex')
}

async function namesUnder(root: string): Promise<string[]> {
  const names: string[] = []
  for (const folder of await readdir(root).catch(() => [])) {
    for (const file of await readdir(join(root, folder)).catch(() => [])) names.push(`${folder}/${file}`)
  }
  return names
}

/** A content's place beneath the folder; anything else there is nobody's of ours. */
const CONTENT = /^[0-9a-f]{2}\/[0-9a-f]{62}$/u

function checked(sha256: string): string {
  if (!/^[0-9a-f]{64}$/u.test(sha256)) throw new FileAbsent(sha256)
  return sha256
}

const isAbsent = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT'

function ignoreAbsent(error: unknown): undefined {
  if (!isAbsent(error)) throw error
}
