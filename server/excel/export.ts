import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { writeXlsxStream } from 'hucre'
import { z } from 'zod'
import { dayOf } from '#kernel/day.ts'
import type { Module } from '#kernel/module.ts'
import { orgsOf } from '#kernel/org.ts'
import { readFilter } from '#kernel/store/ledger.ts'
import { auditDone } from '../audit/of-request.ts'
import { attachment } from '../http/attachment.ts'
import { read } from '../http/route.ts'
import type { ExportTurns } from './export-turns.ts'
import { sheetColumns, sheetPages, type SheetRecord } from './sheet-pages.ts'

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

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
      const pages = sheetPages(app.db, module, caller, filter, sort)
      const end = async () => {
        giveBack()
        // A connection that is gone has taken the snapshot with it.
        await pages.return(undefined).catch(() => undefined)
      }
      try {
        // The first page is fetched before anything is sent, so that a refusal is still an answer and not a broken file.
        const first = await pages.next()
        const [org] = orgsOf(caller)
        const told = { action: `${module.path}:export`, facts: { query: asked, searched: q !== undefined } }
        await auditDone(app.db, caller, request, org === undefined ? told : { ...told, org })
        const body = workbookStream(module, resumed(first, pages))
        body.once('close', () => void end())
        const name = `${module.name}台账${dayOf(caller.now)}.xlsx`
        reply.header('Content-Type', XLSX)
        reply.header('Content-Disposition', attachment(name))
        await reply.send(body)
        return undefined
      } catch (error) {
        await end()
        throw error
      }
    },
  })
}

/** Lines of records as a workbook, written while they come. */
export function workbookStream(
  module: Module,
  pages: AsyncIterable<SheetRecord[]>,
  more: { header: string; width: number }[] = [],
): Readable {
  const columns = [...sheetColumns(module), ...more]
  const stream = writeXlsxStream(eachLine(pages), { name: module.name, columns, freezePane: { rows: 1 } })
  return Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0])
}

/** Line by line, as a workbook asks for them. No generator: that costs more a line than the line itself. */
function eachLine(pages: AsyncIterable<SheetRecord[]>): AsyncIterable<(string | null)[]> {
  return {
    [Symbol.asyncIterator]() {
      const source = pages[Symbol.asyncIterator]()
      let lines: (string | null)[][] = []
      let at = 0
      return {
        async next() {
          while (at === lines.length) {
            const { done, value } = await source.next()
            if (done) return { done, value: undefined }
            lines = value.flatMap((record) => record.lines)
            at = 0
          }
          return { done: false, value: lines[at++]! }
        },
        async return() {
          await source.return?.()
          return { done: true, value: undefined }
        },
      }
    },
  }
}

async function* resumed(first: IteratorResult<SheetRecord[], void>, rest: AsyncGenerator<SheetRecord[], void, undefined>) {
  if (first.done) return
  yield first.value
  yield* rest
}
