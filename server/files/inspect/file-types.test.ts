import { describe, expect, test } from 'vitest'

import { examine } from './examine.ts'
import { makeDocx, paragraph, run } from './fixtures/make-docx.ts'
import { makeJpeg, makePng } from './fixtures/make-image.ts'
import { makeDoc, makeOle, makeXls } from './fixtures/make-ole.ts'
import { makePdf, stream } from './fixtures/make-pdf.ts'
import { makeXlsx } from './fixtures/make-xlsx.ts'
import { makeZip } from './fixtures/make-zip.ts'

const MiB = 1024 * 1024

describe('R-FU-01 only known types, and the content agrees with the name', () => {
  test.each([
    ['试点方案.docx', makeDocx(), 'docx'],
    ['试点方案.DOCX', makeDocx(), 'docx'],
    ['台账.xlsx', makeXlsx(), 'xlsx'],
    ['通知.pdf', makePdf(), 'pdf'],
    ['通知.doc', makeDoc('关于试点的通知'), 'doc'],
    ['台账.xls', makeXls([]), 'xls'],
    ['台账.csv', Buffer.from('\ufeff事项,进展\r\n"一,二",完成\r\n'), 'csv'],
    ['旧台账.csv', Buffer.from('cac2cfee2cbdf8d5b90d0a', 'hex'), 'csv'],
    ['截图.png', makePng(), 'png'],
    ['照片.jpg', makeJpeg(), 'jpeg'],
    ['照片.jpeg', makeJpeg(), 'jpeg'],
    [
      '材料.zip',
      makeZip([
        { name: '证明/', content: '' },
        { name: '证明/通知.pdf', content: makePdf() },
        { name: '__MACOSX/._通知.pdf', content: '\u0000\u0005\u0016\u0007' },
      ]),
      'zip',
    ],
  ])('%s is accepted', async (name, bytes, type) => {
    expect(await examine(bytes, name)).toMatchObject({ ok: true, type })
  })

  test.each([
    'a.svg',
    'a.html',
    'a.rtf',
    'a.exe',
    'a.docm',
    'a.xlsm',
    'a.txt',
    'a.pdf.exe',
    'a',
    '.pdf/',
    'a.pdf.',
    '../a.pdf',
    'a\u202efdp.exe',
    'fdp\u202e.pdf',
    'a\u0000.pdf',
    '',
    'constructor',
    'a.constructor',
  ])('%j is refused by its name', async (name) => {
    expect(await examine(makePdf(), name)).toMatchObject({ ok: false, code: 'FILE_TYPE_REFUSED' })
  })

  test.each([
    ['a.pdf', makeDocx()],
    ['a.docx', makePdf()],
    ['a.docx', makeXlsx()],
    ['a.xlsx', makeDocx()],
    ['a.docx', makeDoc('旧版文档')],
    ['a.doc', makeDocx()],
    ['a.doc', makeXls([])],
    ['a.xls', makeDoc('旧版文档')],
    ['a.doc', Buffer.from('<html><body>网页</body></html>')],
    ['a.doc', Buffer.from('{\\rtf1 text}')],
    ['a.png', makeJpeg()],
    ['a.jpg', makePng()],
    ['a.png', Buffer.from('<svg onload="alert(1)"/>')],
    ['a.zip', makeDocx()],
    ['a.docx', makeZip([{ name: 'a.pdf', content: makePdf() }])],
    ['a.ofd', makeZip([{ name: 'a.pdf', content: makePdf() }])],
    ['a.docx', makeDocx({ main: 'application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml' })],
    ['a.pdf', Buffer.from('MZ\u0090\u0000')],
    ['a.csv', makeXlsx()],
    ['a.csv', Buffer.from('MZ\u0090')],
    ['a.csv', Buffer.from('a,b\u0000,c')],
    ['a.csv', Buffer.from('61ff62', 'hex')],
    ['a.png', Buffer.concat([makePng(), makeZip([{ name: 'a.pdf', content: 'x' }])])],
    ['a.jpg', Buffer.concat([makeJpeg(), makeZip([{ name: 'a.pdf', content: 'x' }])])],
    ['a.jpg', Buffer.concat([makeJpeg(), makeZip([{ name: 'a.pdf', content: 'x' }], Buffer.from('ffd9', 'hex'))])],
  ])('%s with other content is refused', async (name, bytes) => {
    expect(await examine(bytes, name)).toMatchObject({ ok: false, code: 'FILE_TYPE_MISMATCH' })
  })

  test('an archive is as strict as the door', async () => {
    expect(await examine(makeZip([{ name: 'a.svg', content: '<svg/>' }]), 'a.zip')).toMatchObject({ code: 'FILE_TYPE_REFUSED' })
    expect(await examine(makeZip([{ name: 'a.pdf', content: 'MZ' }]), 'a.zip')).toMatchObject({ code: 'FILE_TYPE_MISMATCH' })
    expect(await examine(makeZip([{ name: '__MACOSX/a', content: 'MZ…' }]), 'a.zip')).toMatchObject({ code: 'FILE_TYPE_REFUSED' })
  })

  test.each([
    ['a.pdf', Buffer.alloc(0)],
    ['a.pdf', Buffer.from('%PDF-1.7\nnothing more')],
    ['a.pdf', Buffer.from(makePdf().toString('latin1').replace('/Kids [100 0 R]', '/Kids [2 0 R]'), 'latin1')],
    ['a.docx', makeDocx().subarray(0, 900)],
    ['a.docx', makeDocx({ body: '<w:p>' })],
    ['a.docx', makeDocx({ body: paragraph(run('&undefined;')) })],
    ['a.png', makePng().subarray(0, 40)],
    ['a.jpg', makeJpeg().subarray(0, 30)],
    ['a.doc', makeDoc('x').subarray(0, 700)],
    ['a.docx', makeDocx({ parts: { 'word/settings.xml': Buffer.from('<?xml version="1.0" encoding="utf-7"?><a/>') } })],
    ['a.docx', makeDocx({ parts: { 'word/settings.xml': Buffer.from('4c6fa7949340', 'hex') } })],
  ])('%s that is broken is refused', async (name, bytes) => {
    expect(await examine(bytes, name)).toMatchObject({ ok: false, code: 'FILE_DAMAGED' })
  })

  test('no cut of a file makes the examination throw', async () => {
    for (const [name, bytes] of [
      ['a.docx', makeDocx()],
      ['a.pdf', makePdf()],
      ['a.doc', makeDoc('文本')],
      ['a.png', makePng()],
    ] as const) {
      for (let length = 0; length < bytes.length; length += Math.ceil(bytes.length / 40)) {
        expect(await examine(bytes.subarray(0, length), name)).toHaveProperty('ok')
      }
    }
  })
})

