import { createServer, type Server } from 'node:net'

import { afterEach, describe, expect, test } from 'vitest'

import { makeDocx, paragraph, run } from './fixtures/make-docx.ts'
import { makePdf, stream } from './fixtures/make-pdf.ts'
import { inspect, MAX_FILE_BYTES } from './inspect.ts'
import { noScanner, scannerFrom } from './scanner.ts'

const MiB = 1024 * 1024

describe('inspection in a process of its own', () => {
  test('gives the verdict of the examination', async () => {
    expect(await inspect(makeDocx(), '函.docx')).toEqual({
      ok: true,
      type: 'docx',
      mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      readable: true,
      warnings: [],
    })
    expect(await inspect(makePdf({ pages: ['机密★5年'], font: 'adobe-gb' }), '函.pdf')).toMatchObject({
      ok: false,
      code: 'FILE_CLASSIFIED',
    })
    expect(await inspect(makePdf({ pages: ['函'] }), '机密★.pdf')).toMatchObject({ ok: false, code: 'FILE_CLASSIFIED' })
  })

  test('R-FU-01 more than 50 MiB is refused without being read', async () => {
    expect(await inspect(Buffer.alloc(MAX_FILE_BYTES + 1), 'a.pdf')).toMatchObject({ ok: false, code: 'FILE_TOO_LARGE' })
  })

  test('R-XL-01 a file that takes too much memory costs that file and nothing else', async () => {
    const bytes = makePdf({ pages: ['函'], objects: [stream(Buffer.alloc(90 * MiB, '30 0 ( x )\n'), '/Type /ObjStm /N 1 /First 5')] })
    expect(await inspect(bytes, 'a.pdf', { caps: { residentMiB: 120 } })).toMatchObject({
      ok: false,
      code: 'FILE_INSPECTION_FAILED',
      message: expect.stringContaining('占用内存过多'),
    })
    expect(await inspect(makeDocx(), 'b.docx')).toMatchObject({ ok: true })
  })

  test('R-XL-01 a heap that runs full kills the child, not the parent', async () => {
    const bytes = makeDocx({ body: '<w:a>'.repeat(2_000_000) + '</w:a>'.repeat(2_000_000) })
    expect(await inspect(bytes, 'a.docx', { caps: { heapMiB: 64 } })).toMatchObject({ ok: false, code: 'FILE_INSPECTION_FAILED' })
  })

  test('R-XL-01 a file that takes too long is refused', async () => {
    expect(await inspect(makePdf(), 'a.pdf', { caps: { seconds: 0.01 } })).toMatchObject({
      ok: false,
      code: 'FILE_INSPECTION_FAILED',
      message: expect.stringContaining('用时过长'),
    })
  })

  test('many files at once each get their own verdict', async () => {
    const verdicts = await Promise.all(
      Array.from({ length: 6 }, (_, index) => inspect(makeDocx({ body: paragraph(run(index % 2 ? '秘密★' : '函')) }), `${index}.docx`)),
    )
    expect(verdicts.map((verdict) => verdict.ok)).toEqual([true, false, true, false, true, false])
  })
})

describe('R-FU-04 an outside virus scanner fails closed', () => {
  let clamd: Server | undefined
  afterEach(() => clamd?.close())

  const answering = async (answer: (received: Buffer) => string | undefined) => {
    clamd = createServer((socket) => {
      const received: Buffer[] = []
      socket.on('error', () => {})
      socket.on('data', (chunk: Buffer) => {
        received.push(chunk)
        const all = Buffer.concat(received)
        if (!all.subarray(-4).equals(Buffer.alloc(4))) return
        const words = answer(all)
        if (words === undefined) socket.destroy()
        else socket.end(`${words}\0`)
      })
    })
    await new Promise<void>((resolve) => clamd?.listen(0, '127.0.0.1', resolve))
    const address = clamd.address()
    return scannerFrom(`clamd://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`)
  }

  test('clean, infected, and anything else', async () => {
    const bytes = makeDocx()
    let received: Buffer = Buffer.alloc(0)
    const clean = await answering((all) => {
      received = all
      return 'stream: OK'
    })
    expect(await inspect(bytes, 'a.docx', { scanner: clean })).toMatchObject({ ok: true })
    expect(received.subarray(0, 10).toString()).toBe('zINSTREAM\0')
    expect(received.subarray(14, 14 + bytes.length).equals(bytes)).toBe(true)
    clamd?.close()

    expect(await inspect(bytes, 'a.docx', { scanner: await answering(() => 'stream: Some.Virus FOUND') })).toMatchObject({
      ok: false,
      code: 'FILE_MALWARE',
    })
    clamd?.close()
    expect(await inspect(bytes, 'a.docx', { scanner: await answering(() => 'INSTREAM size limit exceeded. ERROR') })).toMatchObject({
      ok: false,
      code: 'FILE_INSPECTION_FAILED',
    })
    clamd?.close()
    const broken = await answering(() => undefined)
    expect(await inspect(bytes, 'a.docx', { scanner: broken })).toMatchObject({ ok: false, code: 'FILE_INSPECTION_FAILED' })
    clamd?.close()
    expect(await inspect(bytes, 'a.docx', { scanner: broken })).toMatchObject({ ok: false, code: 'FILE_INSPECTION_FAILED' })
  })

  test('a refused file is not handed on', async () => {
    let asked = 0
    const scanner = async () => {
      asked += 1
      return 'clean' as const
    }
    expect(await inspect(makeDocx({ body: paragraph(run('机密★')) }), 'a.docx', { scanner })).toMatchObject({ code: 'FILE_CLASSIFIED' })
    expect(asked).toBe(0)
  })

  test('only the word none means none', () => {
    expect(scannerFrom('none')).toBe(noScanner)
    for (const setting of ['', 'None', 'off', 'clamd', 'clamd://', 'clamd://host', 'http://host:1'])
      expect(() => scannerFrom(setting)).toThrow('FILE_SCANNER')
  })
})
