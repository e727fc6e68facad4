import { write } from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import type { Codes } from '#kernel/field.ts'
import { tournament } from '#kernel/testing/club.ts'
import { firstStep } from '#kernel/steps.ts'
import { groupLines } from './group-lines.ts'
import { labelsOf, readHead } from './sheet-head.ts'
import { understand } from './understand.ts'
import { makeOldBook, type OldCell } from './workbook/fixtures/make-old-book.ts'
import { makeBook, row, text, texts, type RawSheet } from './workbook/fixtures/make-book.ts'
import { linesOf } from './workbook/lines.ts'

const codes: Codes = {
  orgs: (word) => (['hall', 'north', 'south'].includes(word) ? [word] : []),
  terms: (_dictionary, word) => (word === '绿球' ? ['green'] : []),
  records: () => [],
}

/** What a workbook of tournaments comes to. */
async function told(bytes: Buffer, name = '赛事.xlsx') {
  const said = await Array.fromAsync(linesOf(bytes, { task: 'read', name, labels: labelsOf(tournament) }))
  const table = said.flatMap((each) => ('head' in each ? [each.head] : []))[0]!
  const head = readHead(tournament, table)
  const { groups, skipped } = groupLines(
    head,
    said.flatMap((each) => ('line' in each ? [each] : [])),
  )
  const ground = {
    stage: firstStep(tournament),
    filer: 'district' as const,
    others: {},
    kept: (values: object) => ({ values, fault: null }),
  }
  const rows = groups.map((group) => understand(tournament, head, group, codes, '2026-05-04', ground))
  const errors = rows.map(({ found }) => found.flatMap(({ level, message }) => (level === 'error' ? [message] : [])))
  return {
    values: rows.map(({ values }) => values),
    errors,
    skipped,
    notes: head.notes.map(({ level, words }) => `${level} ${words}`),
  }
}
const sheet = (raw: RawSheet, more: RawSheet[] = []) => told(makeBook({ sheets: [raw, ...more] }))
const HEAD = ['赛事名称', '赛事编号', '开赛日期']
const SHARE = '单元格是百分比格式，请改为“常规”格式后重新填写'
const REST = 'say 表中缺少的必填列：场地、承办单位、参赛俱乐部、用球。'

describe('headers', () => {
  test('stand in any order, under a title, with marks, brackets and blanks of their own', async () => {
    const rows =
      texts(1, ['北区2026年网球赛事汇总表']) +
      texts(2, ['填表人：某某', '', '单位：场']) +
      texts(4, ['开赛日期（年月日）', ' 赛 事 编 号＊', '赛事名称*']) +
      texts(5, ['2026-06-01', 'A-1', '公开赛'])
    expect((await sheet({ rows, after: '<mergeCells><mergeCell ref="A1:F1"/></mergeCells>' })).values).toEqual([
      { title: '公开赛', code: 'A-1', startsOn: '2026-06-01' },
    ])
  })

  test('may be merged over two lines: a group above its parts, everything else over both', async () => {
    const head = texts(1, ['赛事名称', '奖项', '', '赛事编号']) + texts(2, ['', '奖项名称', '说明', ''])
    const merges = ['A1:A2', 'B1:C1', 'D1:D2'].map((ref) => `<mergeCell ref="${ref}"/>`).join('')
    const rows = head + texts(3, ['公开赛', '冠军', '金杯', 'A-1']) + texts(4, ['', '亚军']) + texts(5, ['邀请赛', '', '', 'A-2'])
    const { values, errors } = await sheet({ rows, after: `<mergeCells>${merges}</mergeCells>` })
    expect(values).toEqual([
      { title: '公开赛', code: 'A-1', prizes: [{ name: '冠军', note: '金杯' }, { name: '亚军' }] },
      { title: '邀请赛', code: 'A-2' },
    ])
    expect(errors.flat()).toEqual([])
  })

  test('that nobody knows, that are missing, that cannot be imported are named', async () => {
    const { notes } = await sheet({
      rows: texts(1, [...HEAD, '备注', '海报', '联系人']) + texts(2, ['公开赛', 'A-1', '2026-06-01', 'x', 'y.png']),
    })
    expect(notes).toEqual(['say 未能识别的列：备注、联系人。', 'say 不能从表格导入的列：海报。', REST])
  })

  test('that come twice stop the import', async () => {
    expect((await sheet({ rows: texts(1, [...HEAD, '赛事名称']) + texts(2, ['甲', 'A-1', '', '乙']) })).notes).toContain(
      'stop 表中有两个“赛事名称”列，请只保留一个。',
    )
  })

  test('a workbook without any is told so', async () => {
    await expect(sheet({ rows: texts(1, ['姓名', '电话']) + texts(2, ['甲', '1']) })).rejects.toMatchObject({ code: 'NO_HEADER' })
    await expect(told(makeBook({ sheets: [{}] }))).rejects.toMatchObject({ code: 'NO_HEADER' })
  })
})

