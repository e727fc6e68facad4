import { detectDelimiter, parseCsv } from 'hucre'
import { plainText } from '../../files/plain-text.ts'
import { formulaCell, MOST_COLUMNS, MOST_LINES, textCell, Unreadable, type BookCell, type Sheet } from './book.ts'

/** Reads a CSV in UTF-8, UTF-16 or GB18030. A cell that a spreadsheet would calculate is a formula here too. */
export function readCsvBook(bytes: Buffer, most = MOST_COLUMNS): Sheet[] {
  const text = plainText(bytes)
  if (text === null) throw new Unreadable('NOT_TEXT', '文件不是文本格式的 CSV，请用办公软件打开并另存为 .xlsx 后重新上传。')
  const lines = parseCsv(text, { delimiter: detectDelimiter(text.slice(0, 64 * 1024)), maxRows: MOST_LINES + 1 })
  const rows = lines.map((line) => line.slice(0, most).map((value) => cellOf(String(value ?? ''))))
  return [{ name: 'CSV', hidden: false, rows, hiddenRows: new Set(), hiddenColumns: new Set(), merges: [] }]
}

function cellOf(text: string): BookCell | null {
  return /^\s*[=＝]/u.test(text) ? formulaCell(text.trim().slice(1)) : textCell(text)
}
