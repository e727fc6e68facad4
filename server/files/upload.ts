import { AsyncLocalStorage } from 'node:async_hooks'
import { join } from 'node:path'
import { ERRORS, Server, type Upload } from '@tus/server'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { hasClassificationMark } from '#kernel/classification.ts'
import { orgsOf } from '#kernel/org.ts'
import { Refusal, forbidden } from '#kernel/refusal.ts'
import { isBlankText, unsafeText } from '#kernel/text-key.ts'
import { appendAudit } from '../audit/append.ts'
import { auditRefusal } from '../audit/of-request.ts'
import { refuseForeignSite, refuseOthersPage, requireAllowed, whoAsks } from '../http/admission.ts'
import { hijacked } from '../http/headers.ts'
import { asRefusal } from '../http/refuse.ts'
import type { Caller } from '../identity/identify.ts'
import { kindOf, LONGEST_NAME } from './inspect/file-kind.ts'
import { inspect, MAX_FILE_BYTES } from './inspect/inspect.ts'
import { classified, Refused } from './inspect/verdict.ts'
import { keepFile } from './keep.ts'
import { EncryptedStaging, sweepStaging } from './staging.ts'

const ALL_STAGED = 1024 * 1024 * 1024
const AT_ONCE_EACH = 20
const ROUTE = { allow: 'signed-in', scope: 'uploads' } as const

type Uploading = { caller: Caller; request: FastifyRequest }

/** What tus sends instead of going on. `told` when the audit log has it already. */
type Answer = { status_code: number; body: string; told?: true }

/**
 * Resumable uploads (tus 1.0). Bytes wait encrypted until the last one is there; then the file is inspected, and is either kept,
 * and named in the header `Luoshi-File`, or refused with nothing left of it (R-SC-02, R-SC-05).
 */
export async function uploadRoutes(app: FastifyInstance) {
  const root = join(app.settings.dataDir, 'staging')
  await sweepStaging(root)
  const staging = new EncryptedStaging(root, { maxFileBytes: MAX_FILE_BYTES, maxTotalBytes: ALL_STAGED })
  const uploading = new AsyncLocalStorage<Uploading>()
  app.addHook('onClose', () => staging.close())

  const tus = new Server({
    path: '/api/uploads',
    datastore: staging,
    maxSize: MAX_FILE_BYTES,
    relativeLocation: true,
    allowedOrigins: [],
    onUploadCreate: async (_request, upload) => ({ metadata: begun(upload, uploading.getStore()!.caller, staging) }),
    onIncomingRequest: async (_request, id) => {
      const staged = staging.census().find((each) => each.id === id)
      // To whoever did not begin it, it is as absent as one that never was (R-AC-03).
      if (staged && staged.metadata.person !== uploading.getStore()!.caller.id) throw ERRORS.FILE_NOT_FOUND
    },
    onUploadFinish: async (_request, upload) => {
      const { caller, request } = uploading.getStore()!
      const bytes = await staging.readStaged(upload.id)
      await staging.discard(upload.id)
      return finish(app, caller, request, bytes, upload.metadata!.filename!, upload.metadata!.org!)
    },
    onResponseError: async (_request, error) => {
      const answer: Answer = 'status_code' in error ? answered(error) : answerOf(asRefusal(error, (fault) => app.log.error(fault)))
      const { caller, request } = uploading.getStore()!
      if (!answer.told && answer.status_code < 500) await told(app, caller, request, refusalOf(answer))
      return answer
    },
  })

  await app.register(async (scope) => {
    scope.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null))
    for (const url of ['/api/uploads', '/api/uploads/:id']) {
      scope.route({
        method: ['POST', 'HEAD', 'PATCH', 'DELETE', 'OPTIONS'],
        url,
        bodyLimit: MAX_FILE_BYTES,
        config: { allow: ROUTE.allow },
        schema: { hide: true },
        handler: async (request, reply) => {
          let caller: Caller | null = null
          try {
            refuseForeignSite(request)
            caller = await whoAsks(app, ROUTE, request)
            if (request.method !== 'HEAD' && request.method !== 'OPTIONS') refuseOthersPage(caller!, request)
            requireAllowed(app, caller!, ROUTE, 'write')
            refuseOutsideProtocol(request)
          } catch (error) {
            if (error instanceof Refusal) await told(app, caller, request, error)
            throw error
          }
          const answer = hijacked(reply)
          await uploading.run({ caller: caller!, request }, () => tus.handle(request.raw, answer))
        },
      })
    }
  })
}

const noSeat = () => forbidden('您的岗位不能上传材料。')

