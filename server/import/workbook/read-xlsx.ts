import { dateToSerial, readXlsx, type Cell as XlsxCell, type CellValue, type Sheet as XlsxSheet } from 'hucre'
import { containerOf } from '../../files/inspect/file-kind.ts'
import { InflationBudget } from '../../files/inspect/inflation-budget.ts'
import { active } from '../../files/inspect/verdict.ts'
import { zipMembers } from '../../files/inspect/zip-members.ts'
import { EPOCH, errorCell, formulaCell, isPercent, momentCell, MOST_COLUMNS, MOST_LINES, numberCell, percentCell } from './book.ts'
import { damaged, textCell, truthCell, Unreadable, type BookCell, type Sheet } from './book.ts'

/** Reads an .xlsx. What a formula once came to is not taken for a value, and neither is what an array formula spilt into other cells. */
export async function readXlsxBook(bytes: Buffer, most = MOST_COLUMNS): Promise<Sheet[]> {
  // A sealed package is what this kind of file is when it has a password; all else was examined when it was uploaded.
  if (containerOf(bytes) === 'ole') throw new Unreadable('ENCRYPTED', '表格设有打开密码，请去掉密码后重新上传。')
  const { percents } = await refuseStrange(bytes)
  const book = await readXlsx(bytes, { maxRows: MOST_LINES + 1, readStyles: percents }).catch(() => {
    throw damaged()
  })
  const system = book.dateSystem ?? '1900'
  return book.sheets
    .map((sheet) => ({
      name: sheet.name,
      hidden: sheet.hidden === true || sheet.veryHidden === true,
      rows: sheet.rows.map((row, line) => row.slice(0, most).map((value, at) => cellOf(value, sheet.cells?.get(`${line},${at}`), system))),
      hiddenRows: new Set([...(sheet.rowDefs ?? [])].flatMap(([line, { hidden, height }]) => (hidden || height === 0 ? [line] : []))),
      hiddenColumns: new Set((sheet.columns ?? []).flatMap(({ hidden, width }, at) => (hidden || width === 0 ? [at] : []))),
      merges: (sheet.merges ?? []).map(({ startRow, startCol, endRow, endCol }) => ({
        top: startRow,
        left: startCol,
        bottom: endRow,
        right: endCol,
      })),
    }))
    .map((sheet, at) => spilt(sheet, book.sheets[at]!))
}

/**
 * What the library would read past: a document type in any part and encoding, and data tables (模拟运算表), whose results it does not tell from values.
 * Tells whether anything may be shown as a share: only then the formats of the cells are worth their memory.
 */
async function refuseStrange(bytes: Buffer): Promise<{ percents: boolean }> {
  let percents = false
  for (const { name, read } of await zipMembers(bytes, new InflationBudget())) {
    if (!/\.(?:xml|rels|vml)$/iu.test(name)) continue
    // Markup is ASCII in every encoding that is read, but for the zeros of the wide ones.
    const markup = (await read()).toString('latin1').replaceAll('\0', '')
    if (/<!(?:DOCTYPE|ENTITY)/iu.test(markup)) throw active('外部实体定义', '用办公软件打开并另存')
    percents ||= PERCENTS.test(markup)
    if (/<(?:\w+:)?f\s[^<>]*\bt\s*=\s*["']dataTable/u.test(markup)) throw new Unreadable('DATA_TABLE', DATA_TABLE)
  }
  return { percents }
}

/** The two formats that every spreadsheet knows by number, and any that is written out. */
const PERCENTS = /\bnumFmtId\s*=\s*["']\s*(?:9|10)\s*["']|\bformatCode\s*=\s*(?:"[^"]*%|'[^']*%)/u

const DATA_TABLE = '表格中有模拟运算表，系统不计算公式，请复制后以“数值”粘贴，再重新上传。'

function cellOf(value: CellValue, known: XlsxCell | undefined, system: '1900' | '1904'): BookCell | null {
  if (known?.formula !== undefined) return formulaCell(known.formula)
  if (value === null) return null
  if (known?.type === 'error') return errorCell(String(value))
  if (typeof value === 'string') return textCell(value)
  if (typeof value === 'number') return isPercent(known?.style?.numFmt ?? '') ? percentCell(value) : numberCell(value, EPOCH[system])
  if (!(value instanceof Date)) return truthCell(value)
  const serial = dateToSerial(value, system === '1904')
  return momentCell(value, Number.isNaN(serial) ? null : serial)
}

/** The cells that an array formula filled carry values and no formula. */
function spilt(sheet: Sheet, { cells }: XlsxSheet): Sheet {
  for (const { formulaRef, formula } of cells?.values() ?? []) {
    const ends = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(formulaRef ?? '')
    if (!ends) continue
    const [left, top, right, bottom] = [columnAt(ends[1]!), Number(ends[2]) - 1, columnAt(ends[3]!), Number(ends[4]) - 1]
    for (const row of sheet.rows.slice(top, bottom + 1))
      for (let at = left; at <= Math.min(right, row.length - 1); at++) if (row[at]) row[at] = formulaCell(formula ?? '')
  }
  return sheet
}

/** 'A' is 0, 'AA' is 26. */
const columnAt = (letters: string) => [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1
