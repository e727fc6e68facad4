import type { InflationBudget } from './inflation-budget.ts'
import { damaged } from './verdict.ts'

export type OleStream = { name: string; read: () => Buffer }
export type OleContainer = { storages: string[]; streams: OleStream[] }

const END = 0xfffffffa // from here on sector numbers are signs, not places
const STORAGE = 1
const STREAM = 2
const ROOT = 5

/** Opens a compound file (.doc, .xls, embedded objects, encrypted documents): its storages by name and its streams [MS-CFB]. */
export function openOle(bytes: Buffer, budget: InflationBudget): OleContainer {
  try {
    return opened(bytes, budget)
  } catch (error) {
    // Every number in the header may point anywhere.
    throw error instanceof RangeError ? damaged('复合文档结构不完整') : error
  }
}

function opened(bytes: Buffer, budget: InflationBudget): OleContainer {
  const shift = bytes.readUInt16LE(0x1e)
  if (shift !== 9 && shift !== 12) throw damaged('复合文档结构不完整')
  const size = 1 << shift
  const sector = (number: number) => bytes.subarray((number + 1) * size, (number + 2) * size)

  const table = numbers(Buffer.concat(tableSectors(bytes, size, sector).map(sector)))
  const whole = (start: number) => Buffer.concat(chain(start, table).map(sector))
  const directory = entriesOf(whole(bytes.readUInt32LE(0x30)))
  const root = directory.find((entry) => entry.type === ROOT)
  if (!root) throw damaged('复合文档结构不完整')
  const smallTable = numbers(whole(bytes.readUInt32LE(0x3c)))
  const smallest = bytes.readUInt32LE(0x38)
  let small: Buffer | undefined

  const read = ({ start, length }: Entry): Buffer => {
    budget.inflated(length)
    if (length >= smallest) return whole(start).subarray(0, length)
    const pool = (small ??= whole(root.start))
    return Buffer.concat(chain(start, smallTable).map((number) => pool.subarray(number * 64, number * 64 + 64))).subarray(0, length)
  }
  return {
    storages: directory.filter((entry) => entry.type === STORAGE).map((entry) => entry.name),
    streams: directory.filter((entry) => entry.type === STREAM).map((entry) => ({ name: entry.name, read: () => read(entry) })),
  }
}

/** The sectors that hold the allocation table: 109 named in the header, the rest in a chain of further lists. */
function tableSectors(bytes: Buffer, size: number, sector: (number: number) => Buffer): number[] {
  const listed = [...numbers(bytes.subarray(0x4c, 0x200))]
  const seen = new Set<number>()
  for (let next = bytes.readUInt32LE(0x44); next < END;) {
    if (seen.has(next)) throw damaged('复合文档结构循环')
    seen.add(next)
    const list = sector(next)
    listed.push(...numbers(list.subarray(0, size - 4)))
    next = list.readUInt32LE(size - 4)
  }
  return listed.filter((number) => number < END)
}

function chain(start: number, table: Uint32Array): number[] {
  const sectors: number[] = []
  for (let at = start; at < END; at = table[at] ?? END) {
    sectors.push(at)
    if (sectors.length > table.length) throw damaged('复合文档结构循环')
  }
  return sectors
}

type Entry = { name: string; type: number; start: number; length: number }

function entriesOf(directory: Buffer): Entry[] {
  const entries: Entry[] = []
  for (let at = 0; at + 128 <= directory.length; at += 128) {
    const nameLength = Math.min(64, directory.readUInt16LE(at + 64))
    const name = directory.toString('utf16le', at, at + Math.max(0, nameLength - 2))
    entries.push({ name, type: directory[at + 66] ?? 0, start: directory.readUInt32LE(at + 116), length: directory.readUInt32LE(at + 120) })
  }
  return entries
}

const numbers = (bytes: Buffer) => Uint32Array.from({ length: bytes.length >> 2 }, (_, index) => bytes.readUInt32LE(index * 4))
