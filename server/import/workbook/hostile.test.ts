import { randomBytes } from 'node:crypto'
import { readXlsx, writeXlsx } from 'hucre'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { makeZip } from '../../files/inspect/fixtures/make-zip.ts'
import { slots } from '../../files/inspect/slots.ts'
import { Refused } from '../../files/inspect/verdict.ts'
import { Unreadable } from './book.ts'
import { makeBook, row, text, texts, type RawBook } from './fixtures/make-book.ts'
import { makeOldBook } from './fixtures/make-old-book.ts'
import { linesOf } from './lines.ts'
import { markApart, readApart } from './read-apart.ts'

/* F-20, R-XL-01, R-XL-06: whatever a workbook does, it is one workbook that cannot be read, said in a sentence, and the next one can. */
const LABELS = ['名称', '编号']
const GOOD = texts(1, LABELS) + texts(2, ['甲', 'A-1'])
const book = (more: Omit<RawBook, 'sheets'> & { rows?: string; before?: string; after?: string } = {}) => {
  const { rows = GOOD, before = '', after = '', ...rest } = more
  return makeBook({ sheets: [{ rows, before, after }], ...rest })
}
const read = (bytes: Buffer, name = 'a.xlsx', caps = {}) => readApart(bytes, name, LABELS, { caps })
/** Read, or refused in a sentence; never anything else. */
const outcome = (...of: Parameters<typeof read>) =>
  read(...of).then(
    ({ lines }) => lines.length,
    (error: unknown) => {
      if (!(error instanceof Unreadable)) throw error
      expect(error.message).toMatch(/[\u4e00-\u9fff]/u)
      expect(error.message).not.toMatch(/at |Error|undefined|\/work|node_modules/)
      return error.code
    },
  )

/** Why a workbook may be refused. Whatever else is thrown while one is read is a fault of ours. */
const REASONS = [
  ...['DAMAGED', 'DATA_TABLE', 'ENCRYPTED', 'HIDDEN', 'NO_HEADER', 'NOT_TEXT', 'TOO_MANY_LINES', 'TOO_MANY_MERGES', 'TOO_MUCH_TEXT'],
  ...['FILE_ACTIVE_CONTENT', 'FILE_DAMAGED', 'FILE_INFLATES', 'FILE_INSPECTION_FAILED'],
]
function refused(error: unknown): null {
  if (!(error instanceof Unreadable || error instanceof Refused)) throw error
  expect(REASONS).toContain(error.code)
  return null
}

