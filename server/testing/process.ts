import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { afterAll } from 'vitest'
import { dayOf } from '#kernel/day.ts'
import { loadReference } from '#seeds/reference.ts'
import { createPerson } from '../administration/person.ts'
import { grantPost } from '../administration/post.ts'
import { connect } from '../database/connect.ts'
import { migrate } from '../database/migrate.ts'
import { checkKeys } from '../identity/check-keys.ts'
import { COOKIE, digest } from '../identity/identify.ts'
import { openKeys } from '../identity/keys.ts'

/* The server as a process of its own, to be killed. Whatever still runs is killed when the test file is done. */
const running = new Set<ChildProcess>()
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
})

/** A clerk of 渝中区 with an open session, as a cookie; both outlive any crash. */
export async function clerkOf(url: string, dataDir: string): Promise<string> {
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

/** Starts the server; resolves when it answers. */
export async function serve(dataDir: string, databaseUrl: string | null) {
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

export async function killed(child: ChildProcess) {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
  running.delete(child)
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
