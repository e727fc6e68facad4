import type { FastifyInstance, FastifyReply } from 'fastify'

const CONTENT_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self' blob: data:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** On every answer, errors included (R-WB-01). TLS and its HSTS belong to the proxy in front. */
const ALWAYS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
}

/** What stands only where a route has not said otherwise. */
const UNLESS_SAID = { 'Content-Security-Policy': CONTENT_POLICY, 'Cache-Control': 'no-store' }

export function installHeaders(app: FastifyInstance) {
  app.addHook('onSend', async (request, reply) => void putHeaders(reply, request.url))
}

export function putHeaders(reply: FastifyReply, url: string): FastifyReply {
  const cached = !url.startsWith('/api')
  const unsaid = Object.entries(UNLESS_SAID).filter(([name]) => !reply.hasHeader(name) && !(cached && name === 'Cache-Control'))
  return reply.headers({ ...Object.fromEntries(unsaid), ...ALWAYS })
}

/** Takes an answer out of Fastify's hands, whose hooks it then passes by, with the headers that stand on every other. */
export function hijacked(reply: FastifyReply): FastifyReply['raw'] {
  reply.hijack()
  for (const [name, value] of Object.entries({ ...UNLESS_SAID, ...reply.getHeaders(), ...ALWAYS }))
    if (value !== undefined) reply.raw.setHeader(name, value)
  return reply.raw
}
