import type { Tallied } from '#indicators/figures.ts'
import { brief, exact, total, ZERO, type Exact } from '#indicators/exact.ts'
import type { Source } from '#indicators/measures.ts'
import type { Board, BoardColumn } from './boards.ts'

/** A board with its numbers, in its own words: what was shown once is shown so for ever. Rows in order, the most first; units that have nothing are left out. */
export type BoardTable = {
  id: string
  name: string
  about: string
  columns: BoardHead[]
  rows: BoardRow[]
  /** Of all units together. */
  totals: string[]
}

/** `indicator` where the records behind a number are those of an indicator of the scheme, `kind` where they are those of one kind of it. */
export type BoardHead = { id: string; label: string; indicator?: string; kind?: string }

export type BoardRow = { org: string; name: string; cells: string[] }

type Unit = { id: string; name: string }

/** Fills a board from tallies that were added up over its windows. */
export function boardTable({ id, name, about, columns }: Board, units: readonly Unit[], tallied: readonly Tallied[]): BoardTable {
  const byOrg = Map.groupBy(tallied, ({ org }) => org)
  const filled = units.map((unit) => ({ unit, numbers: columns.map((column) => numberOf(column, byOrg.get(unit.id) ?? [])) }))
  return {
    ...{ id, name, about },
    columns: columns.map((column) => ({ id: column.id, label: column.label })),
    ...ordered(filled),
  }
}

/** The most first, those alike in the order of official papers. */
export function ordered(filled: readonly { unit: Unit; numbers: Exact[] }[]): Pick<BoardTable, 'rows' | 'totals'> {
  const something = filled.filter(({ numbers }) => numbers.some((number) => number.compare(ZERO) !== 0))
  const sorted = something.toSorted((a, b) => a.numbers.reduce((order, number, at) => order || b.numbers[at]!.compare(number), 0))
  return {
    rows: sorted.map(({ unit: { id, name }, numbers }) => ({ org: id, name, cells: numbers.map(brief) })),
    totals: (filled[0]?.numbers ?? []).map((_, at) => brief(total(filled.map(({ numbers }) => numbers[at]!)))),
  }
}

function numberOf({ of, less = [] }: BoardColumn, rows: readonly Tallied[]): Exact {
  return sumOf(rows, of).sub(sumOf(rows, less))
}

const sumOf = (rows: readonly Tallied[], sources: readonly Source[]): Exact =>
  total(
    rows
      .filter(({ figure, kind }) => sources.some((source) => source.figure === figure && (!source.kinds || source.kinds.includes(kind))))
      .map(({ amount }) => exact(amount)),
  )
