import { openXlsx, saveXlsx, writeXlsx, type Cell, type CellStyle, type CellValue } from 'hucre'
import { inert } from '../../excel/inert.ts'
import { ALL_COLUMNS, FORMULA, FORMULA_MARK, type BookCell } from './book.ts'
import type { Ask, Mark } from './lines.ts'
import { sheetsOf } from './sheets-of.ts'

const RED: CellStyle['fill'] = { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFC7CE' } }
const AUTHOR = '导入核对'
/** What a note shows without being opened wide. */
const LONGEST = 1000

/** The person's own workbook, all else as it was, with the cells in question coloured and the reasons in notes. `plain`: its cells alone, in a new one. */
export async function markedWorkbook(bytes: Buffer, ask: Extract<Ask, { task: 'mark' }>): Promise<Uint8Array> {
  return ask.plain ? plainly(bytes, ask) : asItIs(bytes, ask)
}

async function asItIs(bytes: Buffer, { sheet: name, marks }: Extract<Ask, { task: 'mark' }>): Promise<Uint8Array> {
  const book = await openXlsx(bytes, { readStyles: true })
  const sheet = book.sheets.find((each) => each.name === name)!
  sheet.cells ??= new Map()
  for (const mark of marks) {
    const place = `${mark.line},${mark.at}`
    const before = sheet.cells.get(place)
    const value = before?.value ?? sheet.rows[mark.line]?.[mark.at] ?? null
    sheet.cells.set(place, { ...before, ...marked(mark, value, before) })
    // A cell that was blank to the end of its line has no place in it yet.
    const row = (sheet.rows[mark.line] ??= [])
    while (row.length <= mark.at) row.push(null)
  }
  return saveXlsx(book)
}

async function plainly(bytes: Buffer, { name, sheet, marks }: Extract<Ask, { task: 'mark' }>): Promise<Uint8Array> {
  const sheets = await sheetsOf(bytes, name, ALL_COLUMNS)
  const rows = sheets.find((each) => each.name === sheet)!.rows.map((row) => row.map((cell) => cell && plainText(cell)))
  const cells = new Map(marks.map((mark) => [`${mark.line},${mark.at}`, marked(mark, rows[mark.line]?.[mark.at] ?? null)]))
  const width = Math.max(1, ...rows.map((row) => row.length))
  return writeXlsx({ sheets: [{ name: sheet, columns: Array.from({ length: width }, () => ({ width: 20 })), rows, cells }] })
}

/** As it was, and nothing that a spreadsheet calculates (R-XL-05); a formula stays one to whoever imports it again. */
const plainText = ({ text, fault }: BookCell) =>
  inert(fault === FORMULA && !text.startsWith(FORMULA_MARK) ? `${FORMULA_MARK}${text}` : text)

function marked({ words }: Mark, value: CellValue, before?: Cell): Cell {
  const text = [before?.comment?.text, words].filter(Boolean).join('\n').slice(0, LONGEST)
  return { value, type: before?.type ?? typeOf(value), style: { ...before?.style, fill: RED! }, comment: { author: AUTHOR, text } }
}

const typeOf = (value: CellValue): Cell['type'] => {
  if (value === null) return 'empty'
  if (value instanceof Date) return 'date'
  return typeof value as 'string' | 'number' | 'boolean'
}
