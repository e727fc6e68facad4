import { createHash } from 'node:crypto'

/** What went by: bytes, lines and the digest of it all. */
export type Sum = { bytes: number; lines: number; sha256: string }

const NEWLINE = 10

/** Adds up a stream in passing; `told` hears of the lines so far. */
export function tally(told?: (lines: number) => void) {
  const hash = createHash('sha256')
  let bytes = 0
  let lines = 0
  return {
    async *through(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        hash.update(chunk)
        bytes += chunk.length
        for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) lines++
        told?.(lines)
        yield chunk
      }
    },
    sum: (): Sum => ({ bytes, lines, sha256: hash.digest('hex') }),
  }
}

/** The sum of a stream that nobody else wants. */
export async function sumOf(chunks: AsyncIterable<Buffer>, told?: (lines: number) => void): Promise<Sum> {
  const { through, sum } = tally(told)
  for await (const chunk of through(chunks)) void chunk
  return sum()
}