const LAUGHS = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "哈">${Array.from({ length: 9 }, (_, at) => `<!ENTITY ${String.fromCharCode(98 + at)} "${`&${String.fromCharCode(97 + at)};`.repeat(10)}">`).join('')}]>`
const far = (number: number, cells: string) => `<row r="${number}">${cells}</row>`

describe('workbooks that want to be read for ever', { timeout: 120_000 }, () => {
  test('R-XL-01 one that inflates to more than anybody has', async () => {
    expect(await outcome(book({ rows: `${GOOD}${' '.repeat(150 * 1024 * 1024)}` }))).toBe('FILE_INFLATES')
    expect(await outcome(book({ strings: ' '.repeat(150 * 1024 * 1024) }))).toBe('FILE_INFLATES')
  })

  test('R-XL-06 entities that multiply, in any part and encoding', async () => {
    for (const part of ['xl/sharedStrings.xml', 'xl/worksheets/sheet1.xml', 'xl/workbook.xml', 'xl/styles.xml', '[Content_Types].xml']) {
      const laughing = `${LAUGHS}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${far(1, '<c r="A1" t="inlineStr"><is><t>&j;</t></is></c>')}</sheetData></worksheet>`
      expect(await outcome(book({ parts: { [part]: laughing } })), part).toBe('FILE_ACTIVE_CONTENT')
      expect(await outcome(book({ parts: { [part]: Buffer.from(`\ufeff${laughing}`, 'utf16le') } })), part).toBe('FILE_ACTIVE_CONTENT')
    }
  })

  test('a sheet that says it is huge, two cells at its corners, a million columns', async () => {
    expect(await outcome(book({ before: '<dimension ref="A1:XFD1048576"/>' }))).toBe(1)
    expect(await outcome(book({ rows: `${GOOD}${far(1_048_576, text('XFD1048576', 'x'))}` }))).toBe('DAMAGED')
    expect(await outcome(book({ rows: `${GOOD}${far(4_000_000_000, text('A4000000000', 'x'))}` }))).toBe('DAMAGED')
    expect(await outcome(book({ rows: `${GOOD}${row(3, text('ZZZZZZ3', 'x'))}` }))).toBe('DAMAGED')
  })

  test('merged cells by the hundred thousand, and each of them everything', async () => {
    const merges = (ref: (at: number) => string, count: number) =>
      `<mergeCells>${Array.from({ length: count }, (_, at) => `<mergeCell ref="${ref(at)}"/>`).join('')}</mergeCells>`
    expect(await outcome(book({ after: merges((at) => `A${at + 3}:B${at + 3}`, 100_000) }))).toBe(1)
    expect(await outcome(book({ after: merges(() => 'A1:XFD1048576', 20_000) }))).toBe('TOO_MANY_MERGES')
    expect(await outcome(book({ after: merges(() => 'B2:A1', 5) }))).toBe(1)
  })

  test('a million styles, a million shared strings, one long string named everywhere', { timeout: 120_000 }, async () => {
    const styles = `<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs>${'<xf numFmtId="14"/>'.repeat(1_000_000)}</cellXfs>`
    expect(await outcome(book({ styles }))).toBe(1)
    // Read where the child has room for them; otherwise it ends, and says so.
    expect([1, 'UNREADABLE']).toContain(await outcome(book({ strings: '<si><t>x</t></si>'.repeat(1_000_000) })))
    const named = Array.from({ length: 3000 }, (_, line) =>
      row(
        line + 3,
        Array.from({ length: 26 }, (__, at) => `<c r="${String.fromCharCode(65 + at)}${line + 3}" t="s"><v>0</v></c>`).join(''),
      ),
    ).join('')
    expect(await outcome(book({ rows: GOOD + named, strings: `<si><t>${'长'.repeat(19_000)}</t></si>` }))).toBe('TOO_MUCH_TEXT')
  })

  test('more lines than an import takes', async () => {
    const lines = Array.from({ length: 20_001 }, (_, at) => texts(at + 2, ['甲', `${at}`])).join('')
    expect(await outcome(book({ rows: texts(1, LABELS) + lines }))).toBe('TOO_MANY_LINES')
  })

  test('R-XL-01 too much memory, too much time: that workbook alone is told so', async () => {
    const lines = Array.from({ length: 18_000 }, (_, at) => texts(at + 2, [`${at}${'甲'.repeat(800)}`, `${at}`])).join('')
    const big = book({ rows: texts(1, LABELS) + lines })
    await expect(read(big, 'a.xlsx', { heapMiB: 16 })).rejects.toMatchObject({
      code: 'UNREADABLE',
      message: expect.stringContaining('没有完成'),
    })
    await expect(read(big, 'a.xlsx', { residentMiB: 60 })).rejects.toMatchObject({ message: expect.stringContaining('占用内存过多') })
    await expect(read(big, 'a.xlsx', { seconds: 0.05 })).rejects.toMatchObject({ message: expect.stringContaining('用时过长') })
    expect(await outcome(book())).toBe(1)
  })
})

describe('workbooks that are not what they seem', { timeout: 120_000 }, () => {
  /** The code it is refused with, or how many lines are read of it. */
  const cases: Record<string, [outcome: string | number, book: Buffer]> = {
    'XML that ends too early': ['DAMAGED', book({ parts: { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row r="1"><c r="A1"' } })],
    'XML that crosses itself': [
      'NO_HEADER',
      book({ parts: { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData></row></worksheet></sheetData>' } }),
    ],
    'no XML at all': ['DAMAGED', book({ parts: { 'xl/workbook.xml': randomBytes(2000) } })],
    'a million levels': [1, book({ rows: `${GOOD}${'<a>'.repeat(300_000)}${'</a>'.repeat(300_000)}` })],
    'no sheet': ['NO_HEADER', book({ parts: { 'xl/workbook.xml': '<workbook/>' } })],
    'a sheet that is not there': ['DAMAGED', book({ parts: { 'xl/_rels/workbook.xml.rels': '<Relationships/>' } })],
    'a sheet that climbs out': [
      'DAMAGED',
      book({
        parts: {
          'xl/_rels/workbook.xml.rels':
            '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="../../../../etc/passwd"/></Relationships>',
        },
      }),
    ],
    'a workbook from elsewhere': [
      'DAMAGED',
      book({
        parts: {
          'xl/_rels/workbook.xml.rels':
            '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="http://127.0.0.1:1/x" TargetMode="External"/></Relationships>',
        },
      }),
    ],
    'names of prototypes': [1, book({ rows: texts(1, [...LABELS, '__proto__', 'constructor']) + texts(2, ['甲', 'A-1', 'x', 'y']) })],
    'shared strings that are not there': [
      1,
      book({
        rows: `${GOOD}${row(3, '<c r="A3" t="s"><v>99999999</v></c><c r="B3" t="s"><v>-1</v></c>')}`,
      }),
    ],
    'places that are none': [
      'DAMAGED',
      book({ rows: `${GOOD}<row r="x"><c r="A0"><v>1</v></c><c r="甲"><v>1</v></c><c><v>1e999</v></c></row>` }),
    ],
    'numbers that are none': [
      2,
      book({
        rows: `${GOOD}${row(3, '<c r="A3"><v>NaN</v></c><c r="B3"><v>1e400</v></c><c r="C3" s="1"><v>-5</v></c><c r="D3" s="1"><v>1e12</v></c><c r="E3" s="999"><v>1</v></c>')}`,
      }),
    ],
    'signs that are none': [2, book({ rows: `${GOOD}${row(3, text('A3', 'a&#0;b&#xD800;&#x202e;c'))}` })],
    'a formula that calls a program': [2, book({ rows: `${GOOD}${row(3, `<c r="A3"><f>cmd|'/C calc'!A0</f><v>0</v></c>`)}` })],
    'another workbook named': [
      1,
      book({
        parts: { 'xl/externalLinks/externalLink1.xml': '<externalLink><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>' },
      }),
    ],
    'half a package': ['FILE_DAMAGED', book().subarray(0, 1500)],
    'an empty package': ['DAMAGED', makeZip([])],
    nothing: ['FILE_DAMAGED', Buffer.alloc(0)],
    noise: ['FILE_DAMAGED', randomBytes(50_000)],
  }
  test.each(Object.entries(cases))('%s', async (_what, [expected, bytes]) => {
    expect(await outcome(bytes)).toBe(expected)
  })

  test('names of prototypes are columns like others that nobody knows', async () => {
    const { head, lines } = await read(cases['names of prototypes']![1])
    expect(head.columns.map(({ names }) => names)).toEqual([...LABELS, '__proto__', 'constructor'].map((name) => [name]))
    expect(lines).toMatchObject([{ line: 1, cells: [{ text: '甲' }, { text: 'A-1' }, null, null] }])
  })

  test('ends of lines that only some programs know are signs like others', async () => {
    const { lines } = await read(book({ rows: `${GOOD}${row(3, text('A3', '一\u2028二\u2029三'))}` }))
    expect(lines.at(-1)!.cells[0]).toEqual({ text: '一\u2028二\u2029三' })
  })

  test(
    'cells without number under columns that nobody knows are not handed on; under those that are known they are too many',
    { timeout: 120_000 },
    async () => {
      const known = Array.from({ length: 26 }, (_, at) => `列${at}`)
      const lines = Array.from({ length: 19_500 }, () => [...known.keys(), 'x'].join(',')).join('\n')
      const csv = Buffer.from(`${known.join(',')},别的\n${lines}`)
      const { lines: few } = await readApart(csv, 'a.csv', known.slice(0, 2))
      expect(few).toHaveLength(19_500)
      expect(few[0]!.cells.filter(Boolean)).toHaveLength(2)
      await expect(readApart(csv, 'a.csv', known)).rejects.toMatchObject({ code: 'TOO_MUCH_TEXT' })
    },
  )

  test('a workbook is read while uploads are examined, however many', async () => {
    const held = Promise.withResolvers<void>()
    const uploads = Array.from({ length: 8 }, () => slots.take(() => held.promise))
    expect(await outcome(book())).toBe(1)
    held.resolve()
    await Promise.all(uploads)
  })

  test('tables of text: one endless line, a quotation mark that never closes, a hundred thousand columns, NULs', async () => {
    const csv = (words: string) => outcome(Buffer.from(words), 'a.csv')
    expect(await csv('名称,编号'.padEnd(15_000_000, 'x'))).toBe('NO_HEADER')
    // All that follows the quotation mark is one cell.
    expect(await csv(`名称,编号\n"甲,A-1\n${'乙,B\n'.repeat(100_000)}`)).toBe(1)
    expect(await csv(`名称,编号\n甲,A-1${',x'.repeat(100_000)}\n`)).toBe(1)
    expect(await csv('名称,编号\n甲\u0000,A-1\n')).toBe('NOT_TEXT')
    expect(await csv('名称,编号\n'.padEnd(600_000, '\n'))).toBe('TOO_MANY_LINES')
    expect(await outcome(randomBytes(30_000), 'a.csv')).toBe('NOT_TEXT')
  })

  test('old workbooks: cut, turned, looped', async () => {
    const good = makeOldBook(8, LABELS.map((words, at) => ({ row: 0, at, text: words })).concat([{ row: 1, at: 0, text: '甲' }]))
    expect(await outcome(good, 'a.xls')).toBe(1)
    for (const [at, value, expected] of [
      [0x30, 0, 'DAMAGED'],
      [0x4c, 0, 1],
      [0x3c, 1, 1],
      [0x1e, 0xffff, 'DAMAGED'],
      [0x2c, 0xffff, 1],
    ] as const) {
      const turned = Buffer.from(good)
      turned.writeUInt16LE(value, at)
      expect(await outcome(turned, 'a.xls'), at.toString(16)).toBe(expected)
    }
    expect(await outcome(good.subarray(0, 0), 'a.xls')).toBe('NO_HEADER')
    for (const length of [8, 512, 700, 2000]) expect(await outcome(good.subarray(0, length), 'a.xls'), `${length}`).toBe('DAMAGED')
  })

  test('R-XL-01 any few bytes of a good workbook changed', { timeout: 120_000 }, async () => {
    const good = Buffer.from(
      await writeXlsx({ sheets: [{ name: '表', rows: [LABELS, ...Array.from({ length: 20 }, (_, at) => [`甲${at}`, at])] }] }),
    )
    const old = makeOldBook(8, LABELS.map((words, at) => ({ row: 0, at, text: words })).concat([{ row: 1, at: 0, text: '甲' }]))
    // The library for old workbooks thinks aloud.
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const change = fc.record({ at: fc.nat(), to: fc.nat(255) })
    // In this process, so that a fault shows as a fault; nothing here is large enough to take it down.
    const survives = async (whole: Buffer, name: string, changes: { at: number; to: number }[]) => {
      const bytes = Buffer.from(whole)
      for (const { at, to } of changes) bytes[at % bytes.length] = to
      const said = await Array.fromAsync(linesOf(bytes, { task: 'read', name, labels: LABELS })).catch(refused)
      if (said === null) return
      expect(said[0]).toHaveProperty('head.columns')
      expect(said.at(-1)).toEqual({ end: true })
      const numbers = said.slice(1, -1).map((line) => ('line' in line ? line.line : NaN))
      expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
    }
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => survives(good, 'a.xlsx', changes)),
      { numRuns: 400 },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => survives(old, 'a.xls', changes)),
      { numRuns: 400 },
    )
  })
})

