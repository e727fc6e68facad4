import { once } from 'node:events'
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anchorFile, anchorsIn } from '../audit/anchor-file.ts'
import { verifyDatabase } from '../audit/verify-chains.ts'
import { connect } from '../database/connect.ts'
import { startEmbedded } from '../database/embedded.ts'
import { withClient } from '../database/with-client.ts'
import { contentsOf } from '../testing/contents.ts'
import { emptyDatabase } from '../testing/database.ts'
import { runProgram, startProgram } from '../testing/program.ts'
import { leftOut } from './left-out.ts'

const root = mkdtempSync(join(tmpdir(), 'luoshi-commands-'))
const [city, busy, still] = [join(root, 'city'), join(root, 'busy'), join(root, 'still')]
const running = new Set<Served>()
afterAll(async () => {
  for (const each of running) each.child.kill('SIGKILL')
  rmSync(root, { recursive: true, force: true })
})

type Served = { child: ReturnType<typeof startProgram>['child']; origin: string; passwords: Map<string, string> }

/** The product on a data folder, as `npm start` would run it. */
async function serve(settings: Record<string, string>): Promise<Served> {
  const passwords = new Map<string, string>()
  return new Promise((resolve, reject) => {
    const limits = { PORT: '0', HOST: '127.0.0.1', REQUESTS_PER_MINUTE: '10000000' }
    const { ended } = startProgram('server/main.ts', [], { ...limits, ...settings }, (line, child) => {
      const [, phone, password] = /^ {2}(\d{11}) {2}(\S+) {2}/.exec(line) ?? []
      if (phone && password) passwords.set(phone, password)
      const [, origin] = /已启动：(\S+)/u.exec(line) ?? []
      if (!origin) return
      const served = { child, origin, passwords }
      running.add(served)
      resolve(served)
    })
    void ended.then(({ said }) => reject(new Error(said.join('\n'))))
  })
}

async function stop(served: Served) {
  const gone = once(served.child, 'exit')
  served.child.kill('SIGTERM')
  await gone
  running.delete(served)
}

