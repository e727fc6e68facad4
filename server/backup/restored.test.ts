import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { match, tournament } from '#kernel/testing/club.ts'
import { filled, inTown } from '#kernel/testing/town.ts'
import { anchor } from '../audit/anchor.ts'
import { anchorFile, anchorsIn } from '../audit/anchor-file.ts'
import { verifyDatabase } from '../audit/verify-chains.ts'
import { connect } from '../database/connect.ts'
import { knownMigrations, migrate, migrateTo } from '../database/migrate.ts'
import { ownConnection } from '../database/own-connection.ts'
import { diskStore } from '../files/store.ts'
import { sweepFiles } from '../files/sweep.ts'
import { productApp } from '../http/product.ts'
import { withClient } from '../database/with-client.ts'
import { contentsOf } from '../testing/contents.ts'
import { emptyDatabase } from '../testing/database.ts'
import { AWKWARD, filledTown } from '../testing/filled-town.ts'
import type { Say } from './both-languages.ts'
import { leftOut } from './left-out.ts'
import { filesFolder } from './manifest.ts'
import { openBackup } from './open-backup.ts'
import { restoreBackup } from './put-back.ts'
import { takeBackup } from './take.ts'

const root = mkdtempSync(join(tmpdir(), 'luoshi-backup-'))
const folder = join(root, 'backup')
const dataDir = join(root, 'restored')
const quiet: Say = () => undefined
const { app, db, url, dataDir: liveDir, asPerson, cookieOf, town, file, attach, token } = await filledTown()
const target = await emptyDatabase()
const restored = connect(target)
afterAll(async () => {
  await restored.pool.end()
  rmSync(root, { recursive: true, force: true })
})

const everyFile = (path: string) =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

let before: Awaited<ReturnType<typeof contentsOf>>
let cookie: string
let draft: string
let numbered: string
let swept: number

const lastNumber = (of: string) =>
  withClient(
    of,
    async (client) => (await client.query<{ last: string }>('select last_value::text as last from outbox_id_seq')).rows[0]!.last,
  )

/** Stops a backup at the table `notice`, when its snapshot is taken and its first tables are written, until the work is done. */
async function inMidBackup(into: string, work: () => Promise<unknown>) {
  await withClient(url, async (holder) => {
    await holder.query('begin; lock table notice in access exclusive mode')
    const taking = takeBackup(url, liveDir, into, quiet)
    // Whether it comes to a good end is asked for below, and only then.
    taking.catch(() => undefined)
    const waits = `select count(*)::int as waiting from pg_locks where ${WAITING}`
    await vi.waitUntil(async () => (await holder.query<{ waiting: number }>(waits)).rows[0]!.waiting === 1, { timeout: 20_000 })
    await work()
    await holder.query('commit')
    await taking
  })
}

beforeAll(async () => {
  cookie = await cookieOf(town.as('north entry').id)
  const clerk = await asPerson(town.as('north entry').id)
  draft = (await clerk('POST', '/api/tennis/tournament', { body: { values: filled('DRAFT', { startsOn: '2199-01-01' }) } })).json().id
  await anchor(db, anchorFile(liveDir), new Map())
  before = await contentsOf(url)
  numbered = await lastNumber(url)
  await inMidBackup(folder, async () => {
    await file('DURING')
    await attach('DURING.pdf', Buffer.from('DURING'))
    // Two days later nothing of what was uploaded would be kept: no record has taken it up.
    swept = await sweepFiles(db, app.files, new Date(Date.now() + 2 * 24 * 60 * 60 * 1000))
  })
  await restoreBackup(target, dataDir, await openBackup(folder, quiet), quiet)
})

const WAITING = `relation = 'notice'::regclass and not granted`

async function isThatInstant(copy: string) {
  const after = await contentsOf(copy)
  expect(Object.keys(after)).toEqual(Object.keys(before))
  for (const [name, rows] of Object.entries(before))
    expect([name, after[name]]).toEqual([name, leftOut.includes(name) ? expect.objectContaining({ rows: 0 }) : rows])
}