describe('R-XL-04 what is hidden is never imported silently', () => {
  test('a hidden sheet is named and not read; data on nothing else is refused', async () => {
    const data = { rows: texts(1, HEAD) + texts(2, ['公开赛', 'A-1']) }
    const { values, notes } = await sheet({ ...data, name: '正表' }, [
      { rows: texts(1, HEAD) + texts(2, ['暗赛', 'A-9']), name: '旧表', state: 'veryHidden' },
    ])
    expect(values).toEqual([{ title: '公开赛', code: 'A-1' }])
    expect(notes).toContain('say 工作表“旧表”是隐藏的，没有读取。')
    await expect(sheet({ rows: texts(1, ['备注']) }, [{ ...data, state: 'hidden', name: '数据' }])).rejects.toMatchObject({
      code: 'HIDDEN',
      message: expect.stringContaining('数据'),
    })
  })

  test('a hidden or filtered line, and one of no height, is an error of that line', async () => {
    const rows =
      texts(1, HEAD) +
      texts(2, ['明赛', 'A-1']) +
      texts(3, ['暗赛', 'A-2'], 'hidden="1"') +
      texts(4, ['扁赛', 'A-3'], 'ht="0" customHeight="1"')
    expect((await sheet({ rows })).errors.map((each) => each.length)).toEqual([0, 1, 1])
  })

  test('a hidden column stops the import', async () => {
    const { notes } = await sheet({
      before: '<cols><col min="2" max="2" hidden="1"/></cols>',
      rows: texts(1, HEAD) + texts(2, ['公开赛', 'A-1']),
    })
    expect(notes).toContain('stop “赛事编号”列是隐藏的，请取消隐藏后重新上传。')
  })
})

describe('merged cells among the rows', () => {
  const merged = async (rows: string, ...refs: string[]) =>
    await sheet({ rows, after: `<mergeCells>${refs.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>` })
  const covered = '是合并单元格的一部分，请取消合并后逐行填写'

  test('that seem to say something for several records are an error in each they cover', async () => {
    const rows = texts(1, HEAD) + texts(2, ['甲赛', 'A-1', '2026-06-01']) + texts(3, ['乙赛', 'A-2']) + texts(4, ['丙赛', ''])
    expect((await merged(rows, 'C2:C4', 'A4:B4')).errors).toEqual([
      [],
      [`《开赛日期》${covered}`],
      [`《赛事编号》${covered}`, `《开赛日期》${covered}`],
    ])
    expect((await merged(texts(1, HEAD) + texts(2, ['甲赛', 'A-1']) + texts(3, ['乙赛', 'A-2']), 'C2:C3')).errors).toEqual([[], []])
  })

  test('over the lines of one record are how a table is drawn; over its rows they are not', async () => {
    const head = texts(1, ['赛事名称', '赛事编号', '奖项·奖项名称', '奖项·说明'])
    const rows = head + texts(2, ['甲赛', 'A-1', '冠军', '奖杯']) + texts(3, ['', '', '亚军', ''])
    expect(await merged(rows, 'A2:A3', 'B2:B3')).toMatchObject({
      errors: [[]],
      values: [{ prizes: [{ name: '冠军', note: '奖杯' }, { name: '亚军' }] }],
    })
    expect((await merged(rows, 'D2:D3')).errors).toEqual([[`《奖项·说明》${covered}`]])
  })
})

