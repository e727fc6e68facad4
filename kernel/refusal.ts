/**
 * A refusal is an answer, not a fault: a stable code for programs and one Chinese sentence for the person,
 * with the field and the clause it rests on where there is one. The same refusal greys out a button and answers the API.
 */
export type Problem = { field?: string; message: string; clause?: string }

export type RefusalDetail = { field?: string; clause?: string; problems?: readonly Problem[]; facts?: Record<string, unknown> }

export class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly detail: RefusalDetail

  constructor(status: number, code: string, message: string, detail: RefusalDetail = {}) {
    // Made by the dozen to say what a person may not do, and thrown by those who know why: nobody reads where.
    const limit = Error.stackTraceLimit
    Error.stackTraceLimit = 0
    super(message)
    Error.stackTraceLimit = limit
    this.name = 'Refusal'
    this.status = status
    this.code = code
    this.detail = detail
  }
}

/** 404, one answer for what is hidden, deleted or never was. */
export const notFound = () => new Refusal(404, 'NOT_FOUND', '没有找到您要的内容，可能已被移走，或不在您的查看范围内。')

/** 403: the person is known, and this is not theirs to do. */
export const forbidden = (message: string, code = 'NOT_ALLOWED', detail: RefusalDetail = {}) => new Refusal(403, code, message, detail)

/** 409: right in itself, but something else came first. */
export const conflict = (code: string, message: string, detail: RefusalDetail = {}) => new Refusal(409, code, message, detail)

/** 422: understood and not acceptable; every problem at once, so that one correction suffices. */
export function invalid(problems: readonly Problem[], code = 'INVALID'): Refusal {
  const [first] = problems
  const message =
    problems.length > 1 ? `${first?.message ?? '填写有误'}（共 ${problems.length} 处需要修改）` : (first?.message ?? '填写有误')
  return new Refusal(422, code, message, { ...(first?.field ? { field: first.field } : {}), problems })
}
