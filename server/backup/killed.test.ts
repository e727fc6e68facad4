import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startEmbedded } from '../database/embedded.ts'
import { withClient } from '../database/with-client.ts'
import { contentsOf, tableNames } from '../testing/contents.ts'
import { emptyDatabase } from '../testing/database.ts'
import { filledTown } from '../testing/filled-town.ts'
import { runProgram } from '../testing/program.ts'
import { takeBackup } from './take.ts'

const root = mkdtempSync(join(tmpdir(), 'luoshi-killed-'))
const folder = join(root, 'backup')
const { db, url, dataDir, town } = await filledTown()
const target = await emptyDatabase()
const lines: string[] = []

beforeAll(async () => {
  // One table takes long enough to be in the middle of it.
  await sql`insert into notice (id, title, body, kinds, orgs, published_at, published_by, published_for)
    select gen_random_uuid(), 'n' || n, repeat(md5(n::text), 30), '{}', '{}', now(), ${town.as('north entry').id}, 'north' from generate_series(1, 20000) n`.execute(
    db,
  )
  await takeBackup(url, dataDir, folder, () => undefined)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Restores, and kills the process at its `at`th line. */
const killedAt = (at: number, settings: Record<string, string>) => {
  let heard = 0
  return runProgram('server/backup/restore.ts', [folder], settings, (_, child) => {
    if (heard++ === at) child.kill('SIGKILL')
  })
}

describe('R-BK-01 kill -9 in mid-restore', () => {
  test('leaves the database of a server without a table, whenever it comes', { timeout: 300_000 }, async () => {
    const settings = { DATA_DIR: join(root, 'server'), DATABASE_URL: target }
    const whole = await runProgram('server/backup/restore.ts', [folder], { ...settings, DATABASE_URL: await emptyDatabase() })
    expect(whole.code).toBe(0)
    lines.push(
      ...whole.said.slice(
        0,
        whole.said.findIndex((line) => line.startsWith('✓')),
      ),
    )
    expect(lines.length).toBeGreaterThan(20)
    for (let at = 0; at < lines.length; at += 2) {
      expect((await killedAt(at, settings)).code).toBe(null)
      const others = `select count(*)::int as count from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
      const left = () => withClient(target, async (client) => (await client.query<{ count: number }>(others)).rows[0]!.count)
      await expect.poll(left, { timeout: 20_000 }).toBe(0)
      expect([lines[at], await tableNames(target)]).toEqual([lines[at], []])
    }
    expect(await runProgram('server/backup/restore.ts', [folder], settings)).toMatchObject({ code: 0 })
    expect((await contentsOf(target)).notice).toMatchObject({ rows: 20_001 })
  })

  test('leaves the embedded database empty, and the next restore is whole', { timeout: 120_000 }, async () => {
    const settings = { DATA_DIR: join(root, 'embedded') }
    for (const at of [3, lines.findIndex((line) => line.includes('notice')) - 1, lines.length - 1])
      expect((await killedAt(at, settings)).code).toBe(null)
    const embedded = await startEmbedded(settings.DATA_DIR)
    expect(await tableNames(embedded.url)).toEqual([])
    await embedded.stop()
    expect(await runProgram('server/backup/restore.ts', [folder], settings)).toMatchObject({ code: 0 })
  })
})

describe('a backup that is ended', () => {
  test('by a signal leaves nothing; by kill -9 nothing that could be taken for one', { timeout: 60_000 }, async () => {
    const cut = join(root, 'cut', 'backup')
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const settings = { DATA_DIR: dataDir, DATABASE_URL: url }
      const { code } = await runProgram('server/backup/backup.ts', [cut], settings, (line, child) => {
        if (line.includes('file：')) child.kill(signal)
      })
      expect(code).toBe(signal === 'SIGTERM' ? 1 : null)
      expect(existsSync(cut)).toBe(false)
      expect(readdirSync(join(root, 'cut')).filter((name) => signal === 'SIGTERM' || !/^backup\.unfinished-\d+$/.test(name))).toEqual([])
    }
    const [unfinished] = readdirSync(join(root, 'cut'))
    const { code, said } = await runProgram('server/backup/restore.ts', [join(root, 'cut', unfinished!)], { DATA_DIR: join(root, 'x') })
    expect([code, said.join('\n')]).toEqual([1, expect.stringContaining('不是完整的备份')])
  })
})
