import { Document, Header, Packer, Paragraph, TextRun } from 'docx'
import { writeXlsx } from 'hucre'
import { describe, expect, test } from 'vitest'

import { examine } from './examine.ts'
import { field, makeDocx, paragraph, part, run } from './fixtures/make-docx.ts'
import { makeJpeg, makePng } from './fixtures/make-image.ts'
import { makeDoc, makeXls } from './fixtures/make-ole.ts'
import { makePdf, pdfString, stream } from './fixtures/make-pdf.ts'
import { makeXlsx } from './fixtures/make-xlsx.ts'
import { makeZip } from './fixtures/make-zip.ts'

const SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const body = (...paragraphs: string[]) => makeDocx({ body: paragraphs.join('') })
const withPart = (name: string, content: string) => makeDocx({ parts: { [name]: content } })
const properties = (content: string) => `<Properties xmlns="urn:x" xmlns:vt="urn:y">${content}</Properties>`
const ofd = (...texts: string[]) =>
  makeZip([
    { name: 'OFD.xml', content: '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody/></ofd:OFD>' },
    {
      name: 'Doc_0/Pages/Page_0/Content.xml',
      content: `<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016">${texts.map((text) => `<ofd:TextObject><ofd:TextCode>${text}</ofd:TextCode></ofd:TextObject>`).join('')}</ofd:Page>`,
    },
  ])
const gbk = (hex: string) => Buffer.from(hex, 'hex')
const GBK_MARK = gbk('bbfac3dca1ef35c4ea') // 机密★5年

