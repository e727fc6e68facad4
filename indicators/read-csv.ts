import { parseCsv } from 'hucre'
import { DECIMAL } from './exact.ts'
import { WrongFile } from './wrong-file.ts'

const OWN_COLUMNS = ['id', 'name', 'group']

/** Units from CSV with one column for each figure (`accepted.passed`, `risk.opinion`), and the line each stands on. Throws WrongFile. */
export function readCsv(text: string, file: string): { raw: { units: unknown[] }; lines: number[] } {
  if (text.split('"').length % 2 === 0) throw new WrongFile(file, '', '引号没有成对')
  const [header, ...rows] = parseCsv(text).map((row) => row.map((cell) => String(cell ?? '').trim()))
  const fault = headerFault(header ?? [])
  if (fault !== null) throw new WrongFile(file, '第1行', fault)
  const filled = rows.map((cells, at) => ({ cells, line: at + 2 })).filter(({ cells }) => cells.some((cell) => cell !== ''))
  return {
    raw: { units: filled.map(({ cells, line }) => unitOf(header!, cells, (message) => new WrongFile(file, `第${line}行`, message))) },
    lines: filled.map(({ line }) => line),
  }
}

function headerFault(header: readonly string[]): string | null {
  if (!header.includes('id') || !header.includes('name')) return '应有 id 和 name 两列'
  if (header.includes('')) return `第${header.indexOf('') + 1}列没有名称`
  if (header.some((name) => name.split('.').includes('__proto__'))) return '名称不能用“__proto__”'
  const deep = header.find((name) => name.split('.').length > 2)
  if (deep !== undefined) return `“${deep}”列有两个以上的层次`
  const both = header.find((name) => header.some((other) => other.startsWith(`${name}.`)))
  if (both !== undefined) return `“${both}”既是一列，又分作几列`
  const doubled = header.find((name, at) => header.indexOf(name) !== at)
  return doubled === undefined ? null : `“${doubled}”列重复`
}

function unitOf(header: readonly string[], cells: readonly string[], wrong: (message: string) => WrongFile): unknown {
  if (cells.length > header.length) throw wrong(`有${cells.length}列，表头只有${header.length}列`)
  const own: Record<string, string> = {}
  const values = new Map<string, string | null | Record<string, string>>()
  for (const [at, column] of header.entries()) {
    const cell = cells[at] ?? ''
    if (OWN_COLUMNS.includes(column)) {
      if (cell !== '') own[column] = cell
      continue
    }
    if (cell !== '' && !DECIMAL.test(cell)) throw wrong(`${column}列“${cell}”不是数`)
    const [indicator, part] = column.split('.') as [string, string | undefined]
    if (part === undefined) values.set(indicator, cell === '' ? null : cell)
    // Of happenings by kind an empty cell is none; of a rate without any it has not come.
    else if (cell !== '') values.set(indicator, { ...(values.get(indicator) as Record<string, string> | undefined), [part]: cell })
  }
  return { ...own, values: Object.fromEntries(values) }
}
