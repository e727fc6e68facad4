import { headerKey } from '#kernel/sheet/columns.ts'
import { EXPORTED, NUMBER, RECORD } from '../../excel/headers.ts'
import { MOST_LINES, Unreadable, type BookCell } from './book.ts'
import { coveredCells } from './covered-cells.ts'
import { pickTable, type HeadColumn } from './pick-table.ts'
import { sheetsOf } from './sheets-of.ts'

/** `labels` are the headers that are known, as `headerKey` has them; `plain` gives the cells alone, in a new workbook. */
export type Ask =
  | { task: 'read'; name: string; labels: string[] }
  | { task: 'mark'; name: string; sheet: string; marks: Mark[]; plain: boolean }

/** A cell to be marked, line and column counted from 0, and the words of its note. */
export type Mark = { line: number; at: number; words: string }

export type TableHead = {
  sheet: string
  columns: HeadColumn[]
  firstLine: number
  others: { name: string; hidden: boolean; fits: boolean }[]
}
/** Cells of columns that nobody knows are null. `covered`: the columns whose cells here are covered by a merged one that says something. */
export type TableLine = { line: number; hidden: boolean; cells: (BookCell | null)[]; covered?: number[] }

export type Line = { head: TableHead } | TableLine | { refused: { code: string; message: string } } | { end: true }

/** Characters of all cells together: the shared strings of a workbook may be named any number of times. */
const MOST_TEXT = 30_000_000
/** Cells of all known columns together that say something. */
const MOST_CELLS = 500_000
/** What is shown of a cell that cannot be taken. */
const SHOWN = 50

/** The table of a workbook: its head, then every line that says something in a column that is known. */
export async function* linesOf(bytes: Buffer, ask: Extract<Ask, { task: 'read' }>): AsyncGenerator<Line> {
  const { sheet, head, firstLine, others } = pickTable(await sheetsOf(bytes, ask.name), new Set(ask.labels))
  if (sheet.rows.length > MOST_LINES) throw new Unreadable('TOO_MANY_LINES', `表格超过 ${MOST_LINES} 行，请分成几个文件导入。`)
  const labels = new Set([...ask.labels, ...OURS])
  const known = new Set(head.filter(({ names }) => names.some((name) => labels.has(headerKey(name)))).map(({ at }) => at))
  const covered = coveredCells(sheet, firstLine, known)
  yield { head: { sheet: sheet.name, columns: head, firstLine, others } }
  let text = 0
  let count = 0
  for (const [line, row] of sheet.rows.entries()) {
    if (line < firstLine) continue
    const cells = Array.from(row, (cell, at) => (cell && known.has(at) ? shown(cell) : null))
    const said = cells.filter((cell) => cell !== null)
    if (said.length === 0) continue
    text += said.reduce((sum, cell) => sum + cell.text.length, 0)
    count += said.length
    if (text > MOST_TEXT || count > MOST_CELLS) throw new Unreadable('TOO_MUCH_TEXT', '表格中的内容过多，请分成几个文件导入。')
    const under = covered.get(line)
    yield { line, hidden: sheet.hiddenRows.has(line), cells, ...(under ? { covered: under } : {}) }
  }
  yield { end: true }
}

const OURS = [NUMBER, RECORD, ...EXPORTED].map(headerKey)

const shown = (cell: BookCell): BookCell => (cell.fault === undefined ? cell : { ...cell, text: cell.text.slice(0, SHOWN) })
