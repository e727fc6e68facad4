import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import { anyViewerOrgs } from '#kernel/parties.ts'
import { notFound } from '#kernel/refusal.ts'
import { auditDone } from '../audit/of-request.ts'
import { attachment } from '../http/attachment.ts'
import { addressedTo } from '../office/audience.ts'
import { isOffice } from '../office/seat.ts'
import { read } from '../http/route.ts'
import { idIn } from '../http/id.ts'

type Row = { id: string; name: string; type: string; size: string; sha256: string }

/**
 * Hands out an attachment by the rights of this moment: whoever sees a record that holds it or is addressed by its notice, everybody where it is a
 * manual, and until something holds it whoever uploaded it.
 * Always a download that no browser will run (R-FU-03).
 */
export function downloadRoutes(app: FastifyInstance) {
  read(app, {
    url: '/api/files/:id',
    scope: 'files',
    allow: 'signed-in',
    summary: '下载附件',
    params: z.strictObject({ id: z.string() }),
    handle: async ({ caller, params, request, reply }) => {
      const { rows } = await sql<Row>`
        select id, name, type, size, sha256 from file where id = ${idIn(params.id)} and case
          when exists (select 1 from file_claim where file_id = file.id)
            then exists (select 1 from file_claim join sight on sight.record_id = file_claim.record_id where file_claim.file_id = file.id and sight.org_id = any(${anyViewerOrgs(caller)}::text[]))
          when exists (select 1 from manual_edition where file_id = file.id) then true
          when exists (select 1 from notice_file where file_id = file.id)
            then ${isOffice(caller)} or exists (select 1 from notice_file join notice on notice.id = notice_file.notice_id where notice_file.file_id = file.id and ${addressedTo(caller)})
          else uploaded_by = ${caller.id} end`.execute(app.db)
      const [file] = rows
      if (!file) throw notFound()
      const content = await app.files.open(file.sha256)
      await auditDone(app.db, caller, request, { action: 'file:download', object: file.id })
      reply.headers({
        'Content-Type': file.type,
        'Content-Length': file.size,
        'Content-Disposition': attachment(file.name),
        'Content-Security-Policy': "sandbox; default-src 'none'",
      })
      await reply.send(content)
      return undefined
    },
  })
}
