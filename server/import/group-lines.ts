import { textKey } from '#kernel/text-key.ts'
import { EXAMPLE, GUIDANCE } from '../excel/headers.ts'
import type { SheetHead } from './sheet-head.ts'
import type { BookCell } from './workbook/book.ts'
import type { TableLine } from './workbook/lines.ts'

/** A record as it stands in a sheet: its lines, the first of which has everything but further rows. */
export type Group = { lines: TableLine[] }

/**
 * Puts the lines of a table together into records. A line that has nothing but parts of rows goes on with the record above it; what a template says in
 * its own lines is left out and named.
 */
export function groupLines(head: SheetHead, lines: readonly TableLine[]): { groups: Group[]; skipped: number[] } {
  const main = head.columns.filter(({ column }) => column.part === null).map(({ at }) => at)
  const parts = head.columns.filter(({ column }) => column.part !== null).map(({ at }) => at)
  const own = [head.record].filter((at) => at !== null)
  const groups: Group[] = []
  const skipped: number[] = []
  for (const line of lines) {
    const has = (places: readonly number[]) => places.some((at) => line.cells[at])
    if (isTemplateLine(line.cells, head.number)) skipped.push(line.line)
    else if (has(main) || has(own)) groups.push({ lines: [line] })
    else if (has(parts)) {
      const above = groups.at(-1)
      if (above) above.lines.push(line)
      else groups.push({ lines: [line] })
    }
  }
  return { groups, skipped }
}

function isTemplateLine(cells: readonly (BookCell | null)[], number: number | null): boolean {
  const text = number === null ? '' : textKey(cells[number]?.text ?? '')
  return text === GUIDANCE || text === EXAMPLE
}