function begun(upload: Upload, caller: Caller, staging: EncryptedStaging): Record<string, string | null> {
  const { filename, declared, org } = upload.metadata ?? {}
  const seat = orgsOf(caller).find((each) => org === undefined || org === null || each === org)
  if (!seat) throw answerOf(noSeat())
  if (declared !== '1') throw answerOf(new Refusal(422, 'DECLARATION_REQUIRED', '严禁上传涉密信息。上传前请先作出非涉密承诺。'))
  if (
    typeof filename !== 'string' ||
    isBlankText(filename) ||
    filename.length > LONGEST_NAME ||
    unsafeText(filename) ||
    /[/\\]/.test(filename)
  )
    throw answerOf(new Refusal(422, 'FILE_NAME', '文件名为空、过长或含有不能使用的字符，请改名后上传。'))
  refuseByName(filename)
  if (staging.census().filter((each) => each.metadata.person === caller.id).length >= AT_ONCE_EACH)
    throw answerOf(new Refusal(429, 'TOO_MANY', '同时上传的文件过多，请等已有文件传完。'))
  return { filename, person: caller.id, org: seat }
}

/** What the name alone tells is told before any of the file is sent. */
function refuseByName(filename: string) {
  try {
    if (hasClassificationMark(filename)) throw classified('文件名')
    kindOf(filename)
  } catch (error) {
    throw error instanceof Refused ? answerOf(new Refusal(422, error.code, error.message)) : error
  }
}

async function finish(app: FastifyInstance, caller: Caller, request: FastifyRequest, bytes: Buffer, name: string, org: string) {
  if (!orgsOf(caller).includes(org)) throw answerOf(noSeat())
  const verdict = await inspect(bytes, name)
  const row = { chain: org, action: 'file:upload', person: caller.id, org, source: request.ip, request: request.id }
  if (!verdict.ok) {
    await appendAudit(app.db, { ...row, result: verdict.code, facts: { size: bytes.length } }, caller.now)
    throw { ...answerOf(new Refusal(422, verdict.code, verdict.message)), told: true } satisfies Answer
  }
  const file = await app.db.transaction().execute(async (tx) => {
    const kept = await keepFile(tx, app.files, {
      name,
      bytes,
      mime: verdict.mime,
      readable: verdict.readable,
      person: caller.id,
      org,
      at: caller.now,
    })
    await appendAudit(tx, { ...row, object: kept.id, result: 'done', facts: { size: kept.size, readable: verdict.readable } }, caller.now)
    return kept
  })
  const warnings = verdict.warnings.map((warning) => warning.message)
  return {
    status_code: 204,
    headers: { 'Luoshi-File': file.id, 'Luoshi-Type': verdict.mime, 'Luoshi-Warnings': encodeURIComponent(JSON.stringify(warnings)) },
  }
}

/** The audit row of an upload refused; asking how far one has come is no write. */
async function told(app: FastifyInstance, caller: Caller | null, request: FastifyRequest, refusal: Refusal) {
  if (request.method === 'HEAD' || request.method === 'OPTIONS') return
  await auditRefusal(app.db, caller, 'file:upload', request, refusal)
}

/** What tus would answer by itself, in English, before any of our words are asked for. */
function refuseOutsideProtocol({ method, headers }: FastifyRequest) {
  if (method === 'OPTIONS') return
  const numbers = [headers['upload-length'], headers['upload-offset']]
  if (headers['tus-resumable'] !== '1.0.0') throw new Refusal(412, 'UPLOAD_PROTOCOL', '上传须使用 tus 1.0.0 协议（Tus-Resumable: 1.0.0）。')
  if (numbers.some((text) => text !== undefined && !/^\d{1,15}$/.test(String(text))))
    throw new Refusal(400, 'UPLOAD_FAILED', '上传没有成功，请重新上传。')
}

/** A refusal in the form in which tus carries answers. */
function answerOf(refusal: Refusal): Answer {
  return { status_code: refusal.status, body: JSON.stringify({ code: refusal.code, message: refusal.message }) }
}

function refusalOf({ status_code, body }: Answer): Refusal {
  const { code, message } = JSON.parse(body) as { code: string; message: string }
  return new Refusal(status_code, code, message)
}

/** What tus itself answers is English; people get ours. */
function answered(error: Answer): Answer {
  if (error.body.startsWith('{')) return error
  const said = SENTENCES[error.status_code] ?? ['UPLOAD_FAILED', '上传没有成功，请重新上传。']
  return { status_code: error.status_code, body: JSON.stringify({ code: said[0], message: said[1] }) }
}

const SENTENCES: Record<number, [string, string]> = {
  404: ['UPLOAD_GONE', '上传已中断过久，请重新上传。'],
  410: ['UPLOAD_GONE', '上传已中断过久，请重新上传。'],
  409: ['UPLOAD_OFFSET', '上传进度不一致，请重新上传。'],
  413: ['FILE_TOO_LARGE', '文件超过 50 MB，不予接收。'],
  507: ['UPLOADS_FULL', '上传通道已满，请稍后重试。'],
}
