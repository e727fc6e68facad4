/**
 * The child process that reads workbooks: one line of JSON on standard input says what is wanted, then comes the file; the answer is lines of
 * JSON on standard output, the last one saying that it is the last. Whatever ends without it (a crash, no memory) read nothing.
 */
import { buffer } from 'node:stream/consumers'
import type { Ask, Line } from './lines.ts'
import { Refused } from '../../files/inspect/verdict.ts'
import { damaged, Unreadable } from './book.ts'

const input = await buffer(process.stdin)
const end = input.indexOf('\n')
const ask = JSON.parse(input.toString('utf8', 0, end)) as Ask
const bytes = input.subarray(end + 1)
try {
  if (ask.task === 'mark') process.stdout.write(await (await import('./mark.ts')).markedWorkbook(bytes, ask))
  else for await (const line of (await import('./lines.ts')).linesOf(bytes, ask)) await say(line)
} catch (error) {
  if (ask.task === 'mark') throw error
  const { code, message } = error instanceof Unreadable || error instanceof Refused ? error : damaged()
  await say({ refused: { code, message } })
}

async function say(line: Line) {
  // Whoever reads line by line takes these two for the ends of lines.
  const text = JSON.stringify(line).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
  if (!process.stdout.write(`${text}\n`)) await new Promise((resolve) => process.stdout.once('drain', resolve))
}
