import type { AnyValues, Cell, Codes } from '../field.ts'
import { isBlankText } from '../text-key.ts'
import { isReadable, type Column } from './columns.ts'

/** A cell that says nothing its field could be. `line` counts the lines of the record. */
export type Fault = { column: Column; line: number; typed: string; message: string }

/** What the lines of a record say: values as they would be typed, not yet judged, and the cells that say nothing. */
export type Said = { values: AnyValues; faults: Fault[]; places: Map<string, { column: Column; line: number }> }

/**
 * Reads a record's lines, cells in the order of the columns. Blank cells are absent values; a line without any part of a field of rows adds no row to it.
 * `places` tells for each value, `key` or `key.row.part`, which cell it was read from.
 */
export function valuesOf(columns: readonly Column[], lines: readonly (readonly (Cell | null)[])[], codes: Codes): Said {
  const said: Said = { values: {}, faults: [], places: new Map() }
  const rowAt = new Map<string, number>()
  for (const [line, cells] of lines.entries()) {
    const begun = new Set<string>()
    for (const [at, column] of columns.entries()) {
      const cell = cells[at] ?? null
      if (cell === null || isBlankText(cell.text) || !isReadable(column)) continue
      const { key, part } = column
      if (part !== null && !begun.has(key)) {
        begun.add(key)
        rowAt.set(key, (rowAt.get(key) ?? -1) + 1)
        said.values[key] = [...(said.values[key] ?? []), {}]
      }
      const read = readCell(cell, column, codes)
      if ('fault' in read) said.faults.push({ column, line, typed: cell.text, message: `《${column.label}》${read.fault}` })
      else if (part !== null) said.values[key][rowAt.get(key)!][part] = read.value
      else if (line === 0) said.values[key] = read.value
      else said.faults.push({ column, line, typed: cell.text, message: `《${column.label}》应写在该条的第一行` })
      said.places.set(part === null ? key : `${key}.${rowAt.get(key)}.${part}`, { column, line })
    }
  }
  return said
}

function readCell(cell: Cell, { field }: Column, codes: Codes): { value: unknown } | { fault: string } {
  const typed = { ...cell, text: cell.text.replace(/\r\n?/gu, '\n').trim() }
  const read = field.kind.sheet?.read?.(typed, field, codes)
  if (read) return read
  // A kind that knows nothing of cells and takes no texts is given the number.
  const takesText = cell.number === undefined || field.kind.schema(field).safeParse(typed.text).success
  return { value: takesText ? typed.text : cell.number }
}
