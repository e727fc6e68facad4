import { createReadStream, existsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Head } from './chain.ts'

export const anchorFile = (dataDir: string) => join(dataDir, 'audit-anchor.ndjson')

export type Anchor = Head & { chain: string }

/** Every anchor of the file, oldest first; none where no file is. A line that a crash cut short is passed over. */
export async function* anchorsIn(path: string): AsyncGenerator<Anchor> {
  if (!existsSync(path)) return
  for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) yield* headsOf(line)
}

/** False when the last line was cut short: what is appended then needs a line of its own. */
export async function endsWhole(path: string): Promise<boolean> {
  if (!existsSync(path)) return true
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const last = Buffer.alloc(1)
    return size === 0 || (await file.read(last, 0, 1, size - 1), last.toString() === '\n')
  } finally {
    await file.close()
  }
}

function headsOf(line: string): Anchor[] {
  try {
    const { heads } = JSON.parse(line) as { heads: Anchor[] }
    return heads.filter(({ chain, seq, hash }) => typeof chain === 'string' && Number.isSafeInteger(seq) && /^[0-9a-f]{64}$/.test(hash))
  } catch {
    return []
  }
}
