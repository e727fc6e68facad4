import { BETWEEN, headerKey } from '#kernel/sheet/columns.ts'
import { MOST_COLUMNS, Unreadable, type BookCell, type Merge, type Sheet } from './book.ts'

/** A column under its header: `names` are the words it may be known by, the fullest first; `at` counts from 0. */
export type HeadColumn = { at: number; names: string[]; hidden: boolean }

export type Table = { sheet: Sheet; head: HeadColumn[]; firstLine: number; others: { name: string; hidden: boolean; fits: boolean }[] }

const LOOKED_AT = 30
const DEEPEST = 3

/**
 * Finds the table that a business's data stands in: the visible sheet, and in it the line or the two or three lines of header, under which most of the
 * known labels stand. Titles above, merged headers and columns in any order are taken as they come; hidden sheets are named and never read.
 */
export function pickTable(sheets: readonly Sheet[], labels: ReadonlySet<string>): Table {
  const found = sheets.map((sheet) => ({ sheet, ...bestHeader(sheet, labels) }))
  const enough = Math.min(2, labels.size)
  const [best] = found.filter(({ sheet, score }) => !sheet.hidden && score >= enough).sort((a, b) => b.score - a.score)
  if (!best) {
    const hidden = found.find(({ sheet, score }) => sheet.hidden && score >= enough)
    if (hidden) throw new Unreadable('HIDDEN', `数据所在的工作表“${hidden.sheet.name}”是隐藏的，请取消隐藏后重新上传。`)
    throw new Unreadable('NO_HEADER', '没有找到表头。请使用下载的模板，或保证表头文字与模板一致。')
  }
  const others = found
    .filter(({ sheet }) => sheet !== best.sheet && sheet.rows.some((row) => row.some(Boolean)))
    .map(({ sheet, score }) => ({ name: sheet.name, hidden: sheet.hidden, fits: score >= enough }))
  return { sheet: best.sheet, head: best.head, firstLine: best.firstLine, others }
}

type Header = { score: number; head: HeadColumn[]; firstLine: number }

function bestHeader(sheet: Sheet, labels: ReadonlySet<string>): Header {
  const grid = spread(sheet)
  let best: Header = { score: 0, head: [], firstLine: 0 }
  for (let deep = 1; deep <= DEEPEST; deep++) {
    for (let top = 0; top + deep <= grid.length; top++) {
      const head = headAt(sheet, grid, top, deep)
      const known = new Set(head.flatMap(({ names }) => names.map(headerKey).find((name) => labels.has(name)) ?? []))
      if (known.size > best.score) best = { score: known.size, head, firstLine: top + deep }
    }
  }
  return best
}

function headAt(sheet: Sheet, grid: string[][], top: number, deep: number): HeadColumn[] {
  const width = Math.max(0, ...grid.slice(top, top + deep).map((row) => row.length))
  return Array.from({ length: width }, (_, at) => ({
    at,
    names: namesOf(grid, top, deep, at),
    hidden: sheet.hiddenColumns.has(at),
  })).filter(({ names }) => names.length > 0)
}

function namesOf(grid: string[][], top: number, deep: number, at: number): string[] {
  const path: string[] = []
  for (let line = top; line < top + deep; line++) {
    const text = grid[line]![at] ?? ''
    if (text !== '' && text !== path.at(-1)) path.push(text)
  }
  if (path.length === 0) return []
  return path.length === 1 ? path : [path.join(BETWEEN), path.at(-1)!]
}

/** The first lines with every merged cell saying what its range says. */
function spread(sheet: Sheet): string[][] {
  const grid = sheet.rows.slice(0, LOOKED_AT).map((row) => Array.from(row, textOf))
  for (const merge of sheet.merges) {
    if (merge.top >= grid.length || merge.left >= MOST_COLUMNS) continue
    const text = grid[merge.top]![merge.left] ?? ''
    if (text !== '') fill(grid, merge, text)
  }
  return grid
}

function fill(grid: string[][], { top, left, bottom, right }: Merge, text: string) {
  for (const row of grid.slice(top, bottom + 1)) for (let at = left; at <= Math.min(right, MOST_COLUMNS - 1); at++) row[at] ||= text
}

/** A label is short; a whole paragraph above the table is none. */
const textOf = (cell: BookCell | null | undefined) => (cell && !cell.fault && cell.text.length <= 100 ? cell.text.trim() : '')
