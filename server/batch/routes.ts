import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Module } from '#kernel/module.ts'
import { orgsOf } from '#kernel/org.ts'
import { forbidden, invalid } from '#kernel/refusal.ts'
import { ledgerCount, readFilter, type LedgerFilter } from '#kernel/store/ledger.ts'
import { write } from '../http/route.ts'
import { uuid } from '../http/texts.ts'
import { jobAnswer } from '../jobs/answer.ts'
import { askedBy, enqueue } from '../jobs/queue.ts'
import type { BatchWish } from './run.ts'

/** Records of one archive. */
const MOST_RECORDS = 2_000

/** 批量下载: asks for an archive of what was picked, or of all that a filter shows. */
export function batchRoutes(app: FastifyInstance, declared: Module) {
  write(app, {
    method: 'POST',
    url: `/api/${declared.path}/batches`,
    scope: declared.path,
    allow: 'signed-in',
    summary: `批量下载${declared.name}（台账与附件，压缩包）`,
    action: `${declared.path}:batch`,
    body: z.strictObject({
      ids: z
        .array(uuid('所选记录的编号有误'))
        .min(1, { error: '请至少选择一条' })
        .max(MOST_RECORDS, { error: `一次最多下载 ${MOST_RECORDS} 条` })
        .optional(),
      filter: z.record(z.string().max(40), z.string().max(2000)).default({}),
      sort: z.string().max(40).default('newest'),
    }),
    handle: async ({ tx, caller, body, request }) => {
      const module = app.inForce.of(declared)
      const filter: LedgerFilter = { ...readFilter(module, body.filter), ...(body.ids ? { ids: body.ids } : {}) }
      const org = orgsOf(caller)[0]
      if (org === undefined) throw forbidden('您的岗位不能查看业务台账。')
      const { count, more } = await ledgerCount(tx, module, caller, filter)
      if (count === 0) throw invalid([{ field: 'filter', message: '没有可以下载的内容' }], 'NOTHING')
      if (more || count > MOST_RECORDS)
        throw invalid(
          [
            {
              field: 'filter',
              message: `共有 ${count}${more ? ' 多条' : ' 条'}，一次最多下载 ${MOST_RECORDS} 条，请缩小筛选范围或分几次下载`,
            },
          ],
          'TOO_MANY_RECORDS',
        )
      // What is searched for is somebody's words: the audit log tells that something was (R-AU-06).
      const { q, ...asked } = body.filter
      const wish: BatchWish = { filter, sort: body.sort, records: count }
      const job = { kind: 'batch', module: module.path, org, orgs: orgsOf(caller), wish, phase: 'gather' } as const
      const { id } = await enqueue(tx, { ...job, ...askedBy(caller, request) }, caller.now)
      return {
        status: 201,
        body: await jobAnswer(tx, app.modules, id, caller, 'write'),
        audit: {
          action: `${module.path}:batch`,
          object: id,
          org,
          facts: { records: count, ...(body.ids ? {} : { filter: asked, searched: q !== undefined }) },
        },
      }
    },
  })
}