describe('R-XL-04 formulas are never evaluated, and what they came to is not taken', () => {
  const formula = '单元格是公式，系统不计算公式，请复制后以“数值”粘贴'
  test.each([
    ['a plain one', '<c r="A2" t="str"><f>"公开"&amp;"赛"</f><v>公开赛</v></c>'],
    ['one that is shared', '<c r="A2" t="str"><f t="shared" si="0"/><v>公开赛</v></c>'],
    ['an array', '<c r="A2" t="str"><f t="array" ref="A2:A3">B2:B3</f><v>公开赛</v></c>'],
    ['one that fetches', '<c r="A2" t="str"><f>WEBSERVICE("http://x")</f><v>公开赛</v></c>'],
    ['a picture in the cell', '<c r="A2" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>'],
  ])('%s', async (_what, cell) => {
    const { values, errors } = await sheet({ rows: texts(1, HEAD) + row(2, cell + text('B2', 'A-1')) })
    expect(errors).toEqual([[`《赛事名称》${formula}`]])
    expect(values).toEqual([{ code: 'A-1' }])
  })

  test('nor a data table', async () => {
    const cell = '<c r="A2" t="str"><f t="dataTable" ref="A2:A3" r1="B1"/><v>公开赛</v></c>'
    await expect(sheet({ rows: texts(1, HEAD) + row(2, cell + text('B2', 'A-1')) })).rejects.toMatchObject({ code: 'DATA_TABLE' })
  })

  test('nor what an array spilt into cells below it', async () => {
    const rows =
      texts(1, HEAD) +
      row(2, `<c r="A2" t="str"><f t="array" ref="A2:A3">X1:X2</f><v>甲赛</v></c>${text('B2', 'A-1')}`) +
      row(3, `<c r="A3" t="str"><v>乙赛</v></c>${text('B3', 'A-2')}`)
    expect((await sheet({ rows })).errors.map((each) => each.length)).toEqual([1, 1])
  })

  test('errors of a spreadsheet are errors here', async () => {
    expect((await sheet({ rows: texts(1, HEAD) + row(2, `<c r="A2" t="e"><v>#REF!</v></c>${text('B2', 'A-1')}`) })).errors).toEqual([
      ['《赛事名称》单元格是错误值 #REF!'],
    ])
  })

  test('a text that begins like one and has no apostrophe before it might be one that lost its mark', async () => {
    const { values, errors } = await sheet({ rows: texts(1, HEAD) + texts(2, ['=SUM(A1:A3)', ' ＝甲']) })
    const fault = '内容以“=”开头，无法判断是否为公式，请勿以“=”开头'
    expect({ values, errors }).toEqual({ values: [{}], errors: [[`《赛事名称》${fault}`, `《赛事编号》${fault}`]] })
  })

  test('a text that merely looks like one is a text', async () => {
    expect((await sheet({ rows: texts(1, HEAD) + texts(2, ["'=1+1赛", "'abc", "'+86"]) })).values).toEqual([
      { title: '=1+1赛', code: "'abc" },
    ])
  })
})

