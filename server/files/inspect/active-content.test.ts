import { describe, expect, test } from 'vitest'

import { examine } from './examine.ts'
import { field, makeDocx, part, relationships } from './fixtures/make-docx.ts'
import { makeDoc, makeOle, makeXls } from './fixtures/make-ole.ts'
import { makePdf, stream } from './fixtures/make-pdf.ts'
import { makeXlsx } from './fixtures/make-xlsx.ts'
import { makeZip } from './fixtures/make-zip.ts'
import { EICAR } from './malware.ts'

const MACRO_MAIN = 'application/vnd.ms-word.document.macroEnabled.main+xml'
const SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const body = (content: string) => makeDocx({ body: content })
const linked = (kind: string, target: string) =>
  makeDocx({ parts: { 'word/_rels/settings.xml.rels': relationships({ kind, target, external: true }) } })
const objects = (content: string, dictionary = '/Type /ObjStm /N 1 /First 5') =>
  makePdf({ objects: [stream(`30 0 ${content}`, dictionary)] })
const boundSheet = (type: number) => ({ type: 0x85, body: Buffer.from([0, 0, 0, 0, 0, type, 1, 0, 65]) })
const supBook = (path: string) => ({
  type: 0x1ae,
  body: Buffer.concat([Buffer.from([1, 0, path.length, 0, 0]), Buffer.from(path, 'latin1')]),
})

