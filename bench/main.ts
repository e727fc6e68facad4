import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { migrate } from '#server/database/migrate.ts'
import { openKeys } from '#server/identity/keys.ts'
import { signInAll } from './cast.ts'
import { download, EXPORT, queriesAlone } from './excel.ts'
import { importAll } from './import.ts'
import { liveDelay } from './live.ts'
import { load } from './load.ts'
import { measureScene, type Measured } from './measure.ts'
import { openEar, type Ear } from './overheard.ts'
import { ownerOf } from './owner.ts'
import { grow, prepare } from './prepare.ts'
import { type Report, said } from './report.ts'
import { measureReports } from './reports.ts'
import { scenesOf } from './scenes.ts'
import { startServer, type Server } from './server.ts'
import { DEEDS, fileWaiting, performed, replayed, sampleShot, type Times } from './writes.ts'

// npm run bench -- [--small | --sizes N,N] [--parts ledger,export,reports,writes] [--out FILE]: what the product does in a second, on a real PostgreSQL, beside
// what its SQL alone does.
const {
  small,
  sizes: asked,
  parts,
  out,
} = parseArgs({
  options: {
    small: { type: 'boolean', default: false },
    sizes: { type: 'string' },
    parts: { type: 'string', default: 'ledger,export,reports,writes' },
    out: { type: 'string' },
  },
}).values
const PARTS = ['ledger', 'export', 'reports', 'writes'] as const
const wanted = parts.split(',')
const unknown = wanted.filter((part) => !(PARTS as readonly string[]).includes(part))
if (unknown.length > 0) throw new Error(`--parts knows ${PARTS.join(', ')}, not ${unknown.join(', ')}`)
const measures = (part: (typeof PARTS)[number]) => wanted.includes(part)
const url = process.env.DATABASE_URL
if (!url || !process.env.PGBENCH) throw new Error('DATABASE_URL and PGBENCH are missing: run this by npm run bench')

const sizes = asked?.split(',').map(Number) ?? (small ? [10_000] : [10_000, 100_000, 1_000_000])
const reading: Times[] = [1, 16, 64].map((clients) => ({ clients, seconds: 1.5, warmUp: 0.5 }))
const writing: Times[] = [1, 16, 64].map((clients) => ({ clients, seconds: small ? 2 : 6, warmUp: 2 }))

process.env.LUOSHI_KEY = randomBytes(32).toString('base64')
const dataDir = mkdtempSync(join(tmpdir(), 'luoshi-bench-'))
const owner = ownerOf(url)
await migrate(url)
if ((await sql`select 1 from person limit 1`.execute(owner)).rows.length > 0)
  throw new Error('DATABASE_URL names a database with people in it; the bench fills an empty one')
await prepare(owner, openKeys(dataDir))

const {
  rows: [about],
} = await sql<{
  version: string
  buffers: string
  fsync: string
}>`select version() as version, current_setting('shared_buffers') as buffers, current_setting('fsync') as fsync`.execute(owner)
const report: Report = {
  at: new Date().toISOString(),
  machine: { cores: cpus().length, processor: cpus()[0]!.model, memory: totalmem(), node: process.version, ...about! },
  sizes: [],
  deeds: [],
  live: null,
  imported: null,
}
// The first start ever compiles; what is measured are the starts of every other day.
await (await startServer(url, dataDir))[Symbol.asyncDispose]()
try {
  let filed = 0
  for (const size of sizes) {
    tell(`${size.toLocaleString('en')} pilots: filling`)
    const began = performance.now()
    await grow(url, owner, filed, size)
    filed = size
    tell(`filled in ${((performance.now() - began) / 1000).toFixed(0)} s`)
    report.sizes.push(await reads(size))
  }
  if (measures('writes')) {
    tell('filing what will be submitted and approved')
    await fileWaiting(url, owner, writing)
    await writes()
  }
  await owner.destroy()
} finally {
  // An hour's figures are not lost to what goes wrong after them.
  if (report.sizes.length > 0) tellAll()
  rmSync(dataDir, { recursive: true })
}

function tellAll() {
  const file = out ?? join(tmpdir(), `luoshi-bench-${report.at.replace(/[:.]/g, '-')}.json`)
  writeFileSync(file, JSON.stringify(report, null, 1))
  console.log(`${said(report)}\n\n${file}`)
}

async function reads(size: number): Promise<Report['sizes'][number]> {
  await signInAll(owner)
  await whatIsDue()
  await using server = await startServer(url!, dataDir)
  await server.quiet()
  const idle = server.memory()
  await using ear = await openEar(url!)
  const measured: Measured[] = []
  const scenes = measures('ledger') ? await scenesOf(owner, size) : []
  if (scenes.length > 0) await load({ port: server.port, clients: 4, seconds: 4, warmUp: 0, shots: scenes.flatMap(({ shots }) => shots) })
  for (const scene of scenes) {
    await signInAll(owner)
    measured.push(await measureScene(url!, server, ear, scene, reading))
    tell(`${scene.name}, ${scene.viewer}`)
  }
  const excel = measures('export') ? await exports(server, ear, size) : null
  const reported = measures('reports') ? await reports(server, ear) : null
  return { size, startedIn: server.startedIn, idle, scenes: measured, excel, reported }
}

/** The reminders of all that was filed fall due at once here, as they never do in an office. */
async function whatIsDue() {
  await using server = await startServer(url!, dataDir)
  await server.quiet()
}

async function exports(server: Server, ear: Ear, size: number) {
  tell('export')
  const exported = await download(server)
  return { ...exported, alone: size > 100_000 ? null : await queriesAlone(url!, await ear.statementsOf(EXPORT)) }
}

async function reports(server: Server, ear: Ear) {
  tell('report')
  await signInAll(owner)
  return measureReports(url!, owner, server, ear)
}

async function writes() {
  await signInAll(owner)
  await using ear = await openEar(url!)
  await using server = await startServer(url!, dataDir)
  for (const deed of DEEDS) {
    const statements = await ear.statementsOf(sampleShot(deed))
    const measured: Measured = { name: deed.name, viewer: 'district', pairs: [] }
    for (const [at, times] of writing.entries()) {
      await sql`checkpoint`.execute(owner)
      const product = await performed(server.port, deed, at, times)
      await sql`checkpoint`.execute(owner)
      measured.pairs.push({ clients: times.clients, product, sql: await replayed(url!, owner, deed, at, times, statements) })
    }
    report.deeds.push(measured)
    tell(deed.name)
  }
  report.live = await liveDelay(server)
  tell('import')
  report.imported = await importAll(server, owner)
}

function tell(progress: string) {
  console.error(`· ${new Date().toISOString().slice(11, 19)} ${progress}`)
}