describe('dates, digits and signs as offices write them', () => {
  const dated = async (cell: string, more = {}) =>
    (await told(makeBook({ sheets: [{ rows: texts(1, HEAD) + row(2, `${text('A2', '赛')}${cell}`) }], ...more }))).values[0]!.startsOn
  test.each([
    ['2023年3月31日', '2023-03-31'],
    ['2023.3.31', '2023-03-31'],
    ['2023/03/31', '2023-03-31'],
    ['２０２３年３月３１日', '2023-03-31'],
    ['20230331', '2023-03-31'],
    [' 2023-3-31\n', '2023-03-31'],
  ])('the text %j', async (typed, day) => expect(await dated(text('C2', typed))).toBe(day))

  test.each([1, 2, 3, 4])('a serial in the date format %d, with a time or without', async (style) => {
    expect(await dated(`<c r="C2" s="${style}"><v>45016</v></c>`)).toBe('2023-03-31')
    expect(await dated(`<c r="C2" s="${style}"><v>45016.75</v></c>`)).toBe('2023-03-31')
  })

  test('a serial whose format was lost, the date system of a Macintosh, digits as a number', async () => {
    expect(await dated('<c r="C2"><v>45016</v></c>')).toBe('2023-03-31')
    expect(await dated('<c r="C2"><v>43554</v></c>', { workbook: '<workbookPr date1904="1"/>' })).toBe('2023-03-31')
    expect(await dated('<c r="C2" s="1"><v>43554</v></c>', { workbook: '<workbookPr date1904="1"/>' })).toBe('2023-03-31')
    expect(await dated('<c r="C2"><v>20230331</v></c>')).toBe('2023-03-31')
  })

  test('eight digits typed where dates are expected are that day, and what no calendar reaches is one cell that is wrong', async () => {
    expect(await dated('<c r="C2" s="1"><v>20230331</v></c>')).toBe('2023-03-31')
    const fault = '《开赛日期》单元格中的日期或时间超出范围，请把单元格设为“文本”后重新填写'
    for (const number of ['202303311200', '1e12', '20231331', '-5', '0.375']) {
      const rows = `${texts(1, HEAD)}${row(2, `${text('A2', '赛')}<c r="C2" s="1"><v>${number}</v></c>`)}${texts(3, ['后赛'])}`
      expect(await sheet({ rows }), number).toMatchObject({ errors: [[fault], []], values: [{ title: '赛' }, { title: '后赛' }] })
    }
    const old = (cells: object) =>
      Buffer.from(write({ SheetNames: ['a'], Sheets: { a: { '!ref': 'A1:C2', ...cells } } }, { bookType: 'biff8', type: 'buffer' }))
    const head = { A1: { t: 's', v: '赛事名称' }, C1: { t: 's', v: '开赛日期' }, A2: { t: 's', v: '赛' } }
    const typed = (v: number) => told(old({ ...head, C2: { t: 'n', v, z: 'yyyy-mm-dd' } }), '赛事.xls')
    expect((await typed(20230331)).values[0]!.startsOn).toBe('2023-03-31')
    expect((await typed(202303311200)).errors).toEqual([[fault]])
    expect((await told(old({ ...head, A2: { t: 'n', v: 0.85, z: '0.0%' } }), '赛事.xls')).errors).toEqual([[`《赛事名称》${SHARE}`]])
  })

  test.each([['9'], ['10'], ['181'], ['182']])('a share in the format %s is no number', async (format) => {
    const styles = `<numFmts count="2"><numFmt numFmtId="181" formatCode="0.0%;[Red]-0.0%"/><numFmt numFmtId="182" formatCode="0&quot;%&quot;"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="${format}"/></cellXfs>`
    const { errors, values } = await told(
      makeBook({ sheets: [{ rows: texts(1, HEAD) + row(2, '<c r="A2" s="1"><v>0.85</v></c>') }], styles }),
    )
    // A percent sign that is only written beside the number counts nothing.
    expect({ errors, values }).toEqual(
      format === '182' ? { errors: [[]], values: [{ title: '0.85' }] } : { errors: [[`《赛事名称》${SHARE}`]], values: [{}] },
    )
  })

  test.each([['2023年3月'], ['2023'], ['三月'], ['2023-02-29'], ['31/12/2023']])('%s is no day', async (typed) => {
    expect((await sheet({ rows: texts(1, HEAD) + row(2, `${text('A2', '赛')}${text('C2', typed)}`) })).errors[0]).toHaveLength(1)
    expect(await dated('<c r="C2"><v>2023</v></c>')).toBeUndefined()
  })

  test('numbers in a text column are texts, and one that has lost its last digits is told', async () => {
    expect((await sheet({ rows: texts(1, HEAD) + row(2, '<c r="A2"><v>2023</v></c><c r="B2"><v>12.5</v></c>') })).values).toEqual([
      { title: '2023', code: '12.5' },
    ])
    expect(
      (await sheet({ rows: texts(1, HEAD) + row(2, `${text('A2', '赛')}<c r="B2"><v>123456789012345678</v></c>`) })).errors[0]![0],
    ).toContain('超过 15 位')
  })

  test('choices and names go by what they mean: width and case do not matter', async () => {
    const { values } = await sheet({
      rows: texts(1, ['赛事名称', '场地', '参赛俱乐部', '用球']) + texts(2, ['赛', ' 硬地 ', 'north， south；\nnorth', '绿球']),
    })
    expect(values).toEqual([{ title: '赛', surface: '硬地', ball: 'green' }])
    expect((await sheet({ rows: texts(1, ['赛事名称', '参赛俱乐部']) + texts(2, ['赛', 'north south']) })).values).toEqual([
      { title: '赛', clubs: ['north', 'south'] },
    ])
  })

  test('line ends of any kind, rich text, blanks at the ends, Excel’s own escapes', async () => {
    const rich = '<c r="D2" t="inlineStr"><is><r><t>一、</t></r><r><rPr><b/></rPr><t xml:space="preserve">二 </t></r></is></c>'
    expect(
      (await sheet({ rows: texts(1, [...HEAD, '规程']) + row(2, `${text('A2', ' 公开赛 ')}${text('B2', 'A-1')}${rich}`) })).values,
    ).toEqual([{ title: '公开赛', code: 'A-1', rules: '一、二' }])
    expect(
      (await sheet({ rows: texts(1, [...HEAD, '规程']) + row(2, `${text('A2', '赛')}${text('D2', '一_x000D_\n二')}`) })).values[0]!.rules,
    ).toBe('一\n二')
  })
})