describe('R-BK-01 a backup that was taken while people wrote', () => {
  test('is the database of one instant, row by row, without what came after', async () => {
    expect(await contentsOf(url)).not.toEqual(before)
    await isThatInstant(target)
  })

  test('has every sign of every text', async () => {
    const { rows } = await sql<{ title: string }>`select title from notice`.execute(restored.db)
    expect(rows).toEqual([{ title: AWKWARD }])
  })

  test('has every attachment of that instant, although the sweep would have taken them meanwhile, and none that came later', async () => {
    const { rows } = await sql<{ sha256: string }>`select sha256 from file`.execute(restored.db)
    expect(swept).toBe(0)
    expect(rows).toHaveLength(3)
    const store = diskStore(join(dataDir, 'files'))
    expect((await store.putBefore(new Date(Date.now() + 86_400_000))).sort()).toEqual(rows.map((row) => row.sha256).sort())
    for (const { sha256 } of rows)
      expect(
        createHash('sha256')
          .update(await buffer(await store.open(sha256)))
          .digest('hex'),
      ).toBe(sha256)
  })

  test('has audit chains that agree with themselves, with its anchor, and tell of the restore', async () => {
    expect((await verifyDatabase(restored.db, anchorsIn(anchorFile(dataDir)))).broken).toEqual([])
    expect(readFileSync(anchorFile(dataDir))).toEqual(readFileSync(anchorFile(folder)))
    const actions = async (of: typeof db) =>
      (await sql<{ action: string }>`select entry::jsonb->>'action' as action from audit where entry like '%backup:%'`.execute(of)).rows
    expect(await actions(restored.db)).toEqual([{ action: 'backup:restore' }])
    expect(await actions(db)).toEqual([{ action: 'backup:take' }])
  })

  test('nobody else can read, and no key is in it', () => {
    const key = readFileSync(join(liveDir, 'keys', '1.key'), 'utf8').trim()
    for (const path of everyFile(folder)) {
      expect(statSync(path).mode & 0o077, path).toBe(0)
      expect(readFileSync(path).includes(key), path).toBe(false)
    }
    expect(statSync(folder).mode & 0o777).toBe(0o700)
  })

  test('leaves nothing when the database goes away in the middle of it', async () => {
    const cut = join(root, 'cut', 'backup')
    const cutting = inMidBackup(cut, () =>
      withClient(url, (admin) => admin.query(`select pg_terminate_backend(pid) from pg_locks where ${WAITING}`)),
    )
    await expect(cutting).rejects.toThrow(/terminat/)
    expect(readdirSync(join(root, 'cut'))).toEqual([])
  })

  test('is not taken into a folder that has something in it', async () => {
    await expect(takeBackup(url, liveDir, folder, quiet)).rejects.toThrow('已存在且不是空的')
    await expect(takeBackup(url, liveDir, join(folder, 'manifest.json'), quiet)).rejects.toThrow('备份文件夹')
  })
})

describe('a restored database', () => {
  test('F-24 accepts no session and no token of the old one, repeats no answer and tells nobody anything', async () => {
    const settings = {
      dataDir,
      behindProxy: false,
      demonstration: false,
      secondFactor: 'offered',
      connectors: null,
      requestsPerMinute: 1_000_000,
    } as const
    const copy = await productApp(restored.db, [tournament, match], settings, 'silent')
    try {
      const read = { method: 'GET', url: '/api/tennis/tournament' } as const
      for (const headers of [{ cookie }, { authorization: `Bearer ${token}` }]) {
        expect((await app.inject({ ...read, headers })).statusCode).toBe(200)
        expect((await copy.inject({ ...read, headers })).statusCode).toBe(401)
      }
      const { rows } = await sql<{ told: number; kept: number }>`
        select (select count(*) from outbox)::int as told, (select count(*) from idempotency)::int as kept`.execute(restored.db)
      expect(rows).toEqual([{ told: 0, kept: 0 }])
    } finally {
      await copy.close()
    }
  })

  test('numbers on from where the old one stood', async () => {
    expect(BigInt(await lastNumber(target))).toBeGreaterThanOrEqual(BigInt(numbered))
    expect(BigInt(numbered)).toBeGreaterThan(5n)
  })

  test('holds its triggers, constraints and the product’s limited rights', async () => {
    const refused = (statement: string, role = 'none') =>
      withClient(target, async (client) => {
        await client.query(`set role ${role}`)
        return client.query(statement).then(
          () => 'done',
          (error: Error) => error.message,
        )
      })
    for (const statement of [`update audit set entry = ''`, `delete from act`, `truncate audit`]) {
      expect(await refused(statement)).toContain('is append-only')
      expect(await refused(statement, 'luoshi_app')).toContain('permission denied')
    }
    expect(await refused('insert into identity select module, key, record_id from identity')).toContain('duplicate key')
    expect(await refused(`update record set owner = 'nowhere'`)).toContain('violates foreign key')
    expect(
      await refused(`insert into post (id, person_id, org_id, role, starts_on, granted_at)
        select gen_random_uuid(), person_id, org_id, 'audit-admin', '2026-01-01', now() from post limit 1`),
    ).toContain('holds no business post')
  })

  test('goes on where the old one stopped', async () => {
    await migrate(target)
    await inTown({ ...town, db: restored.db }, new Date()).act('north entry', tournament, draft, { verb: 'submit', version: 1 })
    const { rows } = await sql`select stage, version from record where id = ${draft}`.execute(restored.db)
    expect(rows).toEqual([{ stage: 'review', version: 2 }])
  })
})

