import type { FastifyInstance } from 'fastify'
import { writeXlsx } from 'hucre'
import { z } from 'zod'
import { dayOf } from '#kernel/day.ts'
import type { Module } from '#kernel/module.ts'
import { offeredTo } from '#kernel/offered.ts'
import { orgsOf } from '#kernel/org.ts'
import { columnsOf, isReadable } from '#kernel/sheet/columns.ts'
import { filledAt, fillingRoles, firstStep } from '#kernel/steps.ts'
import { attachment } from '../http/attachment.ts'
import { read } from '../http/route.ts'
import type { Caller } from '../identity/identify.ts'
import { deskLines } from './desk-lines.ts'
import { XLSX } from './export.ts'
import { fillSheet, listsOf, listsSheet, type FillColumn } from './fill-sheet.ts'
import { fillingUnits } from './filling-units.ts'
import { helpSheet } from './help-sheet.ts'
import { wordsOf } from './words.ts'

/**
 * The workbook in which a business is filled in away from the system, made from its declaration; or, `of=desk`, one that holds what waits on the desk to
 * be reported on, with what is known already.
 */
export function templateRoutes(app: FastifyInstance, declared: Module) {
  read(app, {
    url: `/api/${declared.path}/template`,
    scope: declared.path,
    allow: 'signed-in',
    summary: `下载${declared.name}的 Excel 模板`,
    query: z.strictObject({
      of: z.enum(['new', 'desk'], { error: '无法识别的模板类型' }).default('new'),
      org: z.string().max(64).optional(),
    }),
    handle: async ({ caller, query, reply }) => {
      const inForce = app.inForce.of(declared)
      const org = templateUnit(caller, inForce, query.org)
      const module = offeredTo(inForce, caller.seats.find((seat) => seat.org === org)!.kind)
      const { offers } = await wordsOf(app.db, module, { actor: caller, org, now: caller.now })
      const desk = query.of === 'desk' ? await deskLines(app.db, module, caller) : null
      const columns = desk?.columns ?? newColumns(module)
      const lists = listsOf(columns, offers)
      const workbook = await writeXlsx({
        sheets: [fillSheet(module, columns, lists, desk?.lines ?? null), helpSheet(module, columns, desk), listsSheet(lists)],
        properties: { title: `${module.name}导入模板`, creator: '落实' },
        defaultFont: { name: '微软雅黑', size: 11 },
      })
      const name = desk === null ? `${module.name}导入模板.xlsx` : `${module.name}待填报表${dayOf(caller.now)}.xlsx`
      reply.headers({ 'Content-Type': XLSX, 'Content-Disposition': attachment(name) })
      await reply.send(Buffer.from(workbook))
      return undefined
    },
  })
}

/** What whoever begins a record fills in; for a business that only others open there is nothing to begin, and its sheet shows what will be asked. */
function newColumns(module: Module): FillColumn[] {
  return columnsOf(module, filledAt(module, firstStep(module)))
    .filter(isReadable)
    .map((column) => ({ ...column, given: false }))
}

/** Whose lists a template offers: the unit that is named, or any where this person fills in something of the business. Whoever only reviews may look at it. */
function templateUnit(caller: Caller, module: Module, org: string | undefined): string {
  const roles = fillingRoles(module)
  const [own] = caller.seats.some(({ role }) => roles.includes(role)) ? [] : orgsOf(caller)
  return org === undefined && own !== undefined ? own : fillingUnits(caller, module, org)[0]
}