const ACTIVE: readonly (readonly [string, string, Buffer])[] = [
  ['a PDF script that runs at opening', 'a.pdf', makePdf({ catalog: '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>' })],
  [
    'a PDF script in an object of its own',
    'a.pdf',
    makePdf({ catalog: '/OpenAction 20 0 R', objects: ['<</S/JavaScript/JS 21 0 R>>', stream('app.alert(1)')] }),
  ],
  ['a PDF script spelt with codes', 'a.pdf', makePdf({ catalog: '/OpenAction << /S /J#61va#53cript /JS (x) >>' })],
  ['a PDF script around a comment', 'a.pdf', makePdf({ catalog: '/OpenAction << /S %\n/JavaScript /JS (x) >>' })],
  ['a PDF script after a percent sign in a string', 'a.pdf', makePdf({ catalog: '/A << /URI (a%20b) /S /JavaScript /JS (x) >>' })],
  [
    'a PDF script whose kind stands elsewhere',
    'a.pdf',
    makePdf({ catalog: '/OpenAction << /S 20 0 R /JS (x) >>', objects: ['/JavaScript'] }),
  ],
  ['PDF scripts by name', 'a.pdf', makePdf({ catalog: '/Names << /JavaScript 20 0 R >>', objects: ['<< /Names [] >>'] })],
  ['a PDF script in an object stream', 'a.pdf', objects('<< /S /JavaScript /JS (x) >>')],
  ['a PDF script in an object stream that does not say so', 'a.pdf', objects('<< /S /JavaScript /JS (x) >>', '/X (5 0 obj)')],
  ['a PDF that starts a program', 'a.pdf', makePdf({ catalog: '/OpenAction << /S /Launch /F (cmd.exe) >>' })],
  ['a PDF that starts a program from an object stream', 'a.pdf', objects('<</S/Launch/F(calc)>>')],
  ['a PDF with an embedded file', 'a.pdf', makePdf({ catalog: '/Names << /EmbeddedFiles << /Names [] >> >>' })],
  [
    'a PDF with a file pinned to a page',
    'a.pdf',
    makePdf({
      objects: ['<< /Type /Annot /Subtype /FileAttachment /FS 21 0 R >>', '<< /EF << /F 22 0 R >> >>', stream('x', '/Type /EmbeddedFile')],
    }),
  ],
  ['a PDF with a dynamic form', 'a.pdf', makePdf({ catalog: '/AcroForm << /XFA 20 0 R >>', objects: [stream('<xdp/>')] })],
  ['a PDF with media', 'a.pdf', makePdf({ objects: ['<< /Type /Annot /Subtype /RichMedia >>'] })],
  ['a PDF that sends a form', 'a.pdf', makePdf({ objects: ['<< /S /SubmitForm /F (http://example.org) >>'] })],
  ['Word macros', 'a.docx', makeDocx({ parts: { 'word/vbaProject.bin': makeOle({ x: Buffer.alloc(1) }) } })],
  ['a macro document under another name', 'a.docx', makeDocx({ main: MACRO_MAIN })],
  ['an ActiveX control', 'a.docx', makeDocx({ parts: { 'word/activeX/activeX1.xml': '<ax/>' } })],
  ['a template on the web', 'a.docx', linked('attachedTemplate', 'http://example.org/t.dotm')],
  ['a template on a share', 'a.docx', linked('attachedTemplate', 'file:///\\\\host\\share\\t.dotm')],
  ['a template on a server', 'a.docx', linked('attachedTemplate', 'file://host/share/t.dotm')],
  ['a template on a share, written short', 'a.docx', linked('attachedTemplate', '\\\\host\\t.dotm')],
  ['a template on a share, with codes', 'a.docx', linked('attachedTemplate', '%5C%5Chost%5Ct.dotm')],
  ['a linked object', 'a.docx', linked('oleObject', 'http://example.org/x.hta')],
  ['a frame from the web', 'a.docx', linked('frame', 'http://example.org/x.html')],
  ['an embedded web page', 'a.docx', makeDocx({ parts: { 'word/afchunk.mht': 'MIME-Version: 1.0' } })],
  ['a DDE field', 'a.docx', body(field(' DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc" '))],
  ['a DDE field in pieces', 'a.docx', body(field(' D', 'DEA', 'UTO ', 'x y'))],
  ['a DDE field in codes', 'a.docx', body(field(' QUOTE 68 68 69 ', ' "x" '))],
  ['a simple DDE field', 'a.docx', body('<w:p><w:fldSimple w:instr=" DDE excel x "/></w:p>')],
  ['a DDE field in a header', 'a.docx', makeDocx({ parts: { 'word/header1.xml': part('hdr', field(' DDEAUTO x y ')) } })],
  [
    'an embedded program',
    'a.docx',
    makeDocx({ parts: { 'word/embeddings/oleObject1.bin': makeOle({ '\u0001Ole10Native': Buffer.from('MZ') }) } }),
  ],
  ['a bare program in a document', 'a.docx', makeDocx({ parts: { 'word/media/image1.png': Buffer.from('MZ\u0090\u0000') } })],
  ['an embedded PDF', 'a.docx', makeDocx({ parts: { 'word/embeddings/a.bin': makePdf() } })],
  [
    'macros in an embedded object',
    'a.docx',
    makeDocx({ parts: { 'word/embeddings/oleObject1.bin': makeDoc('x', { storages: ['Macros'] }) } }),
  ],
  ['Excel macros', 'a.xlsx', makeXlsx({ parts: { 'xl/vbaProject.bin': 'x' } })],
  ['a macro sheet', 'a.xlsx', makeXlsx({ parts: { 'xl/macrosheets/sheet1.xml': `<macrosheet ${SHEET}/>` } })],
  ['a cell of a text that starts a program', 'a.csv', Buffer.from(`事项,进展\n通知,"=cmd|'/C calc'!A0"\n`)],
  ['a formula that starts a program', 'a.xlsx', makeXlsx({ cells: "<c><f>cmd|'/C calc'!A0</f><v>0</v></c>" })],
  [
    'a DDE link of a workbook',
    'a.xlsx',
    makeXlsx({
      parts: {
        'xl/externalLinks/externalLink1.xml': `<externalLink ${SHEET}><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>`,
      },
    }),
  ],
  ['macros of an old document', 'a.doc', makeDoc('正文', { storages: ['Macros', 'VBA'] })],
  ['an embedded file of an old document', 'a.doc', makeDoc('正文', { streams: { '\u0001Ole10Native': Buffer.from('x') } })],
  ['a DDE field of an old document', 'a.doc', makeDoc('正文\u0013 DDEAUTO c:\\cmd.exe "/k" \u0014\u0015')],
  ['a macro sheet of an old workbook', 'a.xls', makeXls([boundSheet(1)])],
  ['a DDE link of an old workbook', 'a.xls', makeXls([boundSheet(0), supBook('cmd\u0003/C calc')])],
  [
    'an external entity',
    'a.docx',
    makeDocx({ parts: { 'word/settings.xml': '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>' } }),
  ],
  ['a program in an archive', 'a.zip', makeZip([{ name: 'a.docx', content: makeDocx({ main: MACRO_MAIN }) }])],
]

