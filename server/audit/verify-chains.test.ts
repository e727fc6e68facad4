import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from '../database/connect.ts'
import { testOffice } from '../testing/office.ts'
import { anchorFile, anchorsIn, type Anchor } from './anchor-file.ts'
import { anchor } from './anchor.ts'
import { appendAudit } from './append.ts'
import { genesis, linkHash, type Link } from './chain.ts'
import { verifyDatabase, verifyExport } from './verify-chains.ts'

const { db, dataDir, person, asPerson } = await testOffice()
const folder = mkdtempSync(join(tmpdir(), 'luoshi-verify-'))
afterAll(() => rmSync(folder, { recursive: true }))
const path = anchorFile(dataDir)
const exported = join(folder, 'export.ndjson')
let links: Link[]
let heads: Anchor[]

beforeAll(async () => {
  for (let at = 0; at < 120; at++) {
    const chain = ['500103', '500107', 'office'][at % 3]!
    await appendAudit(
      db,
      { chain, action: 'test:act', result: 'done', source: '10.0.0.1', request: String(at), object: `对象${at}` },
      new Date(),
    )
    if (at === 60) await anchor(db, path, new Map())
  }
  const auditor = await asPerson((await person('审计管理员', ['city', 'audit-admin'])).id)
  const text = (await auditor('GET', '/api/admin/audit/export')).body
  writeFileSync(exported, text)
  const [head, ...rest] = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  heads = head.heads
  links = rest
  await anchor(db, path, new Map())
})

const checked = async (changed: Link[], told = heads, anchors: AsyncIterable<Anchor> = anchorsIn(path)) => {
  const file = join(folder, 'changed.ndjson')
  writeFileSync(file, [JSON.stringify({ heads: told }), ...changed.map((link) => JSON.stringify(link)), ''].join('\n'))
  return verifyExport(file, anchors)
}

describe('R-AU-04: an export as it was taken', () => {
  test('verifies, offline, with anchors and without', async () => {
    for (const anchors of [anchorsIn(path), anchorsIn(join(folder, 'none'))])
      expect(await verifyExport(exported, anchors)).toMatchObject({ entries: links.length, chains: 4, broken: [] })
  })

  test('and so does the database', async () => {
    const { broken, entries } = await verifyDatabase(db, anchorsIn(path))
    expect([broken, entries]).toEqual([[], links.length])
  })
})

