import { sql, type Kysely } from 'kysely'
import { boardTable, type BoardTable } from '#cockpits/board-table.ts'
import { districtBoards, windowsOf, type Board } from '#cockpits/boards.ts'
import type { Window } from '#indicators/figures.ts'
import type { Module } from '#kernel/module.ts'
import type { Actor } from '#kernel/org.ts'
import type { DB } from '#kernel/store/schema.ts'
import { uncountedOf, type Uncounted } from '#kernel/store/uncounted.ts'
import type { ReportId } from '../reports/reports.ts'
import { unitsOf } from '../reports/compute.ts'
import { talliedIn } from '../reports/tallied.ts'

/** What a cockpit shows beside the scores, kept with a computation: the boards, and what was not counted then. */
export type Boards = { tables: BoardTable[]; uncounted: Uncounted[] }

export const boardsOfReport: Record<ReportId, readonly Board[]> = { district: districtBoards, project: [] }

/** Businesses that a report alone is made of; boards beside it show all of them. */
const PROJECT_BUSINESSES = ['reform/project', 'reform/brand', 'reform/blockage', 'reform/meeting-decision', 'reform/risk']

/** From which day to which the boards of a report read each figure. */
export const boardWindows = (report: ReportId, period: { first: string; last: string }): Window[] =>
  boardsOfReport[report].flatMap(({ columns }) => [...windowsOf(columns, period), ...windowsOf(columns, period, true)])

type Of = { report: ReportId; first: string; last: string; locked: Date }

/** Makes up the boards of a report from what was decided until `locked`, in the transaction that computes it. */
export async function boardsOf(db: Kysely<DB>, modules: readonly Module[], { report, locked, ...period }: Of): Promise<Boards> {
  const boards = boardsOfReport[report]
  if (boards.length === 0) {
    const led = await unitsOf(db, { report, last: period.last, locked })
    const waiting = await uncountedOf(db, modules, leading(led))
    return { tables: [], uncounted: waiting.filter(({ module }) => PROJECT_BUSINESSES.includes(module)) }
  }
  const { rows: units } = await sql<{ id: string; name: string; kind: string }>`
    select id, name, kind from org where kind in ('district', 'department') and (retired_on is null or retired_on > ${period.last}::date)
    order by kind desc, position, id`.execute(db)
  const tables: BoardTable[] = []
  // One after the other: a figure may be taken over other days by another board.
  for (const board of boards) {
    const windows = [...windowsOf(board.columns, period), ...windowsOf(board.columns, period, true)]
    tables.push(boardTable(board, units, await talliedIn(db, windows, locked)))
  }
  const districts = units.filter(({ kind }) => kind === 'district')
  return { tables, uncounted: await uncountedOf(db, modules, leading(districts)) }
}

/** Somebody who looks at all of these units. */
const leading = (units: readonly { id: string }[]): Actor => ({
  ...{ id: '', name: '' },
  posts: units.map(({ id }) => ({ org: id, role: 'leader' })),
})
