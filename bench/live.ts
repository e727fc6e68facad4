import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { caller, written } from './caller.ts'
import { cookieOf, person } from './cast.ts'
import { quantile } from './figures.ts'
import type { Server } from './server.ts'
import { DEEDS, shotAt, WATCHED } from './writes.ts'

/** Milliseconds from sending a submission until it is told to somebody else's open page. */
export async function liveDelay({ port }: Server): Promise<{ p50: number; p99: number }> {
  const stream = await openEvents(port)
  const told = new Map<string, number>()
  let text = ''
  stream.setEncoding('utf8').on('data', (part: string) => {
    const frames = (text + part).split('\n\n')
    text = frames.pop()!
    for (const frame of frames) {
      const id = /"recordId":"([^"]+)"/.exec(frame)?.[1]
      if (id) told.set(id, performance.now())
    }
  })
  const { ask, end } = await caller(port)
  const delays: number[] = []
  for (let n = WATCHED.first; n < WATCHED.first + WATCHED.times; n++) {
    const shot = shotAt(DEEDS[0]!, n)
    const id = shot.path.split('/').at(-2)!
    const sent = performance.now()
    const status = await ask(written(shot))
    if (status !== 200) throw new Error(`A submission was answered with ${status}`)
    while (!told.has(id) && performance.now() - sent < 10_000) await pause(1)
    const heard = told.get(id)
    if (heard === undefined) throw new Error('A submission was told to nobody within ten seconds')
    delays.push(heard - sent)
    // The outbox is read at a fixed beat: submissions must not fall in step with it.
    await pause(Math.random() * 400)
  }
  end()
  stream.destroy()
  delays.sort((a, b) => a - b)
  return { p50: quantile(delays, 0.5), p99: quantile(delays, 0.99) }
}

async function openEvents(port: number): Promise<IncomingMessage> {
  const request = get({ host: '127.0.0.1', port, path: '/api/events', headers: { cookie: cookieOf(person('office', 'reviewer')) } })
  const [stream] = (await once(request, 'response')) as [IncomingMessage]
  return stream
}
