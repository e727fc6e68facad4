import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Module } from '#kernel/module.ts'
import { orgsOf } from '#kernel/org.ts'
import { conflict, invalid, notFound } from '#kernel/refusal.ts'
import { fillingUnits } from '../excel/filling-units.ts'
import { idIn } from '../http/id.ts'
import { read, write } from '../http/route.ts'
import { idParam, uuid, version } from '../http/texts.ts'
import type { Caller } from '../identity/identify.ts'
import { jobAnswer, ownJob, requireFetch } from '../jobs/answer.ts'
import { KEPT } from '../jobs/job.ts'
import { askedBy, enqueue } from '../jobs/queue.ts'
import { keptRows, type Counts } from './rows.ts'
import type { Decision } from './write-import.ts'

const MOST_BYTES = 20 * 1024 * 1024
const TABLES = /\.(?:xlsx|xls|csv)$/iu

/** Begins an import of a business from a workbook that its person has uploaded. */
export function importRoutes(app: FastifyInstance, declared: Module) {
  write(app, {
    method: 'POST',
    url: `/api/${declared.path}/imports`,
    scope: declared.path,
    allow: 'signed-in',
    summary: `从 Excel 导入${declared.name}：读取并核对，尚不写入`,
    action: `${declared.path}:import-read`,
    body: z.strictObject({ file: uuid('请先上传表格'), org: z.string().max(64).optional() }),
    handle: async ({ tx, caller, body, request }) => {
      const module = app.inForce.of(declared)
      const org = importSeat(caller, module, body.org)
      const { rows } = await sql<{ name: string; sha256: string; size: string }>`
        select name, sha256, size from file where id = ${body.file} and uploaded_by = ${caller.id}`.execute(tx)
      const [file] = rows
      if (!file) throw notFound()
      if (!TABLES.test(file.name)) throw invalid([{ field: 'file', message: '请上传 .xlsx、.xls 或 .csv 格式的表格' }], 'NOT_A_TABLE')
      if (Number(file.size) > MOST_BYTES)
        throw invalid([{ field: 'file', message: '表格超过 20 MB，请删除其中的图片或分成几个文件' }], 'TABLE_TOO_LARGE')
      const asked = {
        kind: 'import',
        module: module.path,
        org,
        orgs: orgsOf(caller),
        wish: { file: file.name },
        phase: 'read',
      } as const
      const { id, fresh } = await enqueue(tx, { ...asked, ...askedBy(caller, request), file: body.file, sha256: file.sha256 }, caller.now)
      return {
        status: fresh ? 201 : 200,
        body: await jobAnswer(tx, app.modules, id, caller, 'write'),
        audit: { action: `${module.path}:import-read`, object: id, org, facts: { file: body.file, fresh } },
      }
    },
  })
}

/** What an import understood, and what its person decides. */
export function importJobRoutes(app: FastifyInstance) {
  const scope = 'jobs'
  read(app, {
    url: '/api/jobs/:id/rows',
    scope,
    allow: 'signed-in',
    summary: '导入前的逐行核对结果',
    params: idParam,
    query: z.strictObject({
      only: z.enum(['all', 'bad', 'lacking', 'fit'], { error: '无法识别的筛选条件' }).default('all'),
      after: z.coerce.number().int().min(-1).max(1_000_000).default(-1),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    handle: async ({ caller, params, query }) => {
      const job = await ownJob(app.db, idIn(params.id), caller)
      requireFetch(job, caller)
      const rows = await keptRows(app.db, job.id, { ...query, limit: query.limit + 1 })
      const shown = rows.slice(0, query.limit)
      return { rows: shown.map(({ key: _key, ...row }) => row), next: rows.length > query.limit ? shown.at(-1)!.at : null }
    },
  })

  write(app, {
    method: 'POST',
    url: '/api/jobs/:id/decision',
    scope,
    allow: 'signed-in',
    summary: '决定导入：全部或只导入没有问题的行，存为草稿或直接提交',
    action: 'job:decide',
    params: idParam,
    body: z.strictObject({
      version,
      rows: z.enum(['all', 'good'], { error: '请选择导入全部还是只导入没有问题的行' }),
      as: z.enum(['draft', 'submit'], { error: '请选择存为草稿还是直接提交' }),
    }),
    handle: async ({ tx, caller, params, body: { version: seen, ...decision }, request }) => {
      const job = await ownJob(tx, idIn(params.id), caller, 'write')
      if (job.kind !== 'import') throw notFound()
      if (job.state !== 'ready' || job.version !== seen) throw conflict('STALE', '此项导入的状态已经变化，请查看最新情况。')
      refuseUnfit(job.outcome as Understood, decision)
      const { rows } =
        await sql`update job set state = 'waiting', phase = 'write', wish = wish || ${JSON.stringify(decision)}::jsonb, outcome = outcome - 'reason', done = 0, total = null,
          attempts = 0, own_posts = own_posts or ${caller.via === 'token'}, source = ${request.ip}, request = ${request.id}, version = version + 1, changed_at = now(), ends_at = now() + ${KEPT} where id = ${job.id} and state = 'ready' and version = ${seen} returning 1`.execute(
          tx,
        )
      if (rows.length === 0) throw conflict('STALE', '此项导入的状态已经变化，请查看最新情况。')
      return {
        body: await jobAnswer(tx, app.modules, job.id, caller, 'write'),
        audit: { action: 'job:decide', object: job.id, org: job.org, facts: decision },
      }
    },
  })
}

type Understood = { counts: Counts; closed?: string }

function refuseUnfit({ counts, closed }: Understood, decision: Decision) {
  const wrong = counts.bad + (decision.as === 'submit' ? counts.lacking : 0)
  if (closed !== undefined && decision.as === 'submit') throw conflict('WINDOW_CLOSED', closed)
  if (counts.rows - wrong === 0) throw conflict('NOTHING', '没有可以导入的行，请修改表格后重新上传。')
  if (decision.rows === 'all' && wrong > 0)
    throw conflict('NOT_ALL', `有 ${wrong} 行存在问题，不能全部导入。请修改后重新上传，或选择只导入没有问题的行。`)
}

/** The unit a person imports for: the one named, or the only one where they fill in anything of this business. */
function importSeat(caller: Caller, module: Module, org: string | undefined): string {
  const [unit, ...others] = fillingUnits(caller, module, org)
  if (others.length > 0) throw invalid([{ field: 'org', message: '您在多个单位任职，请选择为哪个单位导入' }], 'ORG_REQUIRED')
  return unit
}