describe('R-AU-03 INV-09: tampering is found', () => {
  // Two chains of forty entries, the one entry of the city's, which stands alone, and forty more.
  const at = fc.oneof(fc.nat({ max: 79 }), fc.integer({ min: 81, max: 120 }))
  const texts = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 })
  const damages: Record<string, fc.Arbitrary<(all: Link[]) => Link[]>> = {
    'an entry edited': fc.tuple(at, texts).map(
      ([index, text]) =>
        (all) =>
          all.with(index, { ...all[index]!, entry: all[index]!.entry + text }),
    ),
    'a single sign changed': fc.tuple(at, fc.nat()).map(([index, place]) => (all) => {
      const { entry } = all[index]!
      const spot = place % entry.length
      return all.with(index, { ...all[index]!, entry: entry.slice(0, spot) + (entry[spot] === 'x' ? 'y' : 'x') + entry.slice(spot + 1) })
    }),
    'a time moved': fc.tuple(at, fc.integer({ min: 1, max: 1e9 })).map(
      ([index, by]) =>
        (all) =>
          all.with(index, { ...all[index]!, at: new Date(new Date(all[index]!.at).getTime() + by).toISOString() }),
    ),
    'a hash flipped': at.map(
      (index) => (all) => all.with(index, { ...all[index]!, hash: all[index]!.hash.replace(/^./, (first) => (first === '0' ? '1' : '0')) }),
    ),
    'an entry deleted': at.map((index) => (all) => all.toSpliced(index, 1)),
    'several deleted': fc.tuple(at, fc.integer({ min: 2, max: 30 })).map(
      ([index, count]) =>
        (all) =>
          all.toSpliced(index, count),
    ),
    'an entry repeated': at.map((index) => (all) => all.toSpliced(index, 0, all[index]!)),
    'a made-up entry inserted': fc.tuple(at, texts).map(
      ([index, entry]) =>
        (all) =>
          all.toSpliced(index, 0, { ...all[index]!, entry }),
    ),
    'two entries of a chain swapped': fc.tuple(at, fc.nat()).map(([index, other]) => (all) => {
      const peers = all.flatMap((link, place) => (link.chain === all[index]!.chain && place !== index ? [place] : []))
      const peer = peers[other % peers.length]!
      return all.with(index, { ...all[peer]!, seq: all[index]!.seq }).with(peer, { ...all[index]!, seq: all[peer]!.seq })
    }),
    'the end cut off': fc.tuple(fc.constantFrom('500103', '500107', 'office'), fc.integer({ min: 1, max: 40 })).map(
      ([chain, keep]) =>
        (all) =>
          all.filter((link) => link.chain !== chain || link.seq < keep),
    ),
    'an entry moved to another chain': at.map(
      (index) => (all) => all.with(index, { ...all[index]!, chain: all[index]!.chain === 'office' ? '500103' : 'office' }),
    ),
  }

  test('a thousand times at random, each time', async () => {
    const damage = fc.oneof(...Object.entries(damages).map(([name, arbitrary]) => arbitrary.map((apply) => ({ name, apply }))))
    await fc.assert(
      fc.asyncProperty(damage, async ({ name, apply }) => {
        const { broken } = await checked(apply(links))
        expect(broken.length, name).toBeGreaterThan(0)
        expect(broken[0]!.seq).toBeGreaterThan(0)
      }),
      { numRuns: 1000 },
    )
  })

  test('even when everything is rewritten without a flaw, heads included, for the anchor remembers', async () => {
    await fc.assert(
      fc.asyncProperty(at, async (index) => {
        const { links: forged, heads: told } = rewritten(
          links.with(index, { ...links[index]!, entry: links[index]!.entry.replace('对象', '物件') }),
        )
        const { broken } = await checked(forged, told)
        expect(broken).toMatchObject([{ chain: links[index]!.chain, why: expect.stringContaining('锚点') }])
        expect((await checked(forged, told, anchorsIn(join(folder, 'none')))).broken).toEqual([])
      }),
      { numRuns: 50 },
    )
  })

  test('a chain gone altogether, or its head, or a file cut short', async () => {
    const without = links.filter((link) => link.chain !== 'office')
    expect(
      (
        await checked(
          without,
          heads.filter((head) => head.chain !== 'office'),
        )
      ).broken,
    ).toMatchObject([{ chain: 'office', seq: 1 }])
    expect((await checked(links, [])).broken).toMatchObject([{ chain: '?' }])
    writeFileSync(join(folder, 'cut.ndjson'), readFileSync(exported, 'utf8').slice(0, -40))
    expect((await verifyExport(join(folder, 'cut.ndjson'), anchorsIn(path))).broken).not.toEqual([])
  })

  test('in the database itself: edited, deleted, cut, rewritten by its owner', async () => {
    const server = new URL(process.env.TEST_POSTGRES_URL!)
    server.pathname = `/${(await sql<{ name: string }>`select current_database() as name`.execute(db)).rows[0]!.name}`
    const { db: owned, pool } = connect(server.href, 1)
    await sql`set role none`.execute(owned)
    for (const [statement, chain, seq] of [
      [sql`update audit set entry = replace(entry, '对象', '物件') where chain = '500103' and seq = 7`, '500103', 7],
      [sql`update audit set at = at + interval '1 microsecond' where chain = 'office' and seq = 5`, 'office', 5],
      [sql`delete from audit where chain = '500107' and seq = 3`, '500107', 4],
      [sql`delete from audit where chain = '500107' and seq > 38`, '500107', 39],
      [
        sql`with cut as (delete from audit where chain = 'office' and seq > 30) update audit_head set (seq, hash) = (select seq, hash from audit where chain = 'office' and seq = 30) where chain = 'office'`,
        'office',
        31,
      ],
      [sql`with gone as (delete from audit_head where chain = 'office') delete from audit where chain = 'office'`, 'office', 1],
      [sql`update audit_head set hash = 'x' where chain = 'office'`, 'office', 40],
    ] as const) {
      const found = await owned
        .transaction()
        .execute(async (tx) => {
          await sql`alter table audit disable trigger audit_append_only`.execute(tx)
          await statement.execute(tx)
          const { broken } = await verifyDatabase(tx, anchorsIn(path))
          await sql`alter table audit enable trigger audit_append_only`.execute(tx)
          throw Object.assign(new Error('put back'), { broken })
        })
        .catch((error: { broken?: unknown; message: string }) => error.broken ?? error.message)
      expect(found).toMatchObject([{ chain, seq }])
    }
    await pool.end()
  })
})

