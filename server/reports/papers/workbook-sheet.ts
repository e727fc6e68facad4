import type { Cell as SheetCell, CellStyle, CellValue, WriteSheet } from 'hucre'
import { inert } from '../../excel/inert.ts'
import { bandFill } from './band-fill.ts'
import type { PaperTable } from './paper-tables.ts'
import { printable } from './paper-words.ts'

/** `printed`: so many columns go to paper; what follows is read on the screen. */
type Look = { title: string; note: string; mark: string; landscape?: boolean; printed?: number }

/**
 * A table as a sheet: title and note, heads that stay when one scrolls and come again on each page, numbers as numbers with two places shown, texts that are
 * no formula, A4.
 */
export function tableSheet(table: PaperTable, { title, note, mark, landscape = false, printed = table.columns.length }: Look): WriteSheet {
  const { columns } = table
  const twofold = columns.some(({ under }) => under !== undefined)
  const heads = twofold
    ? [columns.map(({ under, label }) => under ?? label), columns.map(({ label }) => label)]
    : [columns.map(({ label }) => label)]
  const head = 2 + heads.length
  const widths = columns.map(({ width }) => width * 2 + 1)
  const rows: CellValue[][] = [[words(title)], [words(note)], ...heads.map((line) => line.map(words))]
  const cells = new Map<string, Partial<SheetCell>>()
  const put = (row: number, column: number, value: CellValue, style: CellStyle) =>
    cells.set(`${row},${column}`, { value, type: typeof value === 'number' ? 'number' : 'string', style })
  put(0, 0, rows[0]![0]!, TITLE)
  put(1, 0, rows[1]![0]!, NOTE)
  for (const [line, labels] of heads.entries()) for (const [at, label] of labels.entries()) put(2 + line, at, words(label), HEAD)
  for (const [line, row] of table.rows.entries()) {
    rows.push(row.map(({ text, value }) => (value === undefined ? words(text) : Number(value))))
    for (const [at, { value, places, band }] of row.entries()) {
      const fill = band === undefined ? null : bandFill(band)
      put(head + line, at, rows.at(-1)![at]!, {
        ...BODY,
        alignment: { horizontal: columns[at]!.align, vertical: 'center', wrapText: at < printed },
        ...(value !== undefined && places === 2 ? { numFmt: '0.00' } : {}),
        ...(fill ? { fill: solid(fill.fill), font: { ...FONT, bold: true, color: { rgb: fill.ink } } } : {}),
      })
    }
  }
  return {
    name: table.name,
    columns: widths.map((width) => ({ width })),
    rows,
    cells,
    merges: [
      ...[0, 1].map((row) => ({ startRow: row, endRow: row, startCol: 0, endCol: printed - 1 })),
      ...(twofold ? headMerges(columns.map(({ under }) => under)) : []),
    ],
    // Not every program makes a row as tall as what wraps in it.
    rowDefs: new Map<number, { height: number }>([
      [0, { height: 30 }],
      [1, { height: tall(linesIn(note, sum(widths.slice(0, printed)))) }],
      ...heads.map((_, line): [number, { height: number }] => [2 + line, { height: tall(headLines(columns, widths, line, heads.length)) }]),
      ...table.rows.map((row, line): [number, { height: number }] => [
        head + line,
        { height: tall(Math.max(...row.slice(0, printed).map(({ text }, at) => linesIn(text, widths[at]!)))) },
      ]),
    ]),
    freezePane: { rows: head, columns: columns.findIndex(({ label }) => label === '单位') + 1 },
    pageSetup: {
      paperSize: 'a4',
      orientation: landscape ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: { top: 0.8, bottom: 0.7, left: 0.5, right: 0.5, header: 0.3, footer: 0.3 },
      printTitlesRow: `$1:$${head}`,
      printArea: `$A$1:$${letterOf(printed - 1)}$${head + table.rows.length}`,
      horizontalCentered: true,
    },
    headerFooter: { oddHeader: `&R${mark.replaceAll('&', '&&')}`, oddFooter: '&C第 &P 页，共 &N 页' },
  }
}

/** Columns under one head lie under one cell, single ones under both lines. */
function headMerges(under: readonly (string | undefined)[]) {
  const merges = []
  for (let at = 0; at < under.length;) {
    const own = under[at]
    let end = at
    while (own !== undefined && under[end + 1] === own) end++
    if (own === undefined) merges.push({ startRow: 2, endRow: 3, startCol: at, endCol: at })
    else if (end > at) merges.push({ startRow: 2, endRow: 2, startCol: at, endCol: end })
    at = end + 1
  }
  return merges
}

/** How many lines of so many half-width characters a text takes. */
const linesIn = (text: string, width: number): number =>
  text.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil((wide(line) * 1.05) / (width - 1))), 0)

const wide = (text: string) => sum([...text].map((char) => (char < '\u00ff' ? 1 : 2)))

/** A head over several columns has the width of all of them. */
function headLines(columns: PaperTable['columns'], widths: readonly number[], line: number, lines: number): number {
  const above = line === 0 && lines === 2
  return Math.max(
    ...columns.map(({ under, label }, at) => {
      if (!above) return under === undefined && lines === 2 ? 1 : linesIn(label, widths[at]!)
      return under === undefined ? 1 : linesIn(under, sum(widths.filter((_, other) => columns[other]!.under === under)))
    }),
  )
}

const tall = (lines: number) => Math.min(409, 6 + 14 * lines)
const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0)

/** The letters of a column: A, Z, AA. */
const letterOf = (at: number): string => (at < 26 ? '' : letterOf(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26))

const words = (text: string): string => inert(printable(text))

const LINE = { style: 'thin', color: { rgb: '9AA5B4' } } as const
const BOX = { top: LINE, bottom: LINE, left: LINE, right: LINE }
const FONT = { name: '微软雅黑', size: 10 }
const solid = (rgb: string) => ({ type: 'pattern', pattern: 'solid', fgColor: { rgb } }) as const
const TITLE: CellStyle = { font: { name: '微软雅黑', size: 16, bold: true }, alignment: { horizontal: 'center', vertical: 'center' } }
const NOTE: CellStyle = {
  font: { ...FONT, color: { rgb: '4A5568' } },
  alignment: { horizontal: 'left', vertical: 'center', wrapText: true },
}
const HEAD: CellStyle = {
  font: { ...FONT, bold: true },
  fill: solid('E1E6ED'),
  border: BOX,
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
}
const BODY: CellStyle = { font: FONT, border: BOX }