describe('marks', { timeout: 120_000 }, () => {
  test('on a plain one everything is there that was, harmless, and a formula is none the less one when it comes back', async () => {
    const long = '长'.repeat(20_001)
    const wide = Array.from({ length: 300 }, (_, at) => `列${at}`)
    const lines = [
      ['名称', '编号', ...wide],
      ['=1+1', '+86', ...wide],
      [long, '@x', '-2'],
    ]
    const csv = Buffer.from(lines.map((line) => line.join(',')).join('\n'))
    const marked = (await markApart(csv, 'a.csv', 'CSV', [{ line: 1, at: 0, words: '有误' }]))!
    const [sheet] = (await readXlsx(marked)).sheets
    expect(sheet!.rows[1]!.slice(0, 2)).toEqual(['【公式】=1+1', "'+86"])
    expect(sheet!.rows[1]!.at(-1)).toBe('列299')
    expect(sheet!.rows[2]!.slice(0, 3)).toEqual([long, "'@x", "'-2"])
    const { lines: back } = await read(marked)
    expect(back.map(({ cells }) => cells[0]?.fault !== undefined)).toEqual([true, true])
  })

  test('on a workbook that cannot be written back come back on a plain one, or not at all', async () => {
    const marks = [{ line: 1, at: 0, words: '有误' }]
    expect((await markApart(book(), 'a.xlsx', '表1', marks))!.length).toBeGreaterThan(500)
    expect(await markApart(randomBytes(5000), 'a.xlsx', '表1', marks)).toBeNull()
    expect((await markApart(Buffer.from('名称,编号\n甲,1\n'), 'a.csv', 'CSV', marks))!.length).toBeGreaterThan(500)
  })
})
