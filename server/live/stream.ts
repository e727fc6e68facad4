import type { FastifyInstance } from 'fastify'
import { orgsOf } from '#kernel/org.ts'
import { forbidden } from '#kernel/refusal.ts'
import { hijacked } from '../http/headers.ts'
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
      const raw = hijacked(reply)
      raw.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' })
      const frame = (id: string | null, event: string, data: unknown) =>
        raw.write(`${id === null ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
      const beat = setInterval(() => raw.write(': \n\n'), HEARTBEAT)
      // Whoever has ended is told nothing more, though the connection may take a while to close.
      const leave = () => {
        clearInterval(beat)
        hub.leave(listener)
      }
      const listener: Listener = {
        session: caller.credential,
        person: caller.id,
        orgs: orgsOf(caller),
        rights: rightsOf(caller.posts),
        tell: frame,
        end: () => {
          leave()
          frame(null, 'signed-out', {})
          raw.end()
        },
      }
      raw.on('close', leave)
      try {
        const at = await hub.join(listener, positionIn(request.headers['last-event-id']))
        if (raw.destroyed || raw.writableEnded) leave()
        else frame(at === null ? null : `${at.xid}-${at.id}`, at === null ? 'reset' : 'ready', {})
      } catch {
        // The database is away. A stream that tells nothing looks like one that has nothing to tell; one that ends is asked for again.
        raw.destroy()
      }
      return undefined
    },
  })
}

/** What nobody can have been told reaches back to before everything. */
function positionIn(id: string | string[] | undefined): Position | null {
  if (typeof id !== 'string' || id === '') return null
  const [, xid = '', last = ''] = /^(\d{1,20})-(\d{1,19})$/.exec(id) ?? []
  return xid !== '' && BigInt(xid) < 2n ** 64n && BigInt(last) < 2n ** 63n ? { xid, id: last } : { xid: '0', id: '0' }
}
