import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { startEmbedded } from './database/embedded.ts'
import { freshDatabase } from './testing/database.ts'
import { clerkOf, killed, serve } from './testing/process.ts'

const ROUNDS = 20
const WRITERS = 8
const root = mkdtempSync(join(tmpdir(), 'luoshi-crash-'))
const served = await freshDatabase()
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
})

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

async function survives(dataDir: string, databaseUrl: string | null, cookie: string) {
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

describe(`R-IN-01 INV-01 F-01 the server is killed in mid-write ${ROUNDS} times, and every acknowledged act is there`, () => {
  test('on the embedded database, which dies with it', { timeout: 600_000 }, async () => {
    const dataDir = join(root, 'embedded')
    const embedded = await startEmbedded(dataDir)
    const cookie = await clerkOf(embedded.url, dataDir)
    await embedded.stop()
    expect(await survives(dataDir, null, cookie)).toBeGreaterThan(ROUNDS)
  })

  test('on a PostgreSQL server', { timeout: 600_000 }, async () => {
    const dataDir = join(root, 'server')
    expect(await survives(dataDir, served, await clerkOf(served, dataDir))).toBeGreaterThan(ROUNDS)
  })
})
