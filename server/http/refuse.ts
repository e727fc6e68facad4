import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { Refusal, invalid } from '#kernel/refusal.ts'
import { isConnectionLost } from '../database/connection-lost.ts'

/** The one shape of every refusal, for people and programs. */
export const refusalShape = z
  .object({
    code: z.string().meta({ description: '稳定的错误代码，供程序判断' }),
    message: z.string().meta({ description: '给用户看的一句话' }),
    field: z.string().optional(),
    clause: z.string().optional().meta({ description: '依据的操作说明条款' }),
    problems: z.array(z.object({ field: z.string().optional(), message: z.string(), clause: z.string().optional() })).optional(),
    facts: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'Refusal', title: '不予办理' })

export function sendRefusal(reply: FastifyReply, refusal: Refusal) {
  const { field, clause, problems, facts } = refusal.detail
  return reply.code(refusal.status).send({ code: refusal.code, message: refusal.message, field, clause, problems, facts })
}

/** Turns whatever was thrown into a refusal. What nobody foresaw is logged as a fault and answered with one plain apology. */
export function asRefusal(error: unknown, log: (error: unknown) => void): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof z.ZodError) return misshapen(error)
  const { statusCode, code } = error as FastifyError
  const known = code === undefined ? undefined : FRAMEWORK[code]
  if (known) return new Refusal(known[0], known[1], known[2])
  if (code !== undefined && NOT_TEXT.has(code)) return new Refusal(422, 'INVALID', '含有系统无法保存的字符，请删除后重试。')
  if (code !== undefined && FULL.has(code))
    return new Refusal(507, 'STORAGE_FULL', '服务器存储空间不足，内容没有保存。请不要关闭页面，稍后重试，并告知系统管理员。')
  if (isConnectionLost(error) || (code !== undefined && IN_THE_WAY.has(code)))
    return new Refusal(503, 'BUSY', '系统正忙，请稍后再试；已填写的内容没有丢失。')
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return new Refusal(statusCode, 'BAD_REQUEST', '请求的格式有误。')
  log(error)
  return new Refusal(500, 'FAULT', '系统出现故障，已记录并会尽快处理，请稍后再试。')
}

export function installRefusals(app: FastifyInstance) {
  app.setErrorHandler((error, request, reply) => {
    const refusal = asRefusal(error, (fault) => request.log.error(fault))
    if (refusal.status === 503) reply.header('Retry-After', '2')
    return sendRefusal(reply, refusal)
  })
}

const FRAMEWORK: Record<string, [number, string, string]> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'TOO_LARGE', '提交的内容过大。'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'MEDIA_TYPE', '只接受 JSON 格式的内容（application/json）。'],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'BAD_JSON', '提交的内容不是有效的 JSON。'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'BAD_JSON', '提交的内容为空。'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'BAD_REQUEST', '请求的长度与内容不一致。'],
}

/** PostgreSQL's word for a NUL or half a character in an address or a search (R-IV-03). */
const NOT_TEXT = new Set(['22021', '22P05'])

/** No room left for the database, or for a file (F-05). */
const FULL = new Set(['53100', 'ENOSPC', 'EDQUOT'])

/** A statement cut short, a deadlock, two writers in each other's way. */
const IN_THE_WAY = new Set(['57014', '40P01', '40001'])

/** A code of its own goes with an issue that has one; it is the whole refusal's when it is the first. */
function misshapen({ issues: [first, ...rest] }: z.ZodError): Refusal {
  const problems = [first!, ...rest].map((issue) => ({ field: issue.path.join('.'), message: sentence(issue) }))
  const own: unknown = first?.code === 'custom' ? first.params?.code : undefined
  return invalid(problems, typeof own === 'string' ? own : 'INVALID')
}

/** What is wrong with something given, in the words of its shape, or in ours where it has none. */
export function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `无法识别的字段：${issue.keys.join('、')}`
  const name = issue.path.join('.')
  if (/[\u4e00-\u9fff]/u.test(issue.message)) return issue.message
  switch (issue.code) {
    case 'too_big':
      return `${name} 超出允许的范围`
    case 'too_small':
      return `${name} 小于允许的范围`
    case 'invalid_type':
      return `${name} 缺失或类型有误`
    default:
      return `${name || '内容'}的格式有误`
  }
}