describe('lines', () => {
  test('of a template’s own are left out and named; blank ones are nothing', async () => {
    const head = ['序号', ...HEAD]
    const rows =
      texts(1, head) +
      texts(2, ['说明', '必填', '必填']) +
      texts(3, ['范例', '春季公开赛', 'T-1']) +
      texts(4, ['1', '公开赛', 'A-1']) +
      texts(5, ['2']) +
      texts(7, ['3', '邀请赛', 'A-2'])
    const { values, skipped } = await sheet({ rows })
    expect(values.map(({ title }) => title)).toEqual(['公开赛', '邀请赛'])
    expect(skipped).toEqual([1, 2])
  })

  test('with nothing but parts of rows go on with the record above; parts before any record are one of their own', async () => {
    const head = ['赛事名称', '奖项·奖项名称', '奖项·说明']
    const { values } = await sheet({
      rows: texts(1, head) + texts(2, ['', '冠军']) + texts(3, ['公开赛', '', '金杯']) + texts(4, ['', '亚军']),
    })
    expect(values).toEqual([{ prizes: [{ name: '冠军' }] }, { title: '公开赛', prizes: [{ note: '金杯' }, { name: '亚军' }] }])
  })
})

describe('workbooks of other kinds', () => {
  const csv = `${HEAD.join(',')}\r\n"春季,公开赛",A-1,2026年6月1日\r\n"多行\r\n赛",A-2,\r\n`
  const expected = [{ title: '春季,公开赛', code: 'A-1', startsOn: '2026-06-01' }, { code: 'A-2' }]
  test.each([
    ['UTF-8', Buffer.from(csv)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${csv}`)],
    ['UTF-16', Buffer.from(`\ufeff${csv}`, 'utf16le')],
    ['tabs', Buffer.from(csv.replaceAll(/,(?!公开)/g, '\t'))],
  ])('a CSV in %s', async (_what, bytes) => expect((await told(bytes, '赛事.csv')).values).toEqual(expected))

  test('a CSV in GB18030, signs beyond GBK among them', async () => {
    expect((await told(gbk('赛事名称,赛事编号\r\n网球赛㐀,A-1\r\n'), '赛事.csv')).values).toEqual([{ title: '网球赛㐀', code: 'A-1' }])
  })

  test('a formula in a CSV', async () => {
    expect(
      (await told(Buffer.from(`${HEAD.join(',')}\n="0"&"1",A-1,\n=1+1,A-2,\n`), '赛事.csv')).errors.map((each) => each.length),
    ).toEqual([1, 1])
  })

  test('a CSV that is no text', async () => {
    await expect(told(Buffer.from('赛事名称,赛事编号\n公开\u0000赛,A-1\n'), '赛事.csv')).rejects.toMatchObject({ code: 'NOT_TEXT' })
  })

  test('an .xls of Excel 97 to 2003: texts, serials, formulas, hidden lines', async () => {
    const line = (row: number, ...words: string[]) => words.map((words, at): OldCell => ({ row, at, text: words }))
    const cells: OldCell[] = [
      ...line(0, ...HEAD),
      ...line(1, '公开赛', 'A-1'),
      { row: 1, at: 2, number: 45016 },
      ...line(2, '邀请赛'),
      { row: 2, at: 1, formula: 7 },
    ]
    const { values, errors } = await told(makeOldBook(8, [...cells, ...line(3, '暗赛', 'A-3')], { hiddenRows: [3] }), '赛事.xls')
    expect(values).toEqual([{ title: '公开赛', code: 'A-1', startsOn: '2023-03-31' }, { title: '邀请赛' }, { title: '暗赛', code: 'A-3' }])
    expect(errors.map((each) => each.map((message) => message.slice(0, 12)))).toEqual([
      [],
      ['《赛事编号》单元格是公式'],
      ['这一行在表中是隐藏的（或'],
    ])
  })

  test('an .xls of Excel 95, its texts in the code page of Chinese Windows', async () => {
    const cells = ['赛事名称', '赛事编号'].map((words, at): OldCell => ({ row: 0, at, text: gbk(words) }))
    const { values } = await told(
      makeOldBook(5, [...cells, { row: 1, at: 0, text: gbk('网球赛') }, { row: 1, at: 1, number: 7 }], { codepage: 936 }),
      '赛事.xls',
    )
    expect(values).toEqual([{ title: '网球赛', code: '7' }])
  })
})

/** The few signs that the test above needs, as GB18030 writes them. */
const GBK: Record<string, string> = {
  赛: 'c8fc',
  事: 'cac2',
  名: 'c3fb',
  称: 'b3c6',
  编: 'b1e0',
  号: 'bac5',
  网: 'cdf8',
  球: 'c7f2',
  㐀: '8139ee39',
}

const gbk = (words: string) => Buffer.from([...words].map((sign) => GBK[sign] ?? Buffer.from(sign).toString('hex')).join(''), 'hex')
