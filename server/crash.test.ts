import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { dayOf } from '#kernel/day.ts'
import { loadReference } from '#seeds/reference.ts'
import { connect } from './database/connect.ts'
import { startEmbedded } from './database/embedded.ts'
import { migrate } from './database/migrate.ts'
import { createPerson } from './administration/person.ts'
import { grantPost } from './administration/post.ts'
import { checkKeys } from './identity/check-keys.ts'
import { COOKIE, digest } from './identity/identify.ts'
import { openKeys } from './identity/keys.ts'
import { freshDatabase } from './testing/database.ts'

const ROUNDS = 20
const WRITERS = 8
const root = mkdtempSync(join(tmpdir(), 'luoshi-crash-'))
const running = new Set<ChildProcess>()
const served = await freshDatabase()
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(root, { recursive: true, force: true })
})

/** A clerk of 渝中区 with an open session; both outlive any crash. */
async function prepare(url: string, dataDir: string): Promise<string> {
  await migrate(url)
  const { db, pool } = connect(url, 2)
  const keys = openKeys(dataDir)
  await checkKeys(db, keys)
  await loadReference(db)
  const now = new Date()
  const secret = randomBytes(32).toString('base64url')
  await db.transaction().execute(async (tx) => {
    const id = await createPerson(tx, keys, { name: '测试录入员', phone: '10050010399', demonstration: false, now })
    await grantPost(tx, { person: id, org: '500103', role: 'entry', startsOn: dayOf(now), now, settled: true })
    await sql`insert into password (person_id, hash, changed_at) values (${id}, 'unused', now())`.execute(tx)
    await sql`insert into session (id_hash, person_id, created_at, seen_at, fresh_at, source) values (${digest(secret)}, ${id}, now(), now(), now(), 'test')`.execute(
      tx,
    )
  })
  await pool.end()
  return `${COOKIE}=${secret}`
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

/** A server process of its own; resolves when it answers. */
async function serve(dataDir: string, databaseUrl: string | null) {
  const port = await freePort()
  const { DATABASE_URL: _none, ...env } = process.env
  const child = spawn(process.execPath, ['server/main.ts', '--empty'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...env,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      REQUESTS_PER_MINUTE: '10000000',
      ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
    },
  })
  running.add(child)
  const base = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}`)
    if (
      await fetch(`${base}/healthz`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return { child, base }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('The server does not answer')
}

async function killed(child: ChildProcess) {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
  running.delete(child)
}

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
    const cookie = await prepare(embedded.url, dataDir)
    await embedded.stop()
    expect(await survives(dataDir, null, cookie)).toBeGreaterThan(ROUNDS)
  })

  test('on a PostgreSQL server', { timeout: 600_000 }, async () => {
    const dataDir = join(root, 'server')
    expect(await survives(dataDir, served, await prepare(served, dataDir))).toBeGreaterThan(ROUNDS)
  })
})
