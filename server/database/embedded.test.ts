import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Embedded, startEmbedded } from '#server/database/embedded.ts'
import { runningDatabase } from '#server/database/embedded/running.ts'
import { withClient } from '#server/database/with-client.ts'

const OPTIONS = process.env.TEST_POSTGRES_BIN ? { binaries: process.env.TEST_POSTGRES_BIN } : {}

let folder: string
const running = new Set<Embedded>()
const owners = new Set<ChildProcess>()

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'luoshi-embedded-'))
})

afterEach(async () => {
  for (const each of running) await each.stop()
  for (const each of owners) each.kill('SIGKILL')
  // Their servers have yet to end before their files can go.
  if (owners.size > 0) await (await startEmbedded(folder, OPTIONS)).stop()
  running.clear()
  owners.clear()
  rmSync(folder, { recursive: true, force: true })
})

describe('startEmbedded', () => {
  test('keeps what was written over a stop and a start', async () => {
    const first = await start(folder)
    await query(first.url, 'create table kept (name text)')
    await query(first.url, `insert into kept values ('渝中区')`)
    await stop(first)

    const second = await start(folder)
    expect(await query(second.url, 'select name from kept')).toEqual([{ name: '渝中区' }])
  })

  test('flushes every commit, checks its pages, sorts by code point and listens on no network', async () => {
    const { url } = await start(folder)
    const [settings] = await query(
      url,
      `select current_setting('fsync') fsync, current_setting('synchronous_commit') commit, current_setting('data_checksums') checksums,
              current_setting('listen_addresses') addresses, pg_encoding_to_char(encoding) encoding,
              array(select name from unnest(array['b', 'A', 'a', '区', 'B']) name order by name) sorted
       from pg_database where datname = current_database()`,
    )
    expect(settings).toMatchObject({
      fsync: 'on',
      commit: 'on',
      checksums: 'on',
      addresses: '',
      encoding: 'UTF8',
      sorted: ['A', 'B', 'a', 'b', '区'],
    })
  })

  test('lets nobody else at its files and its socket, and does not run as root', async () => {
    const { url } = await start(folder)
    const sockets = new URL(url).searchParams.get('host')!
    const cluster = join(folder, 'postgres')
    for (const path of [sockets, cluster]) expect(statSync(path).mode & 0o077).toBe(0)
    expect(statSync(cluster).uid).not.toBe(0)
    expect(statSync(`/proc/${postmaster(folder)}`).uid).toBe(statSync(cluster).uid)
  })

  test('works below a closed folder, under a name too long for a socket and with blanks, quotes and Chinese in it', async () => {
    const deep = join(folder, `落实 "数据", ${'很'.repeat(60)}`)
    const { url } = await start(deep)
    expect(await query(url, 'select 1 as answer')).toEqual([{ answer: 1 }])
    expect(statSync(new URL(url).searchParams.get('host')!).mode & 0o077).toBe(0)
    expect(await runningDatabase(deep)).toBe(url)
  })

  test('is found by a process that comes beside it, while it runs and not after', async () => {
    expect(await runningDatabase(folder)).toBeUndefined()
    const owner = await startOwner(folder)
    expect(await runningDatabase(folder)).toBe(owner.url)
    owner.process.kill('SIGKILL')
    await expect.poll(() => runningDatabase(folder), { timeout: 20_000 }).toBeUndefined()
  })

  test('R-AU-06: its log holds nothing of a row that was refused', async () => {
    const { url } = await start(folder)
    await query(url, 'create table checked (name text unique check (length(name) > 3))')
    await query(url, `insert into checked values ('CANARY-77')`)
    for (const name of ['CANARY-77', 'C-7'])
      await expect(query(url, `insert into checked values ('${name}')`)).rejects.toThrow('checked_name')
    const log = readFileSync(join(folder, 'postgres.log'), 'utf8')
    expect(log).toContain('checked_name_key')
    expect(log).not.toMatch(/CANARY-77|C-7/)
  })

  test('F-07: a second process is refused with the number of the first, and the first goes on', async () => {
    const owner = await startOwner(folder)
    await expect(startEmbedded(folder)).rejects.toThrow(new RegExp(`进程 ${owner.pid}（.*使用，不能同时启动`))
    expect(await query(owner.url, 'select 1 as answer')).toEqual([{ answer: 1 }])
  })

  test('of three starts at the same instant exactly one wins', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 3 }, () => start(folder)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('F-01: takes the folder over after kill -9 of its owner, five times, and has every committed row', async () => {
    for (let round = 1; round <= 5; round++) {
      const owner = await startOwner(folder)
      await query(owner.url, 'create table if not exists kept (round int)')
      await query(owner.url, 'insert into kept values ($1)', [round])
      owner.process.kill('SIGKILL')
    }
    const { url } = await start(folder)
    expect(await query(url, 'select round from kept order by round')).toEqual([1, 2, 3, 4, 5].map((round) => ({ round })))
  })

  test('replaces an orphan that no longer reacts', async () => {
    const owner = await startOwner(folder)
    const orphan = postmaster(folder)
    process.kill(orphan, 'SIGSTOP')
    owner.process.kill('SIGKILL')

    const { url } = await start(folder)
    expect(await query(url, 'select 1 as answer')).toEqual([{ answer: 1 }])
    expect(postmaster(folder)).not.toBe(orphan)
  })

  test('F-02: starts the server again when the server is killed', async () => {
    const { url } = await start(folder)
    await query(url, 'create table kept as select 1 as row')
    process.kill(postmaster(folder), 'SIGKILL')
    await expect.poll(() => query(url, 'select row from kept').catch(() => 'not yet'), { timeout: 20_000 }).toEqual([{ row: 1 }])
  })

  test('is not stopped by a process file that was cut short', async () => {
    await stop(await start(folder))
    writeFileSync(join(folder, 'postgres', 'postmaster.pid'), '')
    const { url } = await start(folder)
    expect(await query(url, 'select 1 as answer')).toEqual([{ answer: 1 }])
  })

  test('is not stopped by a process file whose number now belongs to another process', async () => {
    await stop(await start(folder))
    const lines = [process.pid, join(folder, 'postgres'), 0, 5432, '', '', '      5432         1', 'ready', '']
    writeFileSync(join(folder, 'postgres', 'postmaster.pid'), lines.join('\n'))
    const { url } = await start(folder)
    expect(await query(url, 'select 1 as answer')).toEqual([{ answer: 1 }])
  })
})

async function start(folder: string) {
  const started = await startEmbedded(folder, OPTIONS)
  running.add(started)
  return started
}

async function stop(started: Embedded) {
  running.delete(started)
  await started.stop()
}

/** Another process that has started the database of `folder` and does nothing further. */
async function startOwner(folder: string) {
  const program = `
    import { startEmbedded } from '#server/database/embedded.ts'
    console.log((await startEmbedded(${JSON.stringify(folder)}, ${JSON.stringify(OPTIONS)})).url)
    setInterval(() => {}, 1000)`
  const owner = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  owners.add(owner)
  const [url] = (await once(createInterface(owner.stdout), 'line')) as [string]
  return { process: owner, pid: owner.pid!, url }
}

function postmaster(folder: string): number {
  return Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
}

async function query(url: string, sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  return withClient(url, async (client) => (await client.query<Record<string, unknown>>(sql, values)).rows)
}