const MARKED: readonly (readonly [string, string, Buffer | Promise<Buffer>])[] = [
  ['the body of a Word document', 'a.docx', body(paragraph(run('机密★5年')))],
  ['the first line, joined to the copy number', 'a.docx', body(paragraph(run('000012'), run('秘密★1年'), run('特急')))],
  ['runs of one character', 'a.docx', body(paragraph(run('机'), run(' '), run('密'), run('　'), run('★')))],
  ['a line set one character to a paragraph', 'a.docx', body(...[...'绝密★'].map((character) => paragraph(run(character))))],
  [
    'a star from a symbol font',
    'a.docx',
    body(paragraph(run('秘密'), '<w:r><w:sym w:font="Wingdings" w:char="F0AB"/></w:r>', run('10年'))),
  ],
  [
    'words around a text box',
    'a.docx',
    body(paragraph(run('机'), `<w:r><w:pict><w:txbxContent>${paragraph(run('盖章处'))}</w:txbxContent></w:pict></w:r>`, run('密★'))),
  ],
  ['words around a deletion', 'a.docx', body(paragraph(run('机'), '<w:del><w:r><w:delText>要保</w:delText></w:r></w:del>', run('密★')))],
  ['a deletion', 'a.docx', body(paragraph('<w:del><w:r><w:delText>秘密★长期</w:delText></w:r></w:del>'))],
  [
    'a text box',
    'a.docx',
    body(paragraph(`<w:r><w:pict><w:txbxContent>${paragraph(run('秘密'), run('☆'))}</w:txbxContent></w:pict></w:r>`)),
  ],
  ['a watermark', 'a.docx', body(paragraph('<w:r><w:pict><v:shape><v:textpath string="机密★长期"/></v:shape></w:pict></w:r>'))],
  ['a field result', 'a.docx', body(field(' DOCPROPERTY 密级 '), paragraph(run('密级：秘密')))],
  [
    'two cells of a table',
    'a.docx',
    body(`<w:tbl><w:tr><w:tc>${paragraph(run('密级'))}</w:tc><w:tc>${paragraph(run('机密'))}</w:tc></w:tr></w:tbl>`),
  ],
  ['the header', 'a.docx', withPart('word/header2.xml', part('hdr', paragraph(run('机密'), run('★20年'))))],
  ['the footer', 'a.docx', withPart('word/footer1.xml', part('ftr', paragraph(run('绝密★'))))],
  [
    'a footnote',
    'a.docx',
    withPart('word/footnotes.xml', part('footnotes', `<w:footnote w:id="1">${paragraph(run('秘密☆6个月'))}</w:footnote>`)),
  ],
  [
    'an endnote',
    'a.docx',
    withPart('word/endnotes.xml', part('endnotes', `<w:endnote w:id="1">${paragraph(run('密级：绝密'))}</w:endnote>`)),
  ],
  [
    'a comment',
    'a.docx',
    withPart('word/comments.xml', part('comments', `<w:comment w:id="0">${paragraph(run('原件为机密★'))}</w:comment>`)),
  ],
  [
    'a list format',
    'a.docx',
    withPart('word/numbering.xml', part('numbering', '<w:abstractNum><w:lvl><w:lvlText w:val="机密★"/></w:lvl></w:abstractNum>')),
  ],
  ['the core properties', 'a.docx', withPart('docProps/core.xml', properties('<subject>秘密★3年</subject>'))],
  ['the application properties', 'a.docx', withPart('docProps/app.xml', properties('<Company>机密★</Company>'))],
  [
    'a property of their own',
    'a.docx',
    withPart('docProps/custom.xml', properties('<property name="密级"><vt:lpwstr>机密</vt:lpwstr></property>')),
  ],
  ['custom XML', 'a.docx', withPart('customXml/item1.xml', '<item><level>秘密★1年</level></item>')],
  [
    'a part in UTF-16',
    'a.docx',
    makeDocx({
      parts: {
        'word/header1.xml': Buffer.from(
          `\uFEFF<?xml version="1.0" encoding="UTF-16"?><w:hdr xmlns:w="w">${paragraph(run('秘密★'))}</w:hdr>`,
          'utf16le',
        ),
      },
    }),
  ],
  [
    'a table inside a Word document',
    'a.docx',
    makeDocx({ parts: { 'word/embeddings/Microsoft_Excel_Sheet1.xlsx': makeXlsx({ rows: [['秘密★5年']] }) } }),
  ],
  ['an old object inside a Word document', 'a.docx', makeDocx({ parts: { 'word/embeddings/oleObject1.bin': makeDoc('机密★10年') } })],
  ['the file name', '机密★5年 试点方案.docx', makeDocx()],
  ['the file name, bracketed', '【秘密】试点方案.pdf', makePdf()],
  ['a line of a text', 'a.csv', Buffer.from('序号,文件\r\n1,机密★5年\r\n')],
  ['neighbouring cells of a text', 'a.csv', Buffer.from('标题,密级,机密\r\n')],
  ['a cell', 'a.xlsx', makeXlsx({ rows: [['序号', '机密★5年']] })],
  [
    'a cell in runs',
    'a.xlsx',
    makeXlsx({ parts: { 'xl/sharedStrings.xml': `<sst ${SHEET}><si><r><rPr><b/></rPr><t>机</t></r><r><t>密★</t></r></si></sst>` } }),
  ],
  ['neighbouring cells', 'a.xlsx', makeXlsx({ rows: [['标题', '密级'], ['说明'], ['密级', '机密']] })],
  ['an inline string', 'a.xlsx', makeXlsx({ cells: '<c t="inlineStr"><is><t>秘密★</t></is></c>' })],
  ['the result of a formula', 'a.xlsx', makeXlsx({ cells: '<c t="str"><f>A1&amp;B1</f><v>绝密★</v></c>' })],
  [
    'a cell beside a formula',
    'a.xlsx',
    makeXlsx({ cells: '<c t="inlineStr"><is><t>密级</t></is></c><c t="str"><f>B1&amp;"密"</f><v>机密</v></c>' }),
  ],
  ['the strings of a formula', 'a.xlsx', makeXlsx({ cells: '<c t="str"><f>"机"&amp;"密★"</f><v></v></c>' })],
  [
    'a print header',
    'a.xlsx',
    makeXlsx({ sheet: '<headerFooter><oddHeader>&amp;L&amp;"黑体,加粗"&amp;16机密&amp;B★20年&amp;R第&amp;P页</oddHeader></headerFooter>' }),
  ],
  ['a sheet name', 'a.xlsx', makeXlsx({ name: '秘密★名单' })],
  [
    'a comment on a cell',
    'a.xlsx',
    makeXlsx({
      parts: {
        'xl/comments1.xml': `<comments ${SHEET}><commentList><comment ref="A1"><text><r><t>机密</t></r><r><t>★</t></r></text></comment></commentList></comments>`,
      },
    }),
  ],
  [
    'a shape on a sheet',
    'a.xlsx',
    makeXlsx({
      parts: {
        'xl/drawings/drawing1.xml':
          '<x:wsDr xmlns:x="x" xmlns:a="a"><a:p><a:r><a:rPr><a:latin typeface="黑体"/></a:rPr><a:t>秘密</a:t></a:r><a:r><a:t>★</a:t></a:r></a:p></x:wsDr>',
      },
    }),
  ],
  ['the text of a PDF', 'a.pdf', makePdf({ pages: ['通知正文', '机密★20年\n通知正文'] })],
  ['a PDF of older software', 'a.pdf', makePdf({ pages: ['机 密 ★ 长 期'], font: 'adobe-gb' })],
  ['the title of a PDF', 'a.pdf', makePdf({ info: `/Title ${pdfString('秘密★关于某事项')}` })],
  ['a property of a PDF', 'a.pdf', makePdf({ info: `/SecLevel ${pdfString('密级：机密')}` })],
  [
    'the XMP of a PDF',
    'a.pdf',
    makePdf({
      catalog: '/Metadata 20 0 R',
      objects: [
        stream(
          '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:subject>机密★</dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>',
          '/Type /Metadata /Subtype /XML',
        ),
      ],
    }),
  ],
  [
    'a bookmark of a PDF',
    'a.pdf',
    makePdf({
      catalog: '/Outlines 20 0 R',
      objects: ['<< /First 21 0 R /Last 21 0 R /Count 1 >>', `<< /Title ${pdfString('绝密★附件')} /Parent 20 0 R /Dest [100 0 R /Fit] >>`],
    }),
  ],
  ['an old Word document', 'a.doc', makeDoc('市政府文件\r机密★5年\r各区县：')],
  [
    'the properties of an old Word document',
    'a.doc',
    makeDoc('正文', { streams: { '\u0005SummaryInformation': Buffer.concat([Buffer.alloc(64), GBK_MARK, Buffer.alloc(9)]) } }),
  ],
  ['an old workbook', 'a.xls', makeXls([{ type: 0x00fc, body: Buffer.concat([Buffer.alloc(11), Buffer.from('秘密★长期', 'utf16le')]) }])],
  ['a page of an OFD document', 'a.ofd', ofd('机密★20年', '关于某事项的通知')],
  ['an OFD page, one character to an object', 'a.ofd', ofd('秘', '密', '★', '1年')],
  ['a document in an archive', 'a.zip', makeZip([{ name: '附件/说明.docx', content: body(paragraph(run('机密★'))) }])],
  ['a file name in an archive', 'a.zip', makeZip([{ name: '机密★方案.pdf', content: makePdf() }])],
  ['a file name in GBK in an archive', 'a.zip', makeZip([{ name: Buffer.concat([GBK_MARK, Buffer.from('.pdf')]), content: makePdf() }])],
  [
    'an archive in an archive',
    'a.zip',
    makeZip([{ name: 'b.zip', content: makeZip([{ name: 'c.pdf', content: makePdf({ pages: ['秘密★'] }) }]) }]),
  ],
  ['the metadata of a picture', 'a.png', makePng({ texts: { Title: '机密★' } })],
  ['the comment of a photograph', 'a.jpg', makeJpeg('秘密★5年')],
  [
    'a header made by a library',
    'a.docx',
    Packer.toBuffer(
      new Document({
        sections: [
          {
            headers: {
              default: new Header({
                children: [new Paragraph({ children: [new TextRun('机密'), new TextRun({ text: '★', bold: true }), new TextRun('20年')] })],
              }),
            },
            children: [new Paragraph('正文')],
          },
        ],
      }),
    ),
  ],
  [
    'a sheet made by a library',
    'a.xlsx',
    writeXlsx({
      sheets: [
        {
          name: '台账',
          rows: [
            ['文号', '密级'],
            ['渝府发〔2023〕1号', '密级：秘密'],
          ],
        },
      ],
    }).then((bytes) => Buffer.from(bytes)),
  ],
]

