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
    expect(await store.sizeOf(sha256)).toBe(1)
    await store.remove(sha256)
    await store.remove(sha256)
    expect(await store.sizeOf(sha256)).toBeNull()
    await expect(store.open(sha256)).rejects.toThrow(FileAbsent)
  })

  test.each(['', '../../etc/passwd', 'AB'.repeat(32), `${'a'.repeat(63)}/`, `${'a'.repeat(64)}\n`])('%j names no file', async (name) => {
    await expect(store.open(name)).rejects.toThrow(FileAbsent)
    await expect(store.remove(name)).rejects.toThrow(FileAbsent)
  })
})

describe('what a sweep looks at', () => {
  test('is what was put before an instant, and nothing that is no content', async () => {
    const { sha256 } = await store.put(Buffer.from('old'))
    await store.put(Buffer.from('its record is being written'))
    await utimes(pathOf(sha256), 0, 0)
    await mkdir(join(root, 'lost+found'))
    await writeFile(join(root, 'lost+found', 'README'), 'not ours')
    await utimes(join(root, 'lost+found', 'README'), 0, 0)
    expect(await store.putBefore(new Date(1000))).toEqual([sha256])
    expect(await store.putBefore(tomorrow())).toHaveLength(2)
  })

  test('a cut-off put is not among it; what it left behind is removed once it is old', async () => {
    const { sha256 } = await store.put(Buffer.from('whole'))
    const draft = join(root, sha256.slice(0, 2), '.draft')
    await writeFile(draft, 'hal')
    expect(await store.putBefore(new Date(1000))).toEqual([])
    expect(await readFile(draft, 'utf8')).toBe('hal')
    expect(await store.putBefore(tomorrow())).toEqual([sha256])
    expect(await readdir(join(root, sha256.slice(0, 2)))).toEqual([sha256.slice(2)])
  })
})

describe('a put', () => {
  test('of the same bytes again mends a damaged file', async () => {
    const { sha256 } = await store.put(Buffer.from('content'))
    await writeFile(pathOf(sha256), 'c0ntent')
    await store.put(Buffer.from('content'))
    expect(await text(await store.open(sha256))).toBe('content')
  })

  test('that fails leaves no draft', async () => {
    const { sha256 } = await store.put(Buffer.from('in the way'))
    await rm(pathOf(sha256))
    // A folder stands where the file belongs, so the last step fails, also for root.
    await mkdir(join(pathOf(sha256), 'full'), { recursive: true })
    await expect(store.put(Buffer.from('in the way'))).rejects.toThrow('EISDIR')
    expect(await readdir(join(root, sha256.slice(0, 2)))).toEqual([sha256.slice(2)])
  })
})
