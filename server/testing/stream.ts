import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { onTestFinished } from 'vitest'

type Event = { event: string; data: unknown }

/** The server at an address of its own, so that streams can be opened. */
export async function listening(app: FastifyInstance): Promise<string> {
  await app.listen({ port: 0, host: '127.0.0.1' })
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
}

/** Somebody's open stream, past its beginning: events one after the other, `closed` when it has ended. */
export async function streamOf(base: string, cookie: string): Promise<() => Promise<Event>> {
  const abort = new AbortController()
  onTestFinished(() => abort.abort())
  const answer = await fetch(`${base}/api/events`, { signal: abort.signal, headers: { cookie } })
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  async function next(): Promise<Event> {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end < 0) {
        const { value, done } = await reader.read()
        if (done) return { event: 'closed', data: null }
        text += value
        continue
      }
      const frame = text.slice(0, end)
      text = text.slice(end + 2)
      const [, event] = /^event: (.*)$/m.exec(frame) ?? []
      const [, data] = /^data: (.*)$/m.exec(frame) ?? []
      if (event && data) return { event, data: JSON.parse(data) as unknown }
    }
  }
  const { event } = await next()
  if (event !== 'ready') throw new Error(`The stream begins with ${event}`)
  return next
}
