import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** JSON that was made once for everybody, and the name by which whoever has it asks whether it still is the one. */
export type KnownAnswer = { json: Buffer; etag: string }

export function knownAnswer(shown: unknown): KnownAnswer {
  const json = Buffer.from(JSON.stringify(shown))
  return { json, etag: `"${createHash('sha256').update(json).digest('base64url')}"` }
}

/** Sends what is ready, or only that it is what the caller has already. */
export async function sendKnown(request: FastifyRequest, reply: FastifyReply, { json, etag }: KnownAnswer): Promise<undefined> {
  reply.header('ETag', etag)
  if (request.headers['if-none-match'] === etag) await reply.code(304).send()
  else await reply.type('application/json; charset=utf-8').send(json)
}
