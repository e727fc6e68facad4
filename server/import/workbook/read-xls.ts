import { read, set_cptable, SSF, type CellObject, type WorkBook, type WorkSheet } from '@e965/xlsx'
import * as codepages from '@e965/xlsx/dist/cpexcel.full.mjs'
import { EPOCH, errorCell, formulaCell, isPercent, momentCell, MOST_COLUMNS, MOST_LINES, numberCell, percentCell } from './book.ts'
import { damaged, textCell, truthCell, type BookCell, type Sheet } from './book.ts'

/** Reads an .xls of Excel 95 to 2003, the texts of the oldest by their code page. */
export function readXlsBook(bytes: Buffer, most = MOST_COLUMNS): Sheet[] {
  set_cptable(codepages)
  const book = opened(bytes)
  const system = book.Workbook?.WBProps?.date1904 ? '1904' : '1900'
  return book.SheetNames.flatMap((name, at) => {
    const sheet = book.Sheets[name]
    // A damaged book may name sheets that it does not hold.
    if (!sheet) return []
    return {
      name,
      hidden: (book.Workbook?.Sheets?.[at]?.Hidden ?? 0) > 0,
      rows: rowsOf(sheet, system, most),
      hiddenRows: hiddenIn(sheet['!rows']),
      hiddenColumns: hiddenIn(sheet['!cols']),
      merges: (sheet['!merges'] ?? []).map(({ s, e }) => ({ top: s.r, left: s.c, bottom: e.r, right: e.c })),
    }
  })
}

function opened(bytes: Buffer): WorkBook {
  try {
    return read(bytes, { type: 'buffer', dense: true, cellNF: true, cellText: false, cellHTML: false, sheetRows: MOST_LINES + 1 })
  } catch {
    throw damaged()
  }
}

function rowsOf(sheet: WorkSheet, system: '1900' | '1904', most: number): Sheet['rows'] {
  const dense = (sheet['!data'] ?? []) as (CellObject | undefined)[][]
  return Array.from(dense, (row) => Array.from((row ?? []).slice(0, most), (cell) => cellOf(cell, system)))
}

function cellOf(cell: CellObject | undefined, system: '1900' | '1904'): BookCell | null {
  if (!cell) return null
  if (cell.f !== undefined || cell.F !== undefined) return formulaCell(cell.f ?? '')
  if (cell.t === 'e') return errorCell(ERRORS[Number(cell.v)] ?? '#ERROR!')
  if (cell.t === 'b') return truthCell(cell.v === true)
  if (cell.t === 's') return textCell(String(cell.v))
  if (cell.t !== 'n' || typeof cell.v !== 'number') return null
  if (typeof cell.z === 'string' && SSF.is_date(cell.z)) return momentCell(momentOf(cell.v, system), cell.v)
  if (typeof cell.z === 'string' && isPercent(cell.z)) return percentCell(cell.v)
  return numberCell(cell.v, EPOCH[system])
}

const momentOf = (count: number, system: '1900' | '1904') =>
  new Date(new Date(`${EPOCH[system]}T00:00:00Z`).getTime() + Math.round(count * 86_400) * 1000)

const hiddenIn = (all: readonly ({ hidden?: boolean } | undefined)[] | undefined) =>
  new Set(Array.from(all ?? [], (each, at) => (each?.hidden ? at : -1)).filter((at) => at >= 0))

const ERRORS: Record<number, string> = { 0: '#NULL!', 7: '#DIV/0!', 15: '#VALUE!', 23: '#REF!', 29: '#NAME?', 36: '#NUM!', 42: '#N/A' }
