import type { FastifyInstance } from 'fastify'
import { businessRoles, orgsOf } from '#kernel/org.ts'
import { auditDone } from '../../audit/of-request.ts'
import { mapInForce } from '../../cockpit/outline.ts'
import { XLSX } from '../../excel/export.ts'
import type { ExportTurns } from '../../excel/export-turns.ts'
import { attachment } from '../../http/attachment.ts'
import { read } from '../../http/route.ts'
import { idParam } from '../../http/texts.ts'
import { scope } from '../periods.ts'
import { paperApart } from './paper-apart.ts'
import { paperSource, type PaperSource } from './paper-source.ts'
import { issueWords, titleOf } from './paper-words.ts'

const papers = {
  xlsx: { name: 'Excel', type: XLSX },
  docx: { name: 'Word', type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
} as const

/** 导出: a report as a workbook and as a document, for whoever may read the computation. */
export function paperRoutes(app: FastifyInstance, turns: ExportTurns) {
  for (const as of ['xlsx', 'docx'] as const) {
    read(app, {
      url: `/api/reports/computations/:id/report.${as}`,
      scope,
      allow: { roles: businessRoles },
      summary: `导出一次计算的报表（${papers[as].name}）；未定稿的每页标明`,
      params: idParam,
      handle: async ({ caller, params, request, reply }) => {
        const giveBack = turns.take(caller.id)
        const gone = new AbortController()
        reply.raw.once('close', () => gone.abort())
        try {
          const source = await paperSource(app, caller, params.id)
          const map = as === 'docx' && source.report === 'district' ? (await mapInForce(app.db)).map : null
          gone.signal.throwIfAborted()
          const bytes = await paperApart({ as, source, map }, gone.signal)
          const [org] = orgsOf(caller)
          const told = { action: 'report:export', object: params.id, facts: { as, issue: source.issue?.issue ?? null } }
          await auditDone(app.db, caller, request, org === undefined ? told : { ...told, org })
          reply.headers({ 'Content-Type': papers[as].type, 'Content-Disposition': attachment(`${fileName(source)}.${as}`) })
          await reply.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
          return undefined
        } catch (error) {
          // Nobody is there to be told.
          if (gone.signal.aborted) return undefined
          throw error
        } finally {
          giveBack()
        }
      },
    })
  }
}

/** 2023年第1季度区县改革报表（首次定稿）; of a draft which computation it is. */
const fileName = (source: PaperSource): string =>
  `${titleOf(source)}（${source.issue ? issueWords(source.issue) : `未定稿，第${source.number}次计算`}）`
