import type { FastifyInstance } from 'fastify'
import { orgsOf } from '#kernel/org.ts'
import { forbidden } from '#kernel/refusal.ts'
import { read } from '../http/route.ts'
import { Hub, rightsOf, type Listener, type Position } from './hub.ts'

const HEARTBEAT = 20_000

/** Server-sent events: what changed among the things this person may see. Contents are fetched by the ordinary routes, under the ordinary rule. */
export function liveRoutes(app: FastifyInstance) {
  const hub = new Hub(app.db)
  app.addHook('preClose', async () => hub.endAll())

  read(app, {
    url: '/api/events',
    scope: 'events',
    allow: 'signed-in',
    summary: '变动通知（SSE）',
    handle: async ({ caller, request, reply }) => {
      if (caller.via !== 'session') throw forbidden('访问令牌不能订阅变动通知。')
      reply.hijack()
      const { raw } = reply
      raw.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        'X-Accel-Buffering': 'no',
        'X-Content-Type-Options': 'nosniff',
      })
      const frame = (id: string | null, event: string, data: unknown) =>
        raw.write(`${id === null ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
      const listener: Listener = {
        session: caller.credential,
        person: caller.id,
        orgs: orgsOf(caller),
        rights: rightsOf(caller.posts),
        tell: frame,
        end: () => {
          frame(null, 'signed-out', {})
          raw.end()
        },
      }
      const beat = setInterval(() => raw.write(': \n\n'), HEARTBEAT)
      raw.on('close', () => {
        clearInterval(beat)
        hub.leave(listener)
      })
      const at = await hub.join(listener, positionIn(request.headers['last-event-id']))
      frame(at === null ? null : `${at.xid}-${at.id}`, at === null ? 'reset' : 'ready', {})
      return undefined
    },
  })
}

function positionIn(id: string | string[] | undefined): Position | null {
  const parts = typeof id === 'string' ? /^(\d{1,20})-(\d{1,19})$/.exec(id) : null
  return parts ? { xid: parts[1]!, id: parts[2]! } : null
}