describe('R-FU-04 active content is refused', () => {
  test.each(ACTIVE)('%s', async (_, name, bytes) => {
    expect(await examine(bytes, name)).toMatchObject({ ok: false, code: 'FILE_ACTIVE_CONTENT', message: expect.stringContaining('请') })
  })

  test('an object stream packed in an unusual way is refused, not skipped', async () => {
    const hex = `<< /Type /ObjStm /N 1 /First 5 /Filter /ASCIIHexDecode /Length 10 >>\nstream\n333020300a>\nendstream`
    expect(await examine(makePdf({ objects: [hex] }), 'a.pdf')).toMatchObject({ code: 'FILE_INSPECTION_FAILED' })
  })

  test('an object stream cut short is refused', async () => {
    const whole = stream('30 0 << /S /JavaScript >>', '/Type /ObjStm /N 1 /First 5')
    const start = whole.indexOf('stream\n') + 7
    const cut = Buffer.concat([whole.subarray(0, start), whole.subarray(start, start + 12), Buffer.from('\nendstream')])
    expect(await examine(makePdf({ objects: [cut] }), 'a.pdf')).toMatchObject({ code: 'FILE_DAMAGED' })
  })

  test.each([
    [
      'a PDF that links to a page about JavaScript',
      'a.pdf',
      makePdf({
        objects: ['<< /S /URI /URI (https://example.org/Web/JavaScript/Launch) >>', '<< /URI (https://example.org/JavaScript) >>'],
      }),
    ],
    [
      'a PDF with an ordinary form and a harmless opening',
      'a.pdf',
      makePdf({
        catalog: '/OpenAction [100 0 R /Fit] /AcroForm << /Fields [] >> /Names << /Dests 20 0 R >>',
        objects: ['<< /Names [] >>'],
      }),
    ],
    ['a PDF with ordinary objects in an object stream', 'a.pdf', objects('<< /Type /Font >>')],
    ['a template on the own disk', 'a.docx', linked('attachedTemplate', 'file:///C:\\Users\\a\\Templates\\%E5%85%AC%E6%96%87.dotx')],
    ['a template by its bare name', 'a.docx', linked('attachedTemplate', 'Normal.dotm')],
    ['a hyperlink', 'a.docx', linked('hyperlink', 'https://www.gov.cn/')],
    ['page numbers and a table of contents', 'a.docx', body(field(' TOC \\o "1-3" ') + field(' PAGE '))],
    [
      'an equation',
      'a.docx',
      makeDocx({
        parts: { 'word/embeddings/oleObject1.bin': makeOle({ 'Equation Native': Buffer.alloc(40), '\u0001CompObj': Buffer.alloc(80) }) },
      }),
    ],
    ['ordinary formulas', 'a.xlsx', makeXlsx({ cells: '<c><f>SUM(A1:A9)&amp;"甲|乙!"</f><v>0</v></c>' })],
    ['an old workbook that refers to another', 'a.xls', makeXls([boundSheet(0), supBook('\u0001folder\u0003book.xls')])],
  ])('%s is not', async (_, name, bytes) => {
    expect(await examine(bytes, name)).toMatchObject({ ok: true })
  })

  test('a picture from elsewhere is accepted with a warning', async () => {
    expect(await examine(linked('image', 'http://example.org/a.png'), 'a.docx')).toMatchObject({
      ok: true,
      warnings: [{ code: 'EXTERNAL_REFERENCE' }],
    })
  })

  test.each([
    ['at the door', 'a.pdf', Buffer.from(EICAR)],
    ['within a document', 'a.docx', makeDocx({ parts: { 'word/media/image1.bin': EICAR } })],
    ['within an archive', 'a.zip', makeZip([{ name: 'b.zip', content: makeZip([{ name: 'c.pdf', content: EICAR }]) }])],
    ['within an old document', 'a.doc', makeDoc('x', { streams: { Data: Buffer.from(EICAR) } })],
  ])('the virus test string %s is refused', async (_, name, bytes) => {
    expect(await examine(bytes, name)).toMatchObject({ code: 'FILE_MALWARE' })
  })
})

describe('R-XL-06 a document type is refused before parsing, in any encoding', () => {
  const doctype = '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
  test.each([
    ['UTF-8', Buffer.from(doctype)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${doctype}`)],
    ['UTF-16, little end first', Buffer.from(`\uFEFF${doctype}`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\uFEFF${doctype}`, 'utf16le').swap16()],
    ['UTF-16 without a mark', Buffer.from(doctype, 'utf16le')],
    ['GBK', Buffer.from(`<?xml version="1.0" encoding="GBK"?>${doctype}`)],
    ['lower case', Buffer.from(doctype.toLowerCase())],
  ])('%s', async (_, bytes) => {
    expect(await examine(makeDocx({ parts: { 'customXml/item1.xml': bytes } }), 'a.docx')).toMatchObject({ code: 'FILE_ACTIVE_CONTENT' })
  })

  test('encodings that a reader might take differently are refused', async () => {
    for (const bytes of [
      Buffer.from('<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE'),
      Buffer.from('0000feff0000003c', 'hex'),
      Buffer.from('fffe00003c000000', 'hex'),
    ]) {
      expect(await examine(makeDocx({ parts: { 'customXml/item1.xml': bytes } }), 'a.docx')).toMatchObject({ code: 'FILE_DAMAGED' })
    }
  })
})