describe('a restore', () => {
  test('into a database with tables or people in it is refused, and nothing is changed', async () => {
    const opened = await openBackup(folder, quiet)
    const full = await contentsOf(target)
    await expect(restoreBackup(target, dataDir, opened, quiet)).rejects.toThrow(/不是空的（已有 \d+ 张表、\d{2} 名人员）/)
    expect(await contentsOf(target)).toEqual(full)
  })

  test('keeps an anchor that knows more than the backup, and says so', async () => {
    const again = join(root, 'again')
    await anchor(db, anchorFile(again), new Map())
    const newer = readFileSync(anchorFile(again))
    const { ahead } = await restoreBackup(await emptyDatabase(), again, await openBackup(folder, quiet), quiet)
    expect(ahead).toBeGreaterThan(0)
    expect(readFileSync(anchorFile(again))).toEqual(newer)
  })

  test('by a user who owns the database and may otherwise do nothing, and a backup by the same', async () => {
    const other = new URL(await emptyDatabase())
    const role = `keeper_${process.pid}`
    await withClient(url, async (admin) => {
      await admin.query(`create role ${role} login`)
      await admin.query(`grant luoshi_app to ${role}`)
      await admin.query(`alter database ${other.pathname.slice(1)} owner to ${role}`)
    })
    onTestFinished(async () => {
      const left = [`reassign owned by ${role} to current_user`, `drop owned by ${role}`]
      await withClient(other.href, async (admin) => {
        for (const statement of left) await admin.query(statement)
      })
      await withClient(url, (admin) => admin.query(`drop role ${role}`))
    })
    const theirs = new URL(other)
    theirs.username = role
    await restoreBackup(theirs.href, join(root, 'theirs'), await openBackup(folder, quiet), quiet)
    await isThatInstant(other.href)
    const { tables } = await takeBackup(theirs.href, join(root, 'theirs'), join(root, 'by-them'), quiet)
    expect(tables.map(({ name }) => name)).toEqual((await openBackup(folder, quiet)).manifest.tables.map(({ name }) => name))
  })

  test('into a database that sorts texts otherwise finds every table equal', async () => {
    const other = await emptyDatabase(`locale 'C.UTF-8' locale_provider icu icu_locale 'en'`)
    await restoreBackup(other, join(root, 'other'), await openBackup(folder, quiet), quiet)
    const codes = await withClient(
      other,
      async (client) => (await client.query<{ code: string }>('select code from term order by code')).rows,
    )
    expect(codes.map(({ code }) => code)).toEqual(['apple', 'green', 'name', 'yellow', 'Zebra'])
    await isThatInstant(other)
  })

  test('of an earlier schema brings that schema, and the next start migrates it', async () => {
    const known = await knownMigrations()
    const [early, again] = [await emptyDatabase(), await emptyDatabase()]
    await ownConnection(early, async (own) => {
      await own.db.transaction().execute((tx) => migrateTo(tx, known[0]!))
      await own.client.query(`insert into org (id, name, short, kind, pinyin) values ('city', '重庆市', '重庆市', 'city', 'chongqingshi')`)
    })
    await takeBackup(early, root, join(root, 'early'), quiet)
    await restoreBackup(again, join(root, 'again-early'), await openBackup(join(root, 'early'), quiet), quiet)
    const level = () =>
      withClient(again, async (client) => (await client.query<{ name: string }>('select name from kysely_migration order by name')).rows)
    expect(await level()).toEqual([{ name: known[0] }])
    await migrate(again)
    expect(await level()).toEqual(known.map((name) => ({ name })))
    expect((await contentsOf(again)).org).toMatchObject({ rows: 1 })
  })

  test('of an attachment that the store had lost brings all the others, and the backup says which it is', async () => {
    const { rows } = await sql<{ sha256: string; size: string }>`select sha256, size from file order by size desc`.execute(db)
    await app.files.remove(rows[0]!.sha256)
    const wounded = join(root, 'wounded')
    expect((await takeBackup(url, liveDir, wounded, quiet)).missing).toEqual([rows[0]!.sha256])
    const { manifest } = await openBackup(wounded, quiet)
    expect(manifest.files.map((each) => each.sha256)).not.toContain(rows[0]!.sha256)
    expect(everyFile(filesFolder(wounded))).toHaveLength(manifest.files.length)
  })
})
