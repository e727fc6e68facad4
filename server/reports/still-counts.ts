import type { Kysely } from 'kysely'
import type { BoardTable } from '#cockpits/board-table.ts'
import { figuresOf, measureOf, windowsOf, type HandFigure } from '#indicators/figures.ts'
import type { Scheme } from '#indicators/scheme.ts'
import type { Unit } from '#indicators/values.ts'
import { canonical } from '#kernel/fold.ts'
import { conflict } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { boardTables, type Boards } from '../cockpit/boards.ts'
import type { Sums } from './tallied.ts'
import type { ReportId } from './reports.ts'

/** What a computation keeps of what it counted. */
export type Counting = { scheme: Scheme; units: Unit[]; boards: Boards }
type Of = { report: ReportId; first: string; last: string }

/** What was counted may have been taken back, corrected or lost since: then the figures rest on nothing that could be shown. Throws COUNT_CHANGED. */
export async function requireCounts(db: Kysely<DB>, period: Of, counting: Counting, sums: Sums): Promise<void> {
  const changed = await changedIn(db, period, counting, sums)
  if (changed !== null)
    throw conflict('COUNT_CHANGED', `计算之后，${changed}计入的事项有变（撤回、更正或不再符合要求），请重新计算后再提请定稿。`)
}

/** Whose figures, or which board, is another than these rows add up to; null of a computation that counts to itself. */
export async function changedIn(db: Kysely<DB>, period: Of, { scheme, units, boards }: Counting, sums: Sums): Promise<string | null> {
  const counted = scheme.indicators.filter((indicator) => measureOf(indicator) !== null)
  const other = otherUnit(units, figuresOf(scheme, units, await sums(windowsOf(counted, period))), counted)
  if (other) return other.name
  const now = await boardTables(db, period, sums)
  const board = boards.tables.find((table) => numbersOf(table) !== numbersOf(now.find(({ id }) => id === table.id)))
  return board ? `“${board.name}”` : null
}

/** What was entered by hand after a computation is not in it, and would be left out without a word. Throws FIGURES_CHANGED. */
export function requireEntered({ scheme, units }: Pick<Counting, 'scheme' | 'units'>, entered: readonly HandFigure[]): void {
  const byHand = scheme.indicators.filter((indicator) => measureOf(indicator) === null)
  const other = otherUnit(units, figuresOf(scheme, units, [], entered), byHand)
  if (other) throw conflict('FIGURES_CHANGED', `计算之后，${other.name}手工录入的指标值有变，请重新计算后再提请定稿。`)
}

/** The first unit that has another figure now in one of these indicators. */
function otherUnit(units: readonly Unit[], now: readonly Unit[], indicators: Scheme['indicators']): Unit | undefined {
  const values = new Map(now.map((unit) => [unit.id, unit.values]))
  return units.find((unit) => indicators.some(({ id }) => canonical(unit.values[id]) !== canonical(values.get(unit.id)?.[id])))
}

/** The numbers of a board alone: a unit that is called otherwise since, or stands elsewhere in the order, has the same. */
const numbersOf = (table: BoardTable | undefined) =>
  canonical(Object.fromEntries((table?.rows ?? []).map(({ org, cells }) => [org, cells])))