describe('R-FU-02 what a file inflates to is counted while it inflates', () => {
  const zeros = Buffer.alloc(40 * MiB)

  test('an archive past 100 MiB is cut', async () => {
    const bytes = makeZip([1, 2, 3].map((number) => ({ name: `word/media/${number}.bin`, content: zeros })))
    expect(bytes.length).toBeLessThan(MiB)
    expect(await examine(makeZip([{ name: 'a.pdf', content: Buffer.alloc(101 * MiB) }]), 'a.zip')).toMatchObject({ code: 'FILE_INFLATES' })
    expect(
      await examine(makeDocx({ parts: Object.fromEntries([1, 2, 3].map((number) => [`word/media/${number}.tiff`, zeros])) }), 'a.docx'),
    ).toMatchObject({ code: 'FILE_INFLATES' })
  })

  test('a false size in the directory does not help', async () => {
    expect(await examine(makeZip([{ name: 'a.pdf', content: Buffer.alloc(101 * MiB), claims: 10 }]), 'a.zip')).toMatchObject({
      code: 'FILE_INFLATES',
    })
    expect(await examine(makeZip([{ name: 'a.pdf', content: makePdf(), claims: 10 }]), 'a.zip')).toMatchObject({ code: 'FILE_DAMAGED' })
  })

  test('archives in an archive share one allowance', async () => {
    const inner = () => makeZip([{ name: 'a.docx', content: makeDocx({ parts: { 'word/media/1.tiff': zeros } }) }])
    expect(await examine(makeZip([1, 2, 3].map((number) => ({ name: `${number}.zip`, content: inner() }))), 'a.zip')).toMatchObject({
      code: 'FILE_INFLATES',
    })
  })

  test('a high ratio alone is no reason', async () => {
    const bytes = makeXlsx({ rows: Array.from({ length: 20_000 }, () => ['推进中', '推进中', '推进中', '推进中']) })
    expect(await examine(bytes, 'a.xlsx')).toMatchObject({ ok: true })
    expect(await examine(makeDocx({ parts: { 'word/media/1.tiff': zeros } }), 'a.docx')).toMatchObject({ ok: true })
  })

  test('10,000 members are the most', async () => {
    const many = (count: number) => makeZip(Array.from({ length: count }, (_, index) => ({ name: `${index}/`, content: '', stored: true })))
    expect(await examine(many(10_001), 'a.zip')).toMatchObject({ code: 'FILE_INFLATES' })
    expect(await examine(many(10_000), 'a.zip')).toMatchObject({ ok: true })
  })

  test('an archive may hold an archive, and no deeper', async () => {
    const nested = (depth: number): Buffer =>
      makeZip([depth === 0 ? { name: 'a.pdf', content: makePdf() } : { name: 'a.zip', content: nested(depth - 1) }])
    expect(await examine(nested(1), 'a.zip')).toMatchObject({ ok: true })
    expect(await examine(nested(2), 'a.zip')).toMatchObject({ code: 'FILE_INFLATES' })
    const withTable = makeDocx({ parts: { 'word/embeddings/Sheet1.xlsx': makeXlsx() } })
    expect(await examine(makeZip([{ name: 'a.docx', content: withTable }]), 'a.zip')).toMatchObject({ ok: true })
    const twice = makeDocx({ parts: { 'word/embeddings/Document1.docx': withTable } })
    expect(await examine(twice, 'a.docx')).toMatchObject({ ok: true })
    expect(await examine(makeDocx({ parts: { 'word/embeddings/Document1.docx': twice } }), 'a.docx')).toMatchObject({
      code: 'FILE_INFLATES',
    })
  })

  test.each([['../a.pdf'], ['b/../../a.pdf'], ['/a.pdf'], ['C:/a.pdf'], ['..\\a.pdf'], ['\\\\host\\a.pdf']])(
    'a member named %j is refused',
    async (name) => {
      expect(await examine(makeZip([{ name, content: makePdf() }]), 'a.zip')).toMatchObject({ code: 'FILE_DAMAGED' })
    },
  )

  test('two members of one name are refused', async () => {
    expect(await examine(makeZip(['a.pdf', 'A.PDF'].map((name) => ({ name, content: makePdf() }))), 'a.zip')).toMatchObject({
      code: 'FILE_DAMAGED',
    })
  })

  test('a sealed archive is refused, since nothing in it can be checked', async () => {
    expect(await examine(makeZip([{ name: 'a.pdf', content: makePdf(), flags: 1 }]), 'a.zip')).toMatchObject({
      code: 'FILE_INSPECTION_FAILED',
    })
  })

  test('a document with a password is no archive but may be kept', async () => {
    const sealed = makeOle({ EncryptionInfo: Buffer.alloc(8), EncryptedPackage: Buffer.alloc(5000) })
    expect(await examine(sealed, 'a.docx')).toMatchObject({ ok: true, readable: false })
    expect(await examine(sealed, 'a.doc')).toMatchObject({ code: 'FILE_TYPE_MISMATCH' })
  })

  test('a picture of more than a hundred million points is refused', async () => {
    expect(await examine(makePng({ width: 60_000, height: 60_000 }), 'a.png')).toMatchObject({ code: 'FILE_INFLATES' })
  })

  test('an object stream of a PDF counts too', async () => {
    const bytes = makePdf({
      objects: [stream(Buffer.concat([Buffer.from('30 0 31 9 '), Buffer.alloc(101 * MiB, 32)]), '/Type /ObjStm /N 2 /First 10')],
    })
    expect(await examine(bytes, 'a.pdf')).toMatchObject({ code: 'FILE_INFLATES' })
  })
})
