import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { writeXlsxStream } from 'hucre'
import { sql } from 'kysely'
import { z } from 'zod'
import { dayOf } from '#kernel/day.ts'
import type { Module } from '#kernel/module.ts'
import type { Actor } from '#kernel/org.ts'
import { ledgerPage, readFilter, type LedgerFilter, type LedgerRow } from '#kernel/store/ledger.ts'
import { stageLabel } from '#kernel/workflow.ts'
import { appendAudit } from '../audit/append.ts'
import type { Database } from '../database/connect.ts'
import { read } from '../http/route.ts'
import { namesOf, type TimedNames } from '../records/names.ts'
import type { ExportTurns } from './export-turns.ts'
import { inert } from './inert.ts'

const PAGE = 2000

/** Downloads exactly what the filter shows, as one streamed workbook of one snapshot. */
export function exportRoutes(app: FastifyInstance, declared: Module, turns: ExportTurns) {
  read(app, {
    url: `/api/${declared.path}/export`,
    scope: declared.path,
    allow: 'signed-in',
    summary: `导出${declared.name}台账（Excel）`,
    query: z.record(z.string().max(40), z.string().max(2000)),
    handle: async ({ caller, query, request, reply }) => {
      const module = app.inForce.of(declared)
      const { sort = 'newest', ...rest } = query
      const filter = readFilter(module, rest)
      // What is searched for is somebody's words, a number perhaps: the audit log tells that something was (R-AU-06).
      const { q, ...asked } = query
      const giveBack = turns.take(caller.id)
      const rows = sheetRows(app.db, module, caller, filter, sort)
      const end = async () => {
        giveBack()
        // A connection that is gone has taken the snapshot with it.
        await rows.return(undefined).catch(() => undefined)
      }
      try {
        // The first row is fetched before anything is sent, so that a refusal is still an answer and not a broken file.
        const first = await rows.next()
        const org = caller.posts[0]?.org ?? null
        await appendAudit(
          app.db,
          {
            chain: org ?? 'none',
            action: `${module.path}:export`,
            result: 'done',
            person: caller.id,
            org,
            source: request.ip,
            request: request.id,
            facts: { query: asked, searched: q !== undefined },
          },
          caller.now,
        )
        const body = Readable.fromWeb(
          writeXlsxStream(resumed(first, rows), { name: module.name, columns: columnsOf(module), freezePane: { rows: 1 } }) as Parameters<
            typeof Readable.fromWeb
          >[0],
        )
        body.once('close', () => void end())
        const name = `${module.name}台账${dayOf(caller.now)}.xlsx`
        reply.header('Content-Type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        reply.header('Content-Disposition', `attachment; filename="ledger.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`)
        await reply.send(body)
        return undefined
      } catch (error) {
        await end()
        throw error
      }
    },
  })
}

function columnsOf(module: Module) {
  const field = Object.values(module.fields).map(({ label, kind }) => ({
    header: label,
    width: ['paragraph', 'rows'].includes(kind.name) ? 50 : 22,
  }))
  return [...field, { header: '填报单位', width: 16 }, { header: '当前环节', width: 18 }, { header: '最近更新', width: 14 }]
}

/** Pages through the ledger in one read-only snapshot, however many rows there are; memory holds two pages. */
export async function* sheetRows(
  db: Database,
  module: Module,
  actor: Actor,
  filter: LedgerFilter,
  sort: string,
): AsyncGenerator<string[], void, undefined> {
  const fields = Object.keys(module.fields)
  const { tx, end } = await snapshot(db)
  const page = (after: string | null): Promise<Page> => ledgerPage(tx, module, actor, filter, { sort, after, limit: PAGE, whole: true })
  let coming: Promise<Page> | null = null
  try {
    const names = await namesOf(tx)
    coming = page(null)
    while (coming) {
      const { rows, next }: Page = await coming
      // The database fetches the next page while this one is written.
      coming = next === null ? null : page(next)
      coming?.catch(() => undefined)
      for (const row of rows) yield cells(module, fields, row, names)
    }
  } finally {
    await coming?.catch(() => undefined)
    await end()
  }
}

type Page = { rows: LedgerRow[]; next: string | null }

function cells(module: Module, fields: string[], row: LedgerRow, { at }: TimedNames): string[] {
  const names = at(row.filedAt)
  const shown = fields.map((key) => {
    const value = row.values[key]
    return value === undefined || value === null ? '' : module.fields[key]!.kind.toText(value, module.fields[key]!, names)
  })
  return [...shown, names.org(row.owner), stageLabel(module, row.stage), dayOf(row.changedAt)].map(inert)
}

async function snapshot(db: Database) {
  const tx = await db.startTransaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute()
  await sql`set local statement_timeout = '60s'; set local idle_in_transaction_session_timeout = '120s'`.execute(tx)
  return { tx, end: () => tx.rollback().execute() }
}

async function* resumed(first: IteratorResult<string[], void>, rest: AsyncGenerator<string[], void, undefined>) {
  if (first.done) return
  yield first.value
  yield* rest
}
