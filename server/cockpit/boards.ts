import { sql, type Kysely } from 'kysely'
import { boardTable, type BoardTable } from '#cockpits/board-table.ts'
import { districtBoards, windowsOf, type Board } from '#cockpits/boards.ts'
import type { Tallied, Window } from '#indicators/figures.ts'
import type { Module } from '#kernel/module.ts'
import type { DB } from '#kernel/store/schema.ts'
import { uncountedOf, type Uncounted } from '#kernel/store/uncounted.ts'
import type { ReportId } from '../reports/reports.ts'
import { talliedIn } from '../reports/tallied.ts'

/** What a cockpit shows beside the scores, kept with a computation: the boards, and what was not counted then. */
export type Boards = { tables: BoardTable[]; uncounted: Uncounted[] }

export const boardsOfReport: Record<ReportId, readonly Board[]> = { district: districtBoards, project: [] }

/** From which day to which the boards of a report read each figure. */
export const boardWindows = (report: ReportId, period: { first: string; last: string }): Window[] =>
  boardsOfReport[report].flatMap(({ columns }) => [...windowsOf(columns, period), ...windowsOf(columns, period, true)])

type Of = { report: ReportId; first: string; last: string; locked: Date }

/** Makes up the boards of a report from what was decided until `locked`, in the transaction that computes it. */
export async function boardsOf(db: Kysely<DB>, modules: readonly Module[], { report, locked, ...period }: Of): Promise<Boards> {
  if (boardsOfReport[report].length === 0) return { tables: [], uncounted: [] }
  const tables = await boardTables(db, { report, ...period }, (windows) => talliedIn(db, windows, locked))
  const units = await unitsOn(db, period.last)
  const districts = units.filter(({ kind }) => kind === 'district').map(({ id }) => ({ org: id, role: 'leader' as const }))
  return { tables, uncounted: await uncountedOf(db, modules, { id: '', name: '', posts: districts }) }
}

/** Adds up rows over these windows: of what counts now, or of what was kept. */
export type Sums = (windows: readonly Window[]) => Promise<Tallied[]>

/** The boards of a report, as these sums fill them. */
export async function boardTables(db: Kysely<DB>, { report, ...period }: Omit<Of, 'locked'>, sums: Sums): Promise<BoardTable[]> {
  const boards = boardsOfReport[report]
  if (boards.length === 0) return []
  const units = await unitsOn(db, period.last)
  const tables: BoardTable[] = []
  // One after the other: a figure may be taken over other days by another board.
  for (const board of boards) {
    const windows = [...windowsOf(board.columns, period), ...windowsOf(board.columns, period, true)]
    tables.push(boardTable(board, units, await sums(windows)))
  }
  return tables
}

async function unitsOn(db: Kysely<DB>, last: string) {
  const { rows } = await sql<{ id: string; name: string; kind: string }>`
    select id, name, kind from org where kind in ('district', 'department') and (retired_on is null or retired_on > ${last}::date)
    order by kind desc, position, id`.execute(db)
  return rows
}
