import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'

import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { diskStore, FileAbsent, type FileStore } from './store.ts'

let root: string
let store: FileStore
beforeEach(async () => {
  root = join(await mkdtemp(join(tmpdir(), 'store-')), 'files')
  store = diskStore(root)
})
afterEach(() => rm(join(root, '..'), { recursive: true, force: true }))

const pathOf = (sha256: string) => join(root, sha256.slice(0, 2), sha256.slice(2))
const tomorrow = () => new Date(Date.now() + 24 * 60 * 60 * 1000)

describe('files by the digest of their content', () => {
  test('what was put is read back, whole and in part', async () => {
    const bytes = randomBytes(300_000)
    const { sha256, size } = await store.put(bytes)
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(size).toBe(bytes.length)
    expect((await buffer(await store.open(sha256))).equals(bytes)).toBe(true)
    expect((await buffer(await store.open(sha256, { start: 100, end: 199 }))).equals(bytes.subarray(100, 200))).toBe(true)
    expect(await readFile(pathOf(sha256))).toEqual(bytes)
  })

  test('the same bytes are kept once, also when put at the same time', async () => {
    const bytes = Buffer.from('同一份文件')
    const [first] = await Promise.all(Array.from({ length: 8 }, () => store.put(bytes)))
    expect(await readdir(root, { recursive: true })).toEqual([
      first?.sha256.slice(0, 2),
      `${first?.sha256.slice(0, 2)}/${first?.sha256.slice(2)}`,
    ])
  })

  test('a removed file is absent, and removing it twice is harmless', async () => {
    const { sha256 } = await store.put(Buffer.from('x'))
    expect(await store.has(sha256)).toBe(true)
    await store.remove(sha256)
    await store.remove(sha256)
    expect(await store.has(sha256)).toBe(false)
    await expect(store.open(sha256)).rejects.toThrow(FileAbsent)
  })

  test.each(['', '../../etc/passwd', 'AB'.repeat(32), `${'a'.repeat(63)}/`, `${'a'.repeat(64)}\n`])('%j names no file', async (name) => {
    await expect(store.open(name)).rejects.toThrow(FileAbsent)
    await expect(store.remove(name)).rejects.toThrow(FileAbsent)
  })
})

describe('R-IN-03 a scrub finds every flipped bit, missing and extra file', () => {
  test('one of each among many', async () => {
    const files = await Promise.all(Array.from({ length: 40 }, (_, index) => store.put(randomBytes(200 + index))))
    const all = files.map((file) => file.sha256)
    expect(await store.scrub(all, tomorrow())).toEqual({ missing: [], damaged: [], extra: [] })

    const [lost = '', ...rest] = all
    await rm(pathOf(lost))
    const damaged = rest.slice(0, 20)
    for (const [index, sha256] of damaged.entries()) {
      const bytes = await readFile(pathOf(sha256))
      bytes[(index * 11) % bytes.length]! ^= 1 << (index % 8)
      await writeFile(pathOf(sha256), bytes)
    }
    const { sha256: extra } = await store.put(Buffer.from('nobody expects this'))
    const report = await store.scrub(all, tomorrow())
    expect(report).toEqual({ missing: [lost], damaged, extra: [extra] })
  })

  test('a file that was put a moment ago is not extra yet, and a stranger in the folder is', async () => {
    await store.put(Buffer.from('its record is being written'))
    expect((await store.scrub([])).extra).toEqual([])
    const { sha256 } = await store.put(Buffer.from('old'))
    await utimes(pathOf(sha256), 0, 0)
    expect((await store.scrub([])).extra).toEqual([sha256])
  })

  test('what a cut-off put left behind is removed once it is old', async () => {
    const { sha256 } = await store.put(Buffer.from('whole'))
    const draft = join(root, sha256.slice(0, 2), '.draft')
    await writeFile(draft, 'hal')
    expect(await store.scrub([sha256])).toEqual({ missing: [], damaged: [], extra: [] })
    expect(await readFile(draft, 'utf8')).toBe('hal')
    await store.scrub([sha256], tomorrow())
    expect(await readdir(join(root, sha256.slice(0, 2)))).toEqual([sha256.slice(2)])
  })

  test('putting the bytes again mends a damaged file', async () => {
    const { sha256 } = await store.put(Buffer.from('content'))
    await writeFile(pathOf(sha256), 'c0ntent')
    await store.put(Buffer.from('content'))
    expect(await text(await store.open(sha256))).toBe('content')
    expect(await store.scrub([sha256])).toMatchObject({ damaged: [] })
  })

  test('a put that fails leaves no draft', async () => {
    const { sha256 } = await store.put(Buffer.from('in the way'))
    await rm(pathOf(sha256))
    // A folder stands where the file belongs, so the last step fails, also for root.
    await mkdir(join(pathOf(sha256), 'full'), { recursive: true })
    await expect(store.put(Buffer.from('in the way'))).rejects.toThrow('EISDIR')
    expect(await readdir(join(root, sha256.slice(0, 2)))).toEqual([sha256.slice(2)])
  })
})
