import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { apart, type Caps } from '../../files/apart.ts'
import { availableParallelism } from 'node:os'
import { slotsOf } from '../../files/inspect/slots.ts'
import { Unreadable } from './book.ts'
import type { Ask, Line, Mark, TableHead, TableLine } from './lines.ts'

const CHILD = new URL('child.ts', import.meta.url)
/** 20,000 lines of a workbook, and what they take while a library holds them. */
const CAPS: Caps = { seconds: 60, heapMiB: 640, residentMiB: 1024 }
/** Workbooks at the same time: their own turns, for an upload that is being examined is waited for by somebody. */
const slots = slotsOf(Math.max(1, Math.min(2, availableParallelism() - 1)))
/** What a child may say of one workbook. */
const MOST_SAID = 160 * 1024 * 1024

export type ReadTable = { head: TableHead; lines: TableLine[] }

type Options = { signal?: AbortSignal; caps?: Partial<Caps> }

/**
 * Reads the table of a workbook in a process of its own, as long as `signal` lets it. Throws `Unreadable` with the sentence for its person, whatever the
 * workbook did to the process.
 */
export async function readApart(bytes: Buffer, name: string, labels: string[], { signal, caps }: Options = {}): Promise<ReadTable> {
  return slots.take(async () => {
    const { said, ended, stop } = apart(CHILD, { task: 'read', name, labels } satisfies Ask, bytes, { ...CAPS, ...caps }, signal)
    const table = await heard(said).finally(stop)
    const stopped = await ended
    if (!table)
      throw new Unreadable('UNREADABLE', `表格读取没有完成（${stopped ?? '结构异常'}）。请用办公软件打开并另存为 .xlsx，或拆分后重新上传。`)
    return table
  })
}

/** What a child says, when it says all of it: half a line is what a process leaves that was killed. */
async function heard(said: Readable): Promise<ReadTable | null> {
  let head: TableHead | null = null
  const lines: TableLine[] = []
  let length = 0
  for await (const text of createInterface({ input: said })) {
    length += text.length
    const line = length > MOST_SAID ? null : parsed(text)
    if (line === null) return null
    if ('refused' in line) throw new Unreadable(line.refused.code, line.refused.message)
    if ('end' in line) return head && { head, lines }
    if ('head' in line) head = line.head
    else lines.push(line)
  }
  return null
}

function parsed(text: string): Line | null {
  try {
    return JSON.parse(text) as Line
  } catch {
    return null
  }
}

/** The workbook handed back with marks; as a plain one where it is not of a kind, or too strange, to be written back as it is. Null when neither can be had. */
export async function markApart(bytes: Buffer, name: string, sheet: string, marks: Mark[], signal?: AbortSignal): Promise<Buffer | null> {
  return slots.take(async () => {
    for (const plain of /\.xlsx$/iu.test(name) ? [false, true] : [true]) {
      const { said, ended } = apart(CHILD, { task: 'mark', name, sheet, marks, plain } satisfies Ask, bytes, CAPS, signal)
      const [workbook] = await Promise.all([buffer(said), ended])
      if (isWhole(workbook)) return workbook
    }
    return null
  })
}

/** A ZIP archive ends with the record of its end. */
const isWhole = (bytes: Buffer) => bytes.length > 22 && bytes.subarray(-22).readUInt32LE(0) === 0x06054b50
