import { createReadStream, createWriteStream, rmSync } from 'node:fs'
import { mkdir, open, readdir, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import product from '../../package.json' with { type: 'json' }
import { anchorFile } from '../audit/anchor-file.ts'
import { appendAudit } from '../audit/append.ts'
import { ownConnection, type OwnConnection } from '../database/own-connection.ts'
import { diskStore } from '../files/store.ts'
import { SWEEP_LOCK } from '../files/sweep.ts'
import { obstacle, paced, type Say } from './both-languages.ts'
import { copyFiles } from './copy-files.ts'
import { filesFolder, type Manifest, rowsFile, writeManifest } from './manifest.ts'
import { rowsOf } from './rows.ts'
import { sequencesOf, tablesOf } from './tables.ts'
import { tally } from './tally.ts'

type Contents = Omit<Manifest, 'format'>
type Snapshot = Omit<Contents, 'missing' | 'anchor'>

/**
 * Writes a backup into `folder`, which must not be there or be empty, while the product serves: the tables as they were at one instant, every
 * attachment that they name, the audit anchor. Whoever finds the folder finds all of it: until the end it has another name, and with any failure
 * nothing is left. Throws CannotStart.
 */
export async function takeBackup(url: string, dataDir: string, folder: string, say: Say): Promise<Contents> {
  await refuseOccupied(folder)
  const draft = `${folder}.unfinished-${process.pid}`
  await mkdir(join(draft, 'tables'), { recursive: true, mode: 0o700 }).catch((error: Error) => {
    throw obstacle(`备份文件夹无法建立：${error.message}`, 'the folder for the backup cannot be made')
  })
  const discard = () => rmSync(draft, { recursive: true, force: true })
  process.once('exit', discard)
  try {
    return await ownConnection(url, async (own) => {
      const contents = await collect(own, dataDir, draft, say)
      const digest = await writeManifest(draft, contents)
      for (const path of [join(draft, 'tables'), draft]) await sync(path)
      // Who takes everything away leaves a row like any export; where it cannot be written there is no backup (R-AU-05).
      await record(own, contents, digest)
      await rename(draft, folder)
      await sync(dirname(folder))
      return contents
    })
  } catch (error) {
    discard()
    throw error
  } finally {
    process.off('exit', discard)
  }
}

async function refuseOccupied(folder: string) {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw obstacle(`备份文件夹 ${folder} 无法使用（${error.code}）。`, `the folder for the backup cannot be used`)
  })
  if (names.length > 0)
    throw obstacle(
      `${folder} 已存在且不是空的，备份需要一个新的文件夹。`,
      'the folder is there already and not empty: a backup needs a new one',
    )
}

async function collect(own: OwnConnection, dataDir: string, draft: string, say: Say): Promise<Contents> {
  // Before the snapshot, or it could know of chains what the tables do not.
  const anchor = await copyAnchor(dataDir, draft)
  // Held until the connection ends: no attachment that the snapshot names is swept away meanwhile. Taken before the snapshot, for it may wait for a sweep.
  await sql`select pg_advisory_lock_shared(${SWEEP_LOCK})`.execute(own.db)
  const snapshot = await own.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((tx) => readSnapshot({ client: own.client, db: tx }, draft, say))

  const files = snapshot.files.map((file) => file.sha256)
  say(`正在备份附件：${files.length} 个`, `${files.length} attachments`)
  const progress = paced(say)
  const store = { from: diskStore(join(dataDir, 'files')), to: diskStore(filesFolder(draft)) }
  const missing = await copyFiles(store.from, store.to, files, (done) =>
    progress(`附件：已备份 ${done} 个，共 ${files.length} 个`, `${done} of ${files.length}`),
  )
  return { ...snapshot, files: snapshot.files.filter((file) => !missing.includes(file.sha256)), missing, anchor }
}

async function copyAnchor(dataDir: string, draft: string): Promise<Contents['anchor']> {
  const source = anchorFile(dataDir)
  if (!(await stat(source).catch(() => null))) return null
  const { through, sum } = tally()
  await pipeline(createReadStream(source), through, createWriteStream(anchorFile(draft), { mode: 0o600, flush: true }))
  const { bytes, sha256 } = sum()
  return { bytes, sha256 }
}

async function readSnapshot({ client, db }: OwnConnection, draft: string, say: Say): Promise<Snapshot> {
  const { rows: about } = await sql<{
    at: Date
    postgres: string
  }>`select now() as at, current_setting('server_version') as postgres`.execute(db)
  const { rows: level } = await sql<{ name: string }>`select name from kysely_migration order by timestamp, name`.execute(db)
  const { rows: files } = await sql<{ sha256: string; size: string }>`select distinct sha256, size::text from file order by sha256`.execute(
    db,
  )
  const tables: Snapshot['tables'] = []
  for (const table of await tablesOf(client)) {
    const progress = paced(say)
    const { through, sum } = tally((lines) => progress(`${table.name}：已备份 ${lines} 行`, `${lines} rows so far`))
    await pipeline(rowsOf(client, table), through, createWriteStream(rowsFile(draft, table.name), { mode: 0o600, flush: true }))
    const { lines: rows, ...rest } = sum()
    tables.push({ name: table.name, columns: table.columns, rows, ...rest })
    say(`${table.name}：${rows} 行`, `${rows} rows`)
  }
  return {
    product: product.version,
    takenAt: about[0]!.at.toISOString(),
    postgres: about[0]!.postgres,
    level: level.map(({ name }) => name),
    tables,
    sequences: await sequencesOf(client),
    files: files.map(({ sha256, size }) => ({ sha256, size: Number(size) })),
  }
}

async function record({ db }: OwnConnection, { tables, files }: Contents, manifest: string) {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  const facts = { manifest, rows, files: files.length }
  await appendAudit(
    db,
    { chain: 'none', action: 'backup:take', result: 'done', source: 'operator', request: 'operator', facts },
    new Date(),
  )
}

async function sync(folder: string) {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
