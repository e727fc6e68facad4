import { createServer, type Server as HttpServer } from 'node:http'
import { spawnSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'

import { Server, Upload } from '@tus/server'
import fc from 'fast-check'
import { Upload as ClientUpload } from 'tus-js-client'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { EncryptedStaging, sweepStaging } from './staging.ts'

const KiB = 1024
const LIMITS = { maxFileBytes: 512 * KiB, maxTotalBytes: 1024 * KiB }

let root: string
let staging: EncryptedStaging
beforeEach(async () => {
  root = join(await mkdtemp(join(tmpdir(), 'staging-')), 'staging')
  staging = new EncryptedStaging(root, LIMITS)
})
afterEach(async () => {
  await staging.close()
  await rm(join(root, '..'), { recursive: true, force: true })
})

const begin = async (size: number, id = randomUUID()) =>
  (await staging.create(new Upload({ id, size, offset: 0, metadata: { filename: '机密★.docx' } }))).id
const put = (id: string, bytes: Buffer, offset: number) => staging.write(Readable.from([bytes]), id, offset)

/** Every byte and every name beneath the staging folder. */
async function onDisk(): Promise<Buffer> {
  const names = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = await Promise.all(names.filter((name) => name.isFile()).map((name) => readFile(join(name.parentPath, name.name))))
  return Buffer.concat([...names.map((name) => Buffer.from(name.name)), ...files])
}

describe('an upload in pieces', () => {
  test('comes back whole, whatever the pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { minLength: 1, maxLength: 6 }), async (pieces) => {
        const whole = Buffer.concat(pieces)
        const id = await begin(whole.length)
        let offset = 0
        for (const piece of pieces) offset = await put(id, Buffer.from(piece), offset)
        expect(await staging.readStaged(id)).toEqual(whole)
        await staging.discard(id)
      }),
      { numRuns: 30 },
    )
  })

  test('resumes where a broken connection left it', async () => {
    const whole = randomBytes(100 * KiB)
    const id = await begin(whole.length)
    async function* breaking() {
      yield whole.subarray(0, 33_333)
      throw new Error('connection reset')
    }
    await expect(staging.write(Readable.from(breaking()), id, 0)).rejects.toThrow('connection reset')
    const { offset } = await staging.getUpload(id)
    expect(offset).toBe(33_333)
    await expect(staging.readStaged(id)).rejects.toMatchObject({ status_code: 409 })
    await put(id, whole.subarray(offset), offset)
    expect(await staging.readStaged(id)).toEqual(whole)
  })

  test('a piece for another place, past the end, or of an unknown upload is refused', async () => {
    const id = await begin(10)
    await expect(put(id, Buffer.from('x'), 3)).rejects.toMatchObject({ status_code: 409 })
    await expect(put(id, Buffer.alloc(11), 0)).rejects.toMatchObject({ status_code: 413 })
    await expect(put('../../etc/passwd', Buffer.from('x'), 0)).rejects.toMatchObject({ status_code: 404 })
    await expect(staging.getUpload('nowhere')).rejects.toMatchObject({ status_code: 404 })
    await expect(staging.remove('nowhere')).rejects.toMatchObject({ status_code: 404 })
  })

  test('R-FU-05 one upload and all together have their limits', async () => {
    await expect(begin(LIMITS.maxFileBytes + 1)).rejects.toMatchObject({ status_code: 413 })
    await expect(staging.create(new Upload({ id: 'a', offset: 0 }))).rejects.toMatchObject({ status_code: 400 })
    const first = await begin(LIMITS.maxFileBytes)
    await begin(LIMITS.maxFileBytes)
    await expect(begin(1)).rejects.toMatchObject({ status_code: 507 })
    await staging.discard(first)
    await begin(1)
    expect(staging.census().map(({ size }) => size)).toEqual([LIMITS.maxFileBytes, 1])
  })
})

describe('R-SC-05 nothing readable touches the disk before the verdict', () => {
  test('neither the content nor the name is found there', async () => {
    const canary = '绝密★启用前 CANARY-7f3a'
    const id = await begin(Buffer.byteLength(canary) * 400)
    const bytes = Buffer.from(canary.repeat(400))
    await put(id, bytes.subarray(0, 5000), 0)
    await put(id, bytes.subarray(5000), 5000)

    const disk = await onDisk()
    expect(disk.length).toBeGreaterThan(bytes.length)
    for (const trace of ['CANARY', '启用前', '机密★', 'docx', id]) expect(disk.includes(trace)).toBe(false)
    expect((await staging.readStaged(id)).equals(bytes)).toBe(true)
    const [folder = ''] = await readdir(root)
    expect((await stat(root)).mode & 0o777).toBe(0o700)
    expect((await stat(join(root, folder))).mode & 0o777).toBe(0o700)
  })

  test('two uploads of the same bytes differ on the disk', async () => {
    const bytes = Buffer.alloc(4096, '密')
    for (const id of [await begin(4096), await begin(4096)]) await put(id, bytes, 0)
    const [folder = ''] = await readdir(root)
    const [first, second] = await Promise.all((await readdir(join(root, folder))).map((name) => readFile(join(root, folder, name))))
    expect(first?.equals(second ?? Buffer.alloc(0))).toBe(false)
  })
})

