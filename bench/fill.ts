import { fork } from 'node:child_process'
import { once } from 'node:events'
import { openCopies } from './copy.ts'
import { storiesOf } from './stories.ts'

type Part = { url: string; from: number; to: number }

/** Copies the pilots of these numbers, each with what it opened, into the database, from a process of its own: making the rows takes longer than storing them. */
export async function fill(url: string, from: number, to: number): Promise<void> {
  const writer = fork(import.meta.filename, ['write'])
  writer.send({ url, from, to } satisfies Part)
  const [code] = (await once(writer, 'exit')) as [number]
  if (code !== 0) throw new Error(`Filling from ${from} to ${to} failed`)
}

if (process.argv[2] === 'write' && process.send) process.once('message', (part: Part) => void write(part).then(() => process.disconnect()))

async function write({ url, from, to }: Part) {
  const copies = openCopies(url)
  for (let n = from; n < to; n++) for (const story of storiesOf(n)) await copies.write(story)
  await copies.end()
}
