import type { FastifyInstance } from 'fastify'
import { Refusal } from '#kernel/refusal.ts'

/** Far deeper than any form, and shallow enough for every function that walks what was sent. */
const DEEPEST = 32

/** The one kind of body routes take: JSON in UTF-8, named as such, of bounded depth (R-IV-01, R-IV-02). Anything else is a 415 or a 400 before a route sees it. */
export function onlyJson(app: FastifyInstance) {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = String(body)
    if (!/^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/iu.test(request.headers['content-type'] ?? ''))
      done(new Refusal(415, 'MEDIA_TYPE', '只接受 UTF-8 编码的 JSON 内容（application/json）。'))
    else if (isDeep(text)) done(new Refusal(400, 'TOO_DEEP', `提交的内容嵌套过深（超过 ${DEEPEST} 层）。`))
    else void parse(request, text, done)
  })
}

/** Brackets are counted before they are parsed, in one pass; those inside a string are not brackets. */
function isDeep(json: string): boolean {
  let depth = 0
  let quoted = false
  for (let at = 0; at < json.length; at++) {
    const sign = json[at]
    if (quoted) {
      if (sign === '\\') at++
      else if (sign === '"') quoted = false
    } else if (sign === '"') quoted = true
    else if (sign === '[' || sign === '{') depth++
    else if (sign === ']' || sign === '}') depth--
    if (depth > DEEPEST) return true
  }
  return false
}