async function send(origin: string, path: string, body: unknown, cookie = '') {
  const headers = { cookie, 'content-type': 'application/json', 'x-luoshi': '1', 'idempotency-key': crypto.randomUUID() }
  const answer = await fetch(`${origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  return {
    status: answer.status,
    body: (await answer.json()) as { id: string },
    cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '',
  }
}

/** Drafts as fast as they go; `told` are those whose answer has arrived. */
function writers(origin: string, cookie: string) {
  const told: string[] = []
  let going = true
  const write = async (mark: number) => {
    for (let at = 0; going; at++) {
      const { status, body } = await send(origin, '/api/reform/pilot', { values: { title: `${mark}-${at}试点` } }, cookie)
      if (status !== 201) throw new Error(`A draft was answered with ${status}`)
      told.push(body.id)
    }
  }
  const all = Promise.all([1, 2, 3, 4].map(write))
  return { told, stop: () => ((going = false), all) }
}

async function onEmbedded<T>(dataDir: string, work: (url: string) => Promise<T>): Promise<T> {
  const embedded = await startEmbedded(dataDir)
  try {
    return await work(embedded.url)
  } finally {
    await embedded.stop()
  }
}

const backup = (folder: string, settings: Record<string, string>) => runProgram('server/backup/backup.ts', [folder], settings)
const restore = (folder: string, settings: Record<string, string>) => runProgram('server/backup/restore.ts', [folder], settings)

const attachments = (dataDir: string) =>
  Object.fromEntries(
    readdirSync(join(dataDir, 'files'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(dataDir.length), readFileSync(path).toString('base64')])
      .sort(([one], [other]) => (one! < other! ? -1 : 1)),
  )

let served: Served
let acknowledged: string[]
let later: string[]
let taken: Awaited<ReturnType<typeof backup>>

/** The demonstration city on the embedded database, backed up while four clerks write. */
beforeAll(async () => {
  served = await serve({ DATA_DIR: city })
  const { accounts } = (await (await fetch(`${served.origin}/api/demonstration`)).json()) as {
    accounts: { id: string; posts: { org: string; role: string }[] }[]
  }
  const clerk = accounts.find(({ posts }) => posts.some(({ org, role }) => org === '500103' && role === 'entry'))!
  const { cookie } = await send(served.origin, '/api/demonstration/session', { id: clerk.id })
  const writing = writers(served.origin, cookie)
  while (writing.told.length < 20) await new Promise((resolve) => setTimeout(resolve, 20))
  acknowledged = [...writing.told]
  taken = await backup(busy, { DATA_DIR: city })
  later = writing.told.slice(acknowledged.length)
  await writing.stop()
}, 120_000)

async function agrees(url: string, dataDir: string) {
  const { db, pool } = connect(url)
  expect((await verifyDatabase(db, anchorsIn(anchorFile(dataDir)))).broken).toEqual([])
  await pool.end()
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ id: string; version: number; acts: number }>(
      'select record.id, version, count(act.*)::int as acts from record left join act on act.record_id = record.id group by record.id',
    )
    for (const { version, acts } of rows) expect(acts).toBe(version)
    const there = new Set(rows.map(({ id }) => id))
    for (const id of acknowledged) expect(there.has(id)).toBe(true)
    const { rows: named } = await client.query<{ sha256: string }>('select distinct sha256 from file')
    expect(named.length).toBeGreaterThan(30)
    const kept = Object.keys(attachments(dataDir)).map((path) => path.replace('/files/', '').replace('/', ''))
    expect(kept).toEqual(named.map(({ sha256 }) => sha256).sort())
  })
}

describe('R-BK-01 a backup taken by command while four clerks write', () => {
  const [embedded, server] = [join(root, 'to-embedded'), join(root, 'to-server')]

  test('says what it holds, and where the key is, which it does not hold', () => {
    expect([taken.code, taken.said.join('\n')]).toEqual([0, expect.stringMatching(/✓ 备份完成：.*张表 \d{4,} 行/)])
    expect(taken.said.join('\n')).toContain(`密钥不在备份中：${join(city, 'keys', '1.key')}`)
  })

  test('is one instant: restored into an embedded database, records, acts, audit and attachments agree', async () => {
    expect(later.length).toBeGreaterThan(0)
    expect(await restore(busy, { DATA_DIR: embedded })).toMatchObject({ code: 0 })
    await onEmbedded(embedded, (url) => agrees(url, embedded))
  })

  test('gives the same on a PostgreSQL server of another version', async () => {
    const url = await emptyDatabase()
    expect(await restore(busy, { DATA_DIR: server, DATABASE_URL: url })).toMatchObject({ code: 0 })
    await agrees(url, server)
    const other = await onEmbedded(embedded, contentsOf)
    expect(await contentsOf(url)).toEqual(other)
    expect(attachments(server)).toEqual(attachments(embedded))
  })

  test('is served with the old key, and first passwords still open their accounts', async () => {
    expect(await runProgram('server/main.ts', [], { DATA_DIR: embedded, PORT: '0' })).toMatchObject({
      code: 1,
      said: [expect.stringContaining('密钥与数据库不符')],
    })
    cpSync(join(city, 'keys'), join(embedded, 'keys'), { recursive: true })
    const again = await serve({ DATA_DIR: embedded })
    expect(again.passwords.size).toBe(0)
    const [phone, password] = [...served.passwords][0]!
    expect(await send(again.origin, '/api/session', { phone, password })).toMatchObject({ status: 200, body: { mustChange: true } })
    await stop(again)
  })
})

describe('F-08 going over from the embedded database to a server', () => {
  test('is refused while the old one runs, into its folder and beside it', async () => {
    const targets: Record<string, string>[] = [{}, { DATABASE_URL: await emptyDatabase() }]
    for (const more of targets) {
      const { code, said } = await restore(busy, { DATA_DIR: city, ...more })
      expect([code, said.join('\n')]).toEqual([1, expect.stringContaining(`正由进程 ${served.child.pid}（`)])
    }
    expect((await fetch(`${served.origin}/healthz`)).status).toBe(200)
  })

  test('is the same two commands: every table and every attachment is equal', { timeout: 60_000 }, async () => {
    await stop(served)
    const before = await onEmbedded(city, contentsOf)
    // Nothing runs: the backup starts the database itself.
    expect(await backup(still, { DATA_DIR: city })).toMatchObject({ code: 0 })
    const url = await emptyDatabase()
    const moved = join(root, 'moved')
    const { code, said } = await restore(still, { DATA_DIR: moved, DATABASE_URL: url })
    expect([code, said.join('\n')]).toEqual([0, expect.not.stringContaining('审计锚点比备份新')])
    const after = await contentsOf(url)
    for (const [name, rows] of Object.entries(before))
      expect([name, after[name]]).toEqual([name, leftOut.includes(name) ? expect.objectContaining({ rows: 0 }) : rows])
    expect(before.record!.rows).toBeGreaterThan(acknowledged.length + later.length)
    expect(attachments(moved)).toEqual(attachments(city))
  })

  test('tells when the old one was written to after the backup', { timeout: 60_000 }, async () => {
    const { code, said } = await restore(busy, { DATA_DIR: city, DATABASE_URL: await emptyDatabase() })
    expect([code, said.join('\n')]).toEqual([0, expect.stringContaining('审计锚点比备份新')])
    expect(said.join('\n')).not.toContain('请放回原来的密钥')
  })
})

describe('the commands', () => {
  test('need exactly one folder, and a data folder that was started once', async () => {
    for (const args of [[], ['a', 'b'], ['--help']])
      for (const file of ['server/backup/backup.ts', 'server/backup/restore.ts'])
        expect(await runProgram(file, args, { DATA_DIR: join(root, 'none') })).toMatchObject({
          code: 1,
          said: [expect.stringContaining('npm run'), ...Array(4).fill(expect.anything())],
        })
    const { code, said } = await backup(join(root, 'nothing'), { DATA_DIR: join(root, 'none') })
    expect([code, said.join('\n')]).toEqual([1, expect.stringContaining('请先启动一次系统')])
    expect(existsSync(join(root, 'none'))).toBe(false)
  })
  test.runIf(process.getuid?.() === 0)('by root do not restore into another user’s folder, which that user could not open', async () => {
    const theirs = join(root, 'theirs')
    mkdirSync(theirs)
    chownSync(theirs, 65534, 65534)
    const { code, said } = await restore(busy, { DATA_DIR: theirs })
    expect([code, said.join('\n')]).toEqual([1, expect.stringContaining('属于另一个用户（65534）')])
    expect(readdirSync(theirs)).toEqual([])
  })
})
