import { parseCsv } from 'hucre'
import { z } from 'zod'
import { DECIMAL } from './exact.ts'
import { faultsOf, schemeShape, type Scheme } from './scheme.ts'
import { valuesShape, type Unit } from './values.ts'

/** A file that is refused: one sentence, with the place in the file where there is one. */
export class WrongFile extends Error {
  constructor(file: string, at: string, message: string) {
    super(at === '' ? `${file}：${message}` : `${file} ${at}：${message}`)
  }
}

/** A scheme from its JSON text. Throws WrongFile. */
export function readScheme(text: string, file: string): Scheme {
  const scheme = shaped(schemeShape, parseJson(text, file), file)
  const [fault] = faultsOf(scheme)
  if (fault) throw new WrongFile(file, fault.at, fault.message)
  return scheme
}

/** Units with their figures, from JSON or from CSV with one column for each figure (`accepted.passed`, `risk.opinion`). Throws WrongFile. */
export function readUnits(text: string, file: string): Unit[] {
  const raw = /^\s*[{[]/u.test(text) ? parseJson(text, file) : fromCsv(text, file)
  const { units } = shaped(valuesShape, raw, file)
  const seen = new Set<string>()
  for (const [index, { id }] of units.entries()) {
    if (seen.has(id)) throw new WrongFile(file, `units[${index}].id`, `单位“${id}”重复`)
    seen.add(id)
  }
  return units
}

/** A number that a float does not hold, or writes with an exponent, is kept as the decimal that was written. */
function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''), ((_key: string, value: unknown, { source }: { source?: string }) =>
      typeof value === 'number' &&
      source !== undefined &&
      (/e/iu.test(source) || /e/iu.test(String(value)) || source.replaceAll(/\D/gu, '').length > 15)
        ? plain(source)
        : value) as (key: string, value: unknown) => unknown)
  } catch (error) {
    throw new WrongFile(file, '', `不是正确的 JSON（${error instanceof Error ? error.message : String(error)}）`)
  }
}

/** 1.5e-7 as 0.00000015. What is longer than any measure stays as it is, and is refused. */
function plain(source: string): string {
  const [mantissa = '', exponent = '0'] = source.toLowerCase().split('e')
  if (Math.abs(Number(exponent)) > 30) return source
  const [whole = '', rest = ''] = mantissa.replace('-', '').split('.')
  const places = rest.length - Number(exponent)
  const digits = (whole + rest).padStart(places + 1, '0') + '0'.repeat(Math.max(0, -places))
  const text = places > 0 ? `${digits.slice(0, -places)}.${digits.slice(-places)}` : digits
  return mantissa.startsWith('-') ? `-${text}` : text
}

const { localeError } = z.locales.zhCN()

function shaped<T extends z.ZodType>(shape: T, raw: unknown, file: string): z.output<T> {
  const read = shape.safeParse(raw, { error: localeError })
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new WrongFile(file, z.core.toDotPath(issue!.path), issue!.message)
}

const OWN_COLUMNS = ['id', 'name', 'group']

function fromCsv(text: string, file: string): unknown {
  const [header, ...rows] = parseCsv(text.replace(/^\uFEFF/u, '')).map((row) => row.map((cell) => String(cell ?? '').trim()))
  if (!header?.includes('id') || !header.includes('name')) throw new WrongFile(file, '第1行', '应有 id 和 name 两列')
  const deep = header.find((name) => name.split('.').length > 2)
  if (deep !== undefined) throw new WrongFile(file, '第1行', `“${deep}”列有两个以上的层次`)
  const both = header.find((name) => header.some((other) => other.startsWith(`${name}.`)))
  if (both !== undefined) throw new WrongFile(file, '第1行', `“${both}”既是一列，又分作几列`)
  const doubled = header.find((name, at) => header.indexOf(name) !== at)
  if (doubled !== undefined) throw new WrongFile(file, '第1行', `“${doubled}”列重复`)
  const filled = rows.map((cells, at) => ({ cells, line: at + 2 })).filter(({ cells }) => cells.some((cell) => cell !== ''))
  return { units: filled.map(({ cells, line }) => unitOf(header, cells, (message) => new WrongFile(file, `第${line}行`, message))) }
}

function unitOf(header: readonly string[], cells: readonly string[], wrong: (message: string) => WrongFile): unknown {
  if (cells.length > header.length) throw wrong(`有${cells.length}列，表头只有${header.length}列`)
  const own: Record<string, string> = {}
  const values: Record<string, string | null | Record<string, string>> = {}
  for (const [at, column] of header.entries()) {
    const cell = cells[at] ?? ''
    if (OWN_COLUMNS.includes(column)) {
      if (cell !== '') own[column] = cell
      continue
    }
    if (cell !== '' && !DECIMAL.test(cell)) throw wrong(`${column}列“${cell}”不是数`)
    const [indicator, part] = column.split('.') as [string, string | undefined]
    if (part === undefined) values[indicator] = cell === '' ? null : cell
    // Of happenings by kind an empty cell is none; of a rate without any it has not come.
    else if (cell !== '') values[indicator] = { ...(values[indicator] as Record<string, string> | null), [part]: cell }
  }
  return { ...own, values }
}
