import { sql, type Kysely } from 'kysely'
import { boardTable, type BoardTable } from '#cockpits/board-table.ts'
import { districtBoards, windowsOf, type Board } from '#cockpits/boards.ts'
import type { Window } from '#indicators/figures.ts'
import type { Module } from '#kernel/module.ts'
import type { DB } from '#kernel/store/schema.ts'
import { uncountedOf, type Uncounted } from '#kernel/store/uncounted.ts'
import { standsOn } from '#kernel/store/units.ts'
import { unitsOf } from '../reports/compute.ts'
import type { ReportId } from '../reports/reports.ts'
import { talliedIn, type Sums } from '../reports/tallied.ts'

/** What a cockpit shows beside the scores, kept with a computation: the boards, and what was not counted then. */
export type Boards = { tables: BoardTable[]; uncounted: Uncounted[] }

export const boardsOfReport: Record<ReportId, readonly Board[]> = { district: districtBoards, project: [] }

/** Businesses that a report counts anything of: the district one all that count at all, for its boards show them. */
export function countedBy(report: ReportId, modules: readonly Module[]): Module[] {
  const counting = modules.filter(({ tallies }) => tallies)
  return report === 'district' ? counting : counting.filter(({ path }) => PROJECT_BUSINESSES.includes(path))
}

const PROJECT_BUSINESSES = ['reform/project', 'reform/brand', 'reform/blockage', 'reform/meeting-decision']

/** From which day to which the boards of a report read each figure. */
export const boardWindows = (report: ReportId, period: { first: string; last: string }): Window[] =>
  boardsOfReport[report].flatMap((board) => windowsOfBoard(board, period))

const windowsOfBoard = ({ columns }: Board, period: { first: string; last: string }): Window[] =>
  Object.values(windowsOf(columns, period)).flat()

type Of = { report: ReportId; first: string; last: string; locked: Date }

/** Makes up the boards of a report from what was decided until `locked`, in the transaction that computes it. */
export const boardsOf = async (db: Kysely<DB>, modules: readonly Module[], of: Of): Promise<Boards> => ({
  tables: await boardTables(db, of, (windows) => talliedIn(db, windows, of.locked)),
  uncounted: await uncountedIn(db, modules, of),
})

/** The boards of a report, as these sums fill them. */
export async function boardTables(db: Kysely<DB>, { report, ...period }: Omit<Of, 'locked'>, sums: Sums): Promise<BoardTable[]> {
  const boards = boardsOfReport[report]
  if (boards.length === 0) return []
  const districts = await unitsOf(db, { report: 'district', last: period.last, locked: new Date() })
  const units = [...districts, ...(await departmentsOf(db, period.last))]
  const tables: BoardTable[] = []
  // One after the other: a figure may be taken over other days by another board.
  for (const board of boards) {
    tables.push(boardTable(board, units, await sums(windowsOfBoard(board, period))))
  }
  return tables
}

/** What of the units of a report is not counted yet, in the businesses that it counts anything of. Drafts are nobody’s business but their clerk’s. */
export async function uncountedIn(db: Kysely<DB>, modules: readonly Module[], of: Omit<Of, 'first'>): Promise<Uncounted[]> {
  const posts = (await unitsOf(db, of)).map(({ id }) => ({ org: id, role: 'leader' as const }))
  return (await uncountedOf(db, countedBy(of.report, modules), { id: '', name: '', posts })).filter(({ kind }) => kind !== 'draft')
}

/** Those that stand on a day, as the districts of a report do. */
async function departmentsOf(db: Kysely<DB>, last: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from org
    where kind = 'department' and ${standsOn(last)}
    order by position, id`.execute(db)
  return rows
}
