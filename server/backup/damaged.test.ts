import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CannotStart } from '../database/cannot-start.ts'
import { anchor } from '../audit/anchor.ts'
import { anchorFile } from '../audit/anchor-file.ts'
import { tableNames } from '../testing/contents.ts'
import { emptyDatabase } from '../testing/database.ts'
import { filledTown } from '../testing/filled-town.ts'
import { runProgram } from '../testing/program.ts'
import { type Manifest, readManifest, rowsFile, writeManifest } from './manifest.ts'
import { openBackup } from './open-backup.ts'
import { restoreBackup } from './put-back.ts'
import { takeBackup } from './take.ts'

const root = mkdtempSync(join(tmpdir(), 'luoshi-damage-'))
const folder = join(root, 'backup')
const copy = join(root, 'copy')
const quiet = () => undefined
const { db, url, dataDir } = await filledTown()
let parts: { path: string; bytes: Buffer }[]

beforeAll(async () => {
  await anchor(db, anchorFile(dataDir), new Map())
  await takeBackup(url, dataDir, folder, quiet)
})
beforeEach(() => {
  rmSync(copy, { recursive: true, force: true })
  cpSync(folder, copy, { recursive: true })
  parts = readdirSync(copy, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, bytes: readFileSync(path) }))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Damages one part, sees the backup refused, and mends the part. */
async function refuses({ path, bytes }: { path: string; bytes: Buffer }, damage: () => void) {
  damage()
  await expect(openBackup(copy, quiet), path).rejects.toThrow(CannotStart)
  writeFileSync(path, bytes)
}

/** Writes what the whole backup would say had it always been so. */
async function forge(change: (manifest: Manifest) => Manifest) {
  const { manifest } = await readManifest(copy)
  await writeManifest(copy, change(manifest))
}

describe('R-BK-01 a backup is refused before a row of it is written', () => {
  test('with any bit of any part turned over', { timeout: 120_000 }, async () => {
    const filled = parts.filter(({ bytes }) => bytes.length > 0)
    expect(filled.length).toBeGreaterThan(20)
    const anywhere = fc.record({ at: fc.integer({ min: 0, max: filled.length - 1 }), place: fc.nat(), bit: fc.integer({ min: 0, max: 7 }) })
    await fc.assert(
      fc.asyncProperty(anywhere, ({ at, place, bit }) => {
        const part = filled[at]!
        const bytes = Buffer.from(part.bytes)
        bytes[place % bytes.length]! ^= 1 << bit
        return refuses(part, () => writeFileSync(part.path, bytes))
      }),
      { numRuns: 300 },
    )
    await expect(openBackup(copy, quiet)).resolves.toBeDefined()
  })

  test('with any part cut short, lengthened or taken away', { timeout: 120_000 }, async () => {
    for (const part of parts) {
      const { path, bytes } = part
      for (const length of new Set([bytes.length - 1, bytes.length >> 1, 0]))
        if (length >= 0 && length < bytes.length) await refuses(part, () => truncateSync(path, length))
      await refuses(part, () => writeFileSync(path, Buffer.concat([bytes, Buffer.from('\n')])))
      await refuses(part, () => rmSync(path))
    }
    await expect(openBackup(copy, quiet)).resolves.toBeDefined()
  })

  test('that a later release made, or in a form that is not known here', async () => {
    await forge((manifest) => ({ ...manifest, level: [...manifest.level, '9999-later'] }))
    await expect(openBackup(copy, quiet)).rejects.toThrow('备份由更新的版本制作（数据库为 9999-later')
    const text = readFileSync(join(folder, 'manifest.json'), 'utf8').replace('"format": 1', '"format": 2')
    writeFileSync(join(copy, 'manifest.json'), text)
    writeFileSync(join(copy, 'manifest.sha256'), `${createHash('sha256').update(text).digest('hex')}  manifest.json\n`)
    await expect(openBackup(copy, quiet)).rejects.toThrow('本版本无法识别其格式')
  })

  test('that is none', async () => {
    await expect(openBackup(join(root, 'nowhere'), quiet)).rejects.toThrow('不是完整的备份：manifest.json 无法读取（ENOENT）')
    await expect(openBackup(join(copy, 'tables'), quiet)).rejects.toThrow('不是完整的备份')
  })

  test('by the command too, which ends with 1 and leaves the database as it was', async () => {
    const target = await emptyDatabase()
    truncateSync(rowsFile(copy, 'act'), 100)
    const { code, said } = await runProgram('server/backup/restore.ts', [copy], { DATABASE_URL: target, DATA_DIR: join(root, 'command') })
    expect([code, said.join('\n')]).toEqual([1, expect.stringContaining('✗ 备份已损坏：tables/act.copy')])
    expect(await tableNames(target)).toEqual([])
  })
})

describe('a backup that is whole and does not fit', () => {
  test.each([
    ['rows that break a constraint', (rows: string) => rows + rows, 'duplicate key'],
    ['rows of another shape', (rows: string) => rows.replaceAll('\t', ' '), 'invalid input syntax'],
    ['rows in another order', (rows: string) => `${rows.trim().split('\n').reverse().join('\n')}\n`, 'restored otherwise'],
  ])('for it has %s leaves an empty database', async (_, change, reason) => {
    const rows = Buffer.from(change(readFileSync(rowsFile(copy, 'post'), 'utf8')))
    writeFileSync(rowsFile(copy, 'post'), rows)
    const found = {
      rows: rows.toString().split('\n').length - 1,
      bytes: rows.length,
      sha256: createHash('sha256').update(rows).digest('hex'),
    }
    await forge((manifest) => ({
      ...manifest,
      tables: manifest.tables.map((table) => (table.name === 'post' ? { ...table, ...found } : table)),
    }))
    const target = await emptyDatabase()
    await expect(restoreBackup(target, join(root, reason), await openBackup(copy, quiet), quiet)).rejects.toThrow(reason)
    expect(await tableNames(target)).toEqual([])
  })

  test('for its tables are not those of this release', async () => {
    await forge((manifest) => ({ ...manifest, tables: manifest.tables.filter((table) => table.name !== 'term') }))
    const target = await emptyDatabase()
    await expect(restoreBackup(target, join(root, 'other'), await openBackup(copy, quiet), quiet)).rejects.toThrow(
      '表结构与本版本的同名版本不符',
    )
    expect(await tableNames(target)).toEqual([])
  })
})