describe('R-SC-02 a classification mark refuses the file', () => {
  test.each(MARKED)('in %s', async (_, name, bytes) => {
    expect(await examine(await bytes, name)).toMatchObject({
      ok: false,
      code: 'FILE_CLASSIFIED',
      message: expect.stringContaining('电子政务内网邮箱'),
    })
  })

  test('the refusal tells the place and quotes nothing', async () => {
    const verdict = await examine(withPart('word/header1.xml', part('hdr', paragraph(run('机密★20年 某某工程代号甲')))), 'a.docx')
    expect(verdict).toMatchObject({ message: expect.stringMatching(/^页眉带有密级标志/u) })
    expect(JSON.stringify(verdict)).not.toContain('代号甲')
  })

  test('a mark far into a long document, across two looks, is found', async () => {
    const filler = paragraph(run('推进改革试点。'.repeat(100)))
    for (let shift = 0; shift < 8; shift += 1) {
      const bytes = body(
        ...Array.from({ length: 187 }, () => filler),
        paragraph(run('甲'.repeat(shift * 20)), run('机密★')),
        ...Array.from({ length: 60 }, () => filler),
      )
      expect(await examine(bytes, 'a.docx')).toMatchObject({ code: 'FILE_CLASSIFIED' })
    }
  })
})