describe('anchoring', () => {
  test('writes the heads that moved and only those, a line each time, and tells of a chain that fell back', async () => {
    const file = join(folder, 'anchor.ndjson')
    const known = new Map()
    expect(await anchor(db, file, known)).toEqual([])
    await anchor(db, file, known)
    await appendAudit(db, { chain: '500103', action: 'test:act', result: 'done', source: 's', request: 'r' }, new Date())
    await anchor(db, file, known)
    const lines = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map((line) => line.heads.length)).toEqual([4, 1])
    known.set('500103', { seq: 99, hash: '00' })
    known.set('lost', { seq: 1, hash: '00' })
    expect(await anchor(db, file, known)).toEqual(['500103', 'lost'])
  })

  test('goes on behind a line that a crash cut short', async () => {
    const file = join(folder, 'torn.ndjson')
    await anchor(db, file, new Map())
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, -30))
    await anchor(db, file, new Map())
    const read = []
    for await (const each of anchorsIn(file)) read.push(each)
    expect(read).toHaveLength(4)
  })
})

describe('npm run audit:verify', () => {
  const run = (args: string[], env: Record<string, string> = {}) =>
    new Promise<{ code: number; out: string }>((resolve) => {
      execFile(
        process.execPath,
        ['server/audit/verify.ts', ...args],
        { env: { ...process.env, DATA_DIR: dataDir, ...env } },
        (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out: out + err }),
      )
    })

  test('answers 0 for what is whole and 1 with the place for what is not', async () => {
    expect(await run([exported])).toMatchObject({ code: 0, out: expect.stringContaining('✓ 校验链完好') })
    const file = join(folder, 'bad.ndjson')
    writeFileSync(file, readFileSync(exported, 'utf8').replace('对象17', '物件17'))
    const bad = await run([file])
    expect(bad.code).toBe(1)
    expect(bad.out).toContain('✗ 链 office 第 6 条')
    const server = new URL(process.env.TEST_POSTGRES_URL!)
    server.pathname = `/${(await sql<{ name: string }>`select current_database() as name`.execute(db)).rows[0]!.name}`
    expect(await run(['--database'], { DATABASE_URL: server.href })).toMatchObject({ code: 0 })
    expect(await run(['no-such-file'])).toMatchObject({ code: 1, out: expect.stringContaining('没有找到文件') })
    expect(await run(['--anchor', 'no-such-file', exported])).toMatchObject({ code: 1, out: expect.stringContaining('没有找到锚点文件') })
    expect(await run(['--unknown'])).toMatchObject({ code: 1, out: expect.stringContaining('npm run audit:verify') })
    expect(await run(['--help'])).toMatchObject({ code: 0 })
  })
})

/** What somebody with every right on the database could make of the chains: each hash computed anew. */
function rewritten(all: Link[]): { links: Link[]; heads: Anchor[] } {
  const last = new Map<string, Buffer>()
  const forged = all.map((link) => {
    const hash = linkHash(last.get(link.chain) ?? genesis(link.chain), link.chain, link.seq, link.entry)
    last.set(link.chain, hash)
    return { ...link, hash: hash.toString('hex') }
  })
  return { links: forged, heads: heads.map((head) => ({ ...head, hash: last.get(head.chain)!.toString('hex') })) }
}
