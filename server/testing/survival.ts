import { expect } from 'vitest'
import { killed, serve } from './process.ts'

export const ROUNDS = 20
const WRITERS = 8

type Acknowledged = { id: string; version: number; title: string }

/** Drafts and saves as fast as they go, each remembered once its answer has arrived. */
async function write(base: string, cookie: string, told: Map<string, Acknowledged>, stop: { now: boolean }, mark: string) {
  const send = (method: string, path: string, body: unknown) =>
    fetch(`${base}${path}`, {
      method,
      body: JSON.stringify(body),
      headers: { cookie, 'content-type': 'application/json', 'x-luoshi': '1', 'idempotency-key': crypto.randomUUID() },
    })
  for (let at = 0; !stop.now; at++) {
    try {
      const title = `${mark}-${at}试点`
      const drafted = await send('POST', '/api/reform/pilot', { values: { title } })
      if (drafted.status !== 201) throw new Error(await drafted.text())
      const draft = (await drafted.json()) as Acknowledged
      told.set(draft.id, { id: draft.id, version: 1, title })
      const saved = await send('PATCH', `/api/reform/pilot/${draft.id}`, { version: 1, values: { title: `${title}（改）` } })
      if (saved.status === 200 && ((await saved.json()) as Acknowledged).version === 2)
        told.set(draft.id, { id: draft.id, version: 2, title: `${title}（改）` })
    } catch (error) {
      if (!stop.now) throw error
    }
  }
}

/** Kills the server in mid-write over and over; answers how many records were acknowledged, each of which it finds as it was. */
export async function survives(dataDir: string, databaseUrl: string | null, cookie: string) {
  const told = new Map<string, Acknowledged>()
  for (let round = 0; round < ROUNDS; round++) {
    const { child, base } = await serve(dataDir, databaseUrl)
    const stop = { now: false }
    const writers = Array.from({ length: WRITERS }, (_, at) => write(base, cookie, told, stop, `${round}-${at}`))
    await new Promise((resolve) => setTimeout(resolve, 150 + ((round * 97) % 400)))
    stop.now = true
    await killed(child)
    await Promise.all(writers)
  }
  const { child, base } = await serve(dataDir, databaseUrl)
  for (const each of told.values()) {
    const answer = await fetch(`${base}/api/reform/pilot/${each.id}`, { headers: { cookie } })
    expect(answer.status).toBe(200)
    const found = (await answer.json()) as { version: number; values: { title: string } }
    // An act whose answer never arrived may stand as well, whole.
    expect([each.version, 2]).toContain(found.version)
    if (found.version === each.version) expect(found.values.title).toBe(each.title)
    const acts = (await (await fetch(`${base}/api/reform/pilot/${each.id}/acts`, { headers: { cookie } })).json()) as unknown[]
    expect(acts).toHaveLength(found.version)
  }
  await killed(child)
  return told.size
}
