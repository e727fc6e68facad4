import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { Refusal, conflict, notFound } from '#kernel/refusal.ts'
import { appendAudit } from '../audit/append.ts'
import { XLSX } from '../excel/export.ts'
import { attachment } from '../http/attachment.ts'
import { idIn } from '../http/id.ts'
import { read, write } from '../http/route.ts'
import { idParam } from '../http/texts.ts'
import { jobAnswer, ownJob, ownJobs, requireFetch } from './answer.ts'
import { dropped } from './queue.ts'
import { rangeOf } from './range.ts'

const scope = 'jobs'

/** 导入与下载: a person's own jobs, what they made, and how to be rid of them. */
export function jobRoutes(app: FastifyInstance) {
  read(app, {
    url: '/api/jobs',
    scope,
    allow: 'signed-in',
    summary: '本人的导入与下载',
    handle: ({ caller }) => ownJobs(app.db, app.modules, caller),
  })

  read(app, {
    url: '/api/jobs/:id',
    scope,
    allow: 'signed-in',
    summary: '一项导入或下载的进度与结果',
    params: idParam,
    handle: ({ caller, params }) => jobAnswer(app.db, app.modules, idIn(params.id), caller),
  })

  read(app, {
    url: '/api/jobs/:id/result',
    scope,
    allow: 'signed-in',
    summary: '取回结果文件，可断点续传（Range）',
    params: idParam,
    handle: async ({ caller, params, request, reply }) => {
      const job = await ownJob(app.db, idIn(params.id), caller)
      const { result } = job.outcome
      if (!result) throw notFound()
      requireFetch(job, caller)
      const etag = `"${job.id}-${job.version}"`
      const range = rangeOf(request.headers.range, asOne(request.headers['if-range']), etag, result.size)
      reply.headers({ 'Accept-Ranges': 'bytes', ETag: etag, 'Cache-Control': 'private, no-cache' })
      if (range === 'none') {
        reply.header('Content-Range', `bytes */${result.size}`)
        throw new Refusal(416, 'RANGE', '请求的范围超出文件大小。')
      }
      const content = await app.results.open(result.file, range ?? undefined)
      if (!content) throw conflict('RESULT_GONE', '文件已经清理，请重新办理。')
      const told = {
        chain: job.org,
        action: `${job.module}:${job.kind}-result`,
        object: job.id,
        result: 'done',
        person: caller.id,
        org: job.org,
        source: request.ip,
        request: request.id,
      }
      await appendAudit(app.db, range ? { ...told, facts: { from: range.start } } : told, caller.now).catch((error: unknown) => {
        content.destroy()
        throw error
      })
      reply.headers({
        'Content-Type': result.name.endsWith('.zip') ? 'application/zip' : XLSX,
        'Content-Disposition': attachment(result.name),
        'Content-Security-Policy': "sandbox; default-src 'none'",
        'Content-Length': range ? range.end - range.start + 1 : result.size,
        ...(range ? { 'Content-Range': `bytes ${range.start}-${range.end}/${result.size}` } : {}),
      })
      await reply.code(range ? 206 : 200).send(content)
      return undefined
    },
  })

  write(app, {
    method: 'DELETE',
    url: '/api/jobs/:id',
    scope,
    allow: 'signed-in',
    summary: '取消或移除；已经导入的内容不受影响',
    action: 'job:drop',
    params: idParam,
    handle: async ({ tx, caller, params }) => {
      const job = await ownJob(tx, idIn(params.id), caller, 'write')
      // What it was is read with the row held: a worker may be settling it at this moment.
      const { rows } = await sql<{
        was: string
      }>`select state as was from job where id = ${job.id} and state <> 'dropped' for update`.execute(tx)
      const [held] = rows
      if (!held) throw notFound()
      await sql`update job set ${dropped} where id = ${job.id}`.execute(tx)
      return { status: 204, audit: { action: 'job:drop', object: job.id, org: job.org, facts: held } }
    },
  })
}

const asOne = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header)
