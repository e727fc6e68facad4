import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { FileAbsent, type FileStore } from '../files/store.ts'

/** Each is held in memory whole, 50 MiB at most. */
const AT_ONCE = 4

/**
 * Copies attachments from one store into another, where they are kept for good. Answers the digests of those that the first had not, or not
 * unaltered; of these the second has nothing.
 */
export async function copyFiles(
  from: FileStore,
  to: FileStore,
  digests: readonly string[],
  told: (done: number) => void,
): Promise<string[]> {
  const missing: string[] = []
  const left = digests.entries()
  const turn = async () => {
    for (const [at, digest] of left) {
      if (!(await copy(from, to, digest))) missing.push(digest)
      told(at + 1)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, turn))
  return missing.sort()
}

async function copy(from: FileStore, to: FileStore, digest: string): Promise<boolean> {
  try {
    const bytes = await buffer(await from.open(digest))
    if (createHash('sha256').update(bytes).digest('hex') !== digest) return false
    await to.put(bytes)
    return true
  } catch (error) {
    if (error instanceof FileAbsent) return false
    throw error
  }
}
