import { sql } from 'kysely'
import { dayOf } from '#kernel/day.ts'
import type { Module } from '#kernel/module.ts'
import type { Actor } from '#kernel/org.ts'
import { columnsOf } from '#kernel/sheet/columns.ts'
import { linesOf } from '#kernel/sheet/lines.ts'
import { wholePage, type LedgerFilter, type WholeRow } from '#kernel/store/ledger.ts'
import { stageLabel } from '#kernel/workflow.ts'
import type { Database } from '../database/connect.ts'
import { namesOf, type TimedNames } from '../records/names.ts'
import { EXPORTED } from './headers.ts'
import { inert } from './inert.ts'

const PAGE = 2000

/** A record of a ledger and the lines it takes in a sheet, in the order of `sheetColumns`; a blank cell is null, which no sheet has to hold. */
export type SheetRecord = { row: WholeRow; lines: (string | null)[][] }

/** The columns of a ledger as a sheet: those a template has, and what an export says of each record. */
export function sheetColumns(module: Module): { header: string; width: number }[] {
  const own = columnsOf(module).map(({ label, field }) => ({ header: label, width: WIDE.has(field.kind.name) ? 50 : 22 }))
  return [...own, ...EXPORTED.map((header) => ({ header, width: 18 }))]
}

export const WIDE = new Set(['paragraph', 'files', 'links'])

/** The ledger page by page in one read-only snapshot, however many rows there are; memory holds two pages. */
export async function* sheetPages(
  db: Database,
  module: Module,
  actor: Actor,
  filter: LedgerFilter,
  sort: string,
): AsyncGenerator<SheetRecord[], void, undefined> {
  const { tx, end } = await snapshot(db)
  let coming: Promise<Page> | null = null
  try {
    const names = await namesOf(tx)
    const inWords = wording(module, names)
    const page = async (after: string | null): Promise<Page> => {
      const { rows, next } = await wholePage(tx, module, actor, filter, { sort, after, limit: PAGE, timed: names.changing })
      return { records: rows.map(inWords), next }
    }
    coming = page(null)
    while (coming) {
      const { records, next }: Page = await coming
      // The next page is fetched, and put into words, while whoever asked compresses this one.
      coming = next === null ? null : page(next)
      coming?.catch(() => undefined)
      yield records
    }
  } finally {
    await coming?.catch(() => undefined)
    await end()
  }
}

type Page = { records: SheetRecord[]; next: string | null }

function wording(module: Module, { at }: TimedNames): (row: WholeRow) => SheetRecord {
  const columns = columnsOf(module)
  const below = EXPORTED.map(() => '')
  return (row) => {
    const names = at(row.filedAt)
    const about = [names.org(row.owner), stageLabel(module, row.stage), dayOf(row.changedAt)]
    const lines = linesOf(columns, row.values, names)
    return {
      row,
      lines: lines.map((line, place) => [...line, ...(place === 0 ? about : below)].map((text) => (text === '' ? null : inert(text)))),
    }
  }
}

async function snapshot(db: Database) {
  const tx = await db.startTransaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute()
  await sql`set local statement_timeout = '60s'; set local idle_in_transaction_session_timeout = '120s'`.execute(tx)
  return { tx, end: () => tx.rollback().execute() }
}
