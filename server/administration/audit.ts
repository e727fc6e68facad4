import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { dayOf } from '#kernel/day.ts'
import { notFound } from '#kernel/refusal.ts'
import { headsIn, linksOf } from '../audit/links.ts'
import { auditDone } from '../audit/of-request.ts'
import { day, page, uuid } from '../http/texts.ts'
import { attachment } from '../http/attachment.ts'
import { read } from '../http/route.ts'
import { auditRowShape, auditWhere } from './audit-list.ts'

const scope = 'audit'
const allow = { roles: ['audit-admin'] as const }
const chain = z.string().max(64).optional()

/** The audit administrator reads, searches and takes out what was recorded, and does nothing else (R-SD-02). */
export function auditRoutes(app: FastifyInstance) {
  read(app, {
    url: '/api/admin/audit',
    scope,
    allow,
    summary: '审计日志',
    query: z.strictObject({
      chain,
      q: z.string().max(100).optional(),
      action: z.string().max(60).optional(),
      result: z.enum(['done', 'refused']).optional(),
      person: uuid().optional(),
      from: day('起始日期').optional(),
      to: day('截止日期').optional(),
      ...page,
    }),
    answer: z.object({ rows: z.array(auditRowShape), next: z.string().nullable() }),
    handle: ({ query }) => auditWhere(app.db, query),
  })

  read(app, {
    url: '/api/admin/audit/chains',
    scope,
    allow,
    summary: '审计链',
    answer: z.array(z.object({ chain: z.string(), entries: z.int() })),
    handle: async () => (await headsIn(app.db)).map((head) => ({ chain: head.chain, entries: head.entries })),
  })

  read(app, {
    url: '/api/admin/audit/export',
    scope,
    allow,
    summary: '导出审计日志（每行一条 JSON，可离线核对）',
    query: z.strictObject({ chain }),
    handle: async ({ caller, query, request, reply }) => {
      const about = query.chain === undefined ? {} : { facts: { chain: query.chain } }
      await auditDone(app.db, caller, request, { action: 'audit:export', ...about })
      const heads = await headsIn(app.db, query.chain)
      if (heads.length === 0) throw notFound()
      const name = `审计日志-${query.chain ?? '全部'}-${dayOf(caller.now)}.ndjson`
      reply.header('Content-Type', 'application/x-ndjson; charset=utf-8').header('Content-Disposition', attachment(name))
      await reply.send(Readable.from(lines(app, heads, caller.now)))
      return undefined
    },
  })
}

/** The heads first, so that a file cut short is found out; then every entry of every chain. */
async function* lines(app: FastifyInstance, heads: Awaited<ReturnType<typeof headsIn>>, at: Date): AsyncGenerator<string> {
  yield `${JSON.stringify({ exportedAt: at, heads: heads.map((head) => ({ chain: head.chain, seq: head.seq, hash: head.hash })) })}\n`
  for (const head of heads) for await (const link of linksOf(app.db, head.chain, head.entries)) yield `${JSON.stringify(link)}\n`
}
