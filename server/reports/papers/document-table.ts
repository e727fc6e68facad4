import {
  AlignmentType,
  BorderStyle,
  HeightRule,
  LineRuleType,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  VerticalMergeType,
  WidthType,
} from 'docx'
import { bandFill } from './band-fill.ts'
import { font, FONTS, run, WIDTH } from './document-style.ts'
import type { Cell, Column, PaperTable } from './paper-tables.ts'

/** A table as Word has tables: as wide as the type, its heads on every page again, no row broken across pages. */
export function wordTable({ columns, rows }: PaperTable): Table {
  const all = columns.reduce((sum, { width }) => sum + width, 0)
  const widths = columns.map(({ width }) => Math.floor((width / all) * WIDTH))
  // 五号 where there is room, else 小五.
  const size = all <= 40 ? 21 : 18
  return new Table({
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    margins: { top: 20, bottom: 20, left: 30, right: 30 },
    borders: { top: THICK, bottom: THICK, left: THIN, right: THIN, insideHorizontal: THIN, insideVertical: THIN },
    rows: [...heads(columns, widths, size), ...rows.map((row) => dataRow(row, columns, widths, size))],
  })
}

/** Cells side by side, each on the ground of its band: what the colours of a picture mean. */
export function bandRow(cells: readonly Cell[]): Table {
  const width = Math.floor(WIDTH / cells.length)
  const columns = cells.map((): Column => ({ label: '', width: 1, align: 'center' }))
  const widths = cells.map(() => width)
  return new Table({
    width: { size: width * cells.length, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    rows: [dataRow(cells, columns, widths, 21)],
  })
}

const THIN = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
const THICK = { style: BorderStyle.SINGLE, size: 12, color: '000000' }
const LEAST = { value: 360, rule: HeightRule.ATLEAST } as const

function heads(columns: readonly Column[], widths: readonly number[], size: number): TableRow[] {
  const head = (words: string, more: object, width: number) =>
    new TableCell({
      ...more,
      width: { size: width, type: WidthType.DXA },
      shading: { type: ShadingType.CLEAR, color: 'auto', fill: 'EDEFF2' },
      verticalAlign: VerticalAlign.CENTER,
      children: [paragraph(words, AlignmentType.CENTER, size, { font: font(FONTS.head) })],
    })
  const rowOf = (children: TableCell[]) => new TableRow({ tableHeader: true, cantSplit: true, height: LEAST, children })
  if (columns.every(({ under }) => under === undefined)) return [rowOf(columns.map(({ label }, at) => head(label, {}, widths[at]!)))]
  const above: TableCell[] = []
  for (let at = 0; at < columns.length;) {
    const { under, label } = columns[at]!
    let span = 1
    while (under !== undefined && columns[at + span]?.under === under) span++
    const width = widths.slice(at, at + span).reduce((sum, one) => sum + one, 0)
    above.push(
      under === undefined ? head(label, { verticalMerge: VerticalMergeType.RESTART }, width) : head(under, { columnSpan: span }, width),
    )
    at += span
  }
  const below = columns.map(({ under, label }, at) =>
    under === undefined ? head('', { verticalMerge: VerticalMergeType.CONTINUE }, widths[at]!) : head(label, {}, widths[at]!),
  )
  return [rowOf(above), rowOf(below)]
}

function dataRow(row: readonly Cell[], columns: readonly Column[], widths: readonly number[], size: number): TableRow {
  const cells = row.map(({ text, band }, at) => {
    const fill = band === undefined ? null : bandFill(band)
    return new TableCell({
      width: { size: widths[at]!, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      ...(fill ? { shading: { type: ShadingType.CLEAR, color: 'auto', fill: fill.fill } } : {}),
      children: [paragraph(text, aligned[columns[at]!.align], size, fill ? { bold: true, color: fill.ink } : {})],
    })
  })
  return new TableRow({ cantSplit: true, height: LEAST, children: cells })
}

const aligned = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT }

const paragraph = (words: string, alignment: (typeof aligned)[keyof typeof aligned], size: number, own: object) =>
  new Paragraph({
    alignment,
    spacing: { line: Math.round(size * 12), lineRule: LineRuleType.EXACT },
    children: [run(words, { size, ...own })],
  })