describe('R-RS-01 refused, expired and abandoned uploads leave nothing', () => {
  test('a discarded upload is gone, and discarding twice is harmless', async () => {
    const id = await begin(5)
    await put(id, Buffer.from('bytes'), 0)
    await staging.discard(id)
    await staging.discard(id)
    expect(staging.census()).toEqual([])
    const [folder = ''] = await readdir(root)
    expect(await readdir(join(root, folder))).toEqual([])
    await expect(staging.readStaged(id)).rejects.toMatchObject({ status_code: 404 })
  })

  test('an upload is discarded by itself when its time is over', async () => {
    const brief = new EncryptedStaging(root, { ...LIMITS, expiresAfterMs: 20 })
    await brief.create(new Upload({ id: 'a', size: 5, offset: 0 }))
    await expect.poll(() => brief.census()).toEqual([])
    await expect.poll(async () => (await Promise.all((await readdir(root)).map((name) => readdir(join(root, name))))).flat()).toEqual([])
    await brief.close()
  })

  test('what the clock missed goes when asked', async () => {
    const late = new Upload({ id: 'late', size: 5, offset: 0, creation_date: new Date(Date.now() - 2 * 60 * 60 * 1000).toISOString() })
    await staging.create(late)
    await begin(5)
    expect(await staging.deleteExpired()).toBe(1)
    expect(staging.census()).toHaveLength(1)
  })

  test('a start sweeps what ended processes left, and nothing of living ones', async () => {
    const id = await begin(5)
    await put(id, Buffer.from('bytes'), 0)
    const [mine = ''] = await readdir(root)
    const { pid: ended } = spawnSync(process.execPath, ['--version'])
    const leave = async (name: string, at = new Date()) => {
      await mkdir(join(root, name))
      await writeFile(join(root, name, 'x'), 'x')
      await utimes(join(root, name), at, at)
    }
    const elsewhere = `elsewhere.1.${randomUUID()}`
    await leave(`${hostname()}.${ended}.${randomUUID()}`)
    await leave(`${hostname()}.${process.pid}.${randomUUID()}`)
    await leave(`elsewhere.1.${randomUUID()}`, new Date(Date.now() - 3 * 60 * 60 * 1000))
    await leave(elsewhere)
    await leave('left by something older')

    await sweepStaging(root)
    expect((await readdir(root)).sort()).toEqual([mine, elsewhere].sort())
    expect((await staging.readStaged(id)).toString()).toBe('bytes')
  })
})

describe('behind the tus server', () => {
  let http: HttpServer
  let url: string
  beforeEach(async () => {
    const tus = new Server({ path: '/uploads', datastore: staging, relativeLocation: true })
    http = createServer((request, response) => void tus.handle(request, response))
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    const address = http.address()
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/uploads`
  })
  afterEach(() => void http.close())

  const upload = (bytes: Buffer, from?: string) =>
    new Promise<string>((resolve, reject) => {
      const client = new ClientUpload(bytes, {
        endpoint: url,
        ...(from === undefined ? {} : { uploadUrl: from }),
        chunkSize: 50_000,
        retryDelays: null,
        metadata: { filename: '试点方案.docx' },
        onError: reject,
        onSuccess: () => resolve(client.url ?? ''),
      })
      client.start()
    })

  test('a client uploads in pieces, resumes and removes', async () => {
    const bytes = randomBytes(220_001)
    const created = await fetch(url, { method: 'POST', headers: { 'Tus-Resumable': '1.0.0', 'Upload-Length': String(bytes.length) } })
    expect(created.status).toBe(201)
    expect(created.headers.get('upload-expires')).toBeTruthy()
    const place = new URL(created.headers.get('location') ?? '', url).href
    await fetch(place, {
      method: 'PATCH',
      headers: { 'Tus-Resumable': '1.0.0', 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' },
      body: new Uint8Array(bytes.subarray(0, 70_007)),
    })
    const head = await fetch(place, { method: 'HEAD', headers: { 'Tus-Resumable': '1.0.0' } })
    expect(head.headers.get('upload-offset')).toBe('70007')

    expect(await upload(bytes, place)).toBe(place)
    const id = place.split('/').at(-1) ?? ''
    expect((await staging.readStaged(id)).equals(bytes)).toBe(true)
    expect((await fetch(place, { method: 'DELETE', headers: { 'Tus-Resumable': '1.0.0' } })).status).toBe(204)
    expect((await fetch(place, { method: 'HEAD', headers: { 'Tus-Resumable': '1.0.0' } })).status).toBe(404)
    expect(staging.census()).toEqual([])
  })

  test('a client learns at once that a file is too large, and its metadata arrive', async () => {
    const tooLarge = await fetch(url, {
      method: 'POST',
      headers: { 'Tus-Resumable': '1.0.0', 'Upload-Length': String(LIMITS.maxFileBytes + 1) },
    })
    expect(tooLarge.status).toBe(413)
    await upload(randomBytes(1000))
    expect(staging.census()).toMatchObject([{ size: 1000, offset: 1000, metadata: { filename: '试点方案.docx' } }])
  })
})