const ORDINARY = [
  '各单位要保守国家秘密，严格执行保密规定。',
  '涉及商业秘密的，按合同约定处理。',
  '系统应保证数据的机密性、完整性和可用性。',
  '本次上报材料均为非涉密文件，不涉及国家秘密、工作秘密。',
  '会议以秘密投票方式进行表决。',
  '若试点文件涉密，请通过电子政务内网邮箱报送。',
  '国家秘密的密级分为绝密、机密、秘密三级。',
  '密级：□绝密 □机密 □秘密 ☑非密',
  '★保守国家秘密★人人有责★',
]

describe('R-SC-03 ordinary words do not refuse the file', () => {
  test.each(ORDINARY)('%s', async (text) => {
    for (const [bytes, name] of [
      [body(paragraph(run('一、总体要求')), paragraph(run(text))), '关于做好保密工作的通知.docx'],
      [makePdf({ pages: [text] }), '保密知识问答.pdf'],
      [makeXlsx({ rows: [['事项', text]] }), '商业秘密保护试点台账.xlsx'],
      [makeDoc(text), '秘密投票办法.doc'],
    ] as const) {
      expect(await examine(bytes, name)).toMatchObject({ ok: true, readable: true })
    }
  })
})

describe('R-SC-04 what cannot be read is told, and lesser marks warn', () => {
  const unreadable = (code: string) => ({ ok: true, readable: false, warnings: [{ code }] })

  test.each([
    ['a scan', 'a.pdf', makePdf({ pages: ['', ''] })],
    ['a scan behind a cover with text', 'a.pdf', makePdf({ pages: ['封面', ''] })],
    ['page numbers alone', 'a.pdf', makePdf({ pages: ['- 1 -'] })],
    ['a picture', 'a.png', makePng()],
    ['a photograph', 'a.jpeg', makeJpeg()],
    ['a picture pasted into Word', 'a.docx', makeDocx({ body: '<w:p><w:r><w:drawing><a:blip xmlns:a="a"/></w:drawing></w:r></w:p>' })],
    ['an OFD document without words', 'a.ofd', ofd()],
  ])('%s is accepted as not readable', async (_, name, bytes) => {
    expect(await examine(bytes, name)).toMatchObject(unreadable('TEXT_UNREADABLE'))
  })

  test.each([
    [
      'a PDF with a password',
      'a.pdf',
      makePdf({
        trailer: `/Encrypt << /Filter /Standard /V 1 /R 2 /O <${'ab'.repeat(32)}> /U <${'cd'.repeat(32)}> /P -4 >> /ID [<00> <00>]`,
      }),
    ],
    ['an old Word document with a password', 'a.doc', makeDoc('', { encrypted: true })],
    ['an old workbook with a password', 'a.xls', makeXls([{ type: 0x002f, body: Buffer.alloc(6) }])],
  ])('%s is accepted as not readable', async (_, name, bytes) => {
    expect(await examine(bytes, name)).toMatchObject(unreadable('ENCRYPTED'))
  })

  test('a file that says 内部资料 or 工作秘密 is accepted with a warning', async () => {
    expect(await examine(body(paragraph(run('内部资料　注意保存')), paragraph(run('正文'))), 'a.docx')).toMatchObject({
      ok: true,
      warnings: [{ code: 'INTERNAL_MARK' }],
    })
    expect(await examine(makePdf({ pages: ['工作秘密★1年\n正文'] }), 'a.pdf')).toMatchObject({
      ok: true,
      warnings: [{ code: 'INTERNAL_MARK' }],
    })
  })

  test('a level alone on a line is accepted with a warning', async () => {
    expect(await examine(body(paragraph(run('机密')), paragraph(run('正文'))), 'a.docx')).toMatchObject({
      ok: true,
      warnings: [{ code: 'LEVEL_ALONE' }],
    })
  })
})
