import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { writeXlsxStream } from 'hucre'
import { z } from 'zod'
import { dayOf } from '#kernel/day.ts'
import type { Module } from '#kernel/module.ts'
import { conflict } from '#kernel/refusal.ts'
import { readFilter } from '#kernel/store/ledger.ts'
import { appendAudit } from '../audit/append.ts'
import { attachment } from '../http/attachment.ts'
import { read } from '../http/route.ts'
import { sheetColumns, sheetRows, type SheetRecord } from './sheet-rows.ts'

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Exports running on this node, and of one person; each holds a connection and a core (R-AP-03). */
const AT_ONCE = 4
const AT_ONCE_EACH = 2
const running: string[] = []

/** Downloads exactly what the filter shows, as one streamed workbook of one snapshot. */
export function exportRoutes(app: FastifyInstance, module: Module) {
  read(app, {
    url: `/api/${module.path}/export`,
    scope: module.path,
    allow: 'signed-in',
    summary: `导出${module.name}台账（Excel）`,
    query: z.record(z.string().max(40), z.string().max(2000)),
    handle: async ({ caller, query, request, reply }) => {
      const { sort = 'newest', ...rest } = query
      const filter = readFilter(module, rest)
      if (running.length >= AT_ONCE) throw conflict('EXPORTS_BUSY', '正在进行的导出较多，请稍后再试。')
      if (running.filter((person) => person === caller.id).length >= AT_ONCE_EACH)
        throw conflict('EXPORTS_BUSY', `您有 ${AT_ONCE_EACH} 个导出正在进行，请等其完成后再试。`)
      running.push(caller.id)
      const rows = sheetRows(app.db, module, caller, filter, sort)
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
            facts: { query },
          },
          caller.now,
        )
        const body = workbookStream(module, resumed(first, rows))
        body.once('close', () => {
          running.splice(running.indexOf(caller.id), 1)
          void rows.return(undefined)
        })
        const name = `${module.name}台账${dayOf(caller.now)}.xlsx`
        reply.header('Content-Type', XLSX)
        reply.header('Content-Disposition', attachment(name))
        await reply.send(body)
        return undefined
      } catch (error) {
        running.splice(running.indexOf(caller.id), 1)
        throw error
      }
    },
  })
}

/** Lines of records as a workbook, written while they come. */
export function workbookStream(
  module: Module,
  records: AsyncIterable<SheetRecord>,
  more: { header: string; width: number }[] = [],
): Readable {
  const columns = [...sheetColumns(module), ...more]
  const stream = writeXlsxStream(linesIn(records), { name: module.name, columns, freezePane: { rows: 1 } })
  return Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0])
}

async function* linesIn(records: AsyncIterable<SheetRecord>): AsyncGenerator<string[], void, undefined> {
  for await (const { lines } of records) yield* lines
}

async function* resumed(first: IteratorResult<SheetRecord, void>, rest: AsyncGenerator<SheetRecord, void, undefined>) {
  if (first.done) return
  yield first.value
  yield* rest
}
