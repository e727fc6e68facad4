import { MOST_LINES, Unreadable, type BookCell } from './book.ts'
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
  lines: number
  others: { name: string; hidden: boolean; fits: boolean }[]
}
export type TableLine = { line: number; hidden: boolean; cells: (BookCell | null)[] }

export type Line = { head: TableHead } | TableLine | { refused: { code: string; message: string } } | { end: true }

/** Characters of all cells together: the shared strings of a workbook may be named any number of times. */
const MOST_TEXT = 30_000_000

/** The table of a workbook: its head, then every line that is not blank. */
export async function* linesOf(bytes: Buffer, ask: Extract<Ask, { task: 'read' }>): AsyncGenerator<Line> {
  const { sheet, head, firstLine, others } = pickTable(await sheetsOf(bytes, ask.name), new Set(ask.labels))
  const lines = sheet.rows.flatMap((row, line) => (line >= firstLine && row.some(Boolean) ? [line] : []))
  if (sheet.rows.length > MOST_LINES) throw new Unreadable('TOO_MANY_LINES', `表格超过 ${MOST_LINES} 行，请分成几个文件导入。`)
  yield { head: { sheet: sheet.name, columns: head, firstLine, lines: lines.length, others } }
  let text = 0
  for (const line of lines) {
    const cells = sheet.rows[line]!
    text += cells.reduce((sum, cell) => sum + (cell?.text.length ?? 0), 0)
    if (text > MOST_TEXT) throw new Unreadable('TOO_MUCH_TEXT', '表格中的文字过多，请分成几个文件导入。')
    yield { line, hidden: sheet.hiddenRows.has(line), cells }
  }
  yield { end: true }
}
