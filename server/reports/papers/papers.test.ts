import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readXlsx, type CellValue } from 'hucre'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { bandOf } from '#cockpits/bands.ts'
import type { Scheme } from '#indicators/scheme.ts'
import type { Scored, UnitScore } from '#indicators/score.ts'
import { two } from '#indicators/shown.ts'
import { testOffice } from '../../testing/office.ts'
import { readWord, type WordFile, type WordRow } from '../../testing/word.ts'
import { loadSchemes } from '../schemes.ts'

const { db, person, asPerson, audited } = await testOffice()
type Call = Awaited<ReturnType<typeof asPerson>>
type Computation = { id: string; number: number; scheme: Scheme; result: Scored; digest: string }

let clerk: Call
let checker: Call
let district: Call
let computed: Computation[] = []
let period: string
const PATH = '/api/reports/computations'
/** What a careless program would run, draw, or choke on. */
const HOSTILE = '=cmd|"/C calc"!A0<w:p/>&amp;\u0001\u202E'
const HOSTILE_SHOWN = '=cmd|"/C calc"!A0<w:p/>&amp;'

beforeAll(async () => {
  await loadSchemes(db, new Date('2023-01-01T00:00:00Z'))
  clerk = await asPerson((await person('改革办 录入员', ['office', 'entry'])).id)
  checker = await asPerson((await person('改革办 审核员', ['office', 'reviewer'])).id)
  district = await asPerson((await person('渝中 领导', ['500103', 'leader'])).id)
  const rows = readFileSync(join(import.meta.dirname, '../../../data/districts.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
  for (const [position, row] of rows.entries()) {
    const [, id, , name, short, , segment] = row.split(',') as [string, string, string, string, string, string, string]
    await sql`insert into org (id, name, short, kind, segment, pinyin, position) values (${id}, ${name}, ${short}, 'district', ${segment}, '', ${position + 10})
      on conflict (id) do update set segment = excluded.segment, position = excluded.position`.execute(db)
    await tallies(id, position)
  }
  await sql`update org set name = ${HOSTILE} where id = '500118'`.execute(db)
  period = (await ok(await clerk('POST', '/api/reports/district/periods', { body: { on: '2023-02-14' } }), 201)).id
  const first = await compute()
  await fix(first)
  await counted('national', '500101', '2023-02-01')
  const second = await compute()
  await fix(second, '万州区一条全国性肯定评价漏统')
  computed = [first, second, await compute()]
})

/** Figures that differ from district to district, some with nothing due, some with a deduction. */
async function tallies(org: string, at: number) {
  for (let pilot = 0; pilot <= at % 5; pilot++) await counted('pilots', org, '2022-03-01', '国家级')
  if (at % 4 !== 1) await counted('pilots-due', org, '2022-12-31', '国家级')
  if (at % 4 === 2) await counted('pilots-accepted-late', org, '2023-03-01', '国家级')
  for (let praise = 0; praise < at % 3; praise++) await counted('national', org, '2023-02-01')
  for (let promotion = 0; promotion < at % 7; promotion++) await counted('promoted', org, '2023-02-01')
  if (at % 6 === 0) await counted('reported', org, '2023-02-01')
  await counted('survey', org, '2023-03-31', '', `${80 + (at % 11)}.${10 + at}`)
  if (at === 9) await counted('risk', org, '2023-02-01', '较大')
  if (at === 20) await counted('risk', org, '2023-02-01', '重大负面舆情')
}

let made = 0
async function counted(figure: string, org: string, on: string, kind = '', amount = '1') {
  const id = `00000000-0000-7000-8000-${String(++made).padStart(12, '0')}`
  const at = '2023-04-05T00:00:00Z'
  await sql`insert into record (id, module, owner, stage, version, round, reached, title, record_values, hands, since, created_at, changed_at, grams, found_in)
    values (${id}, 'test', ${org}, 'approved', 1, 1, 1, ${`${figure} ${made}`}, '{}', '{}', ${at}, ${at}, ${at}, '{}', '')`.execute(db)
  await sql`insert into tally (figure, org_id, on_day, kind, amount, same, record_id, counted_at)
    values (${figure}, ${org}, ${on}, ${kind}, ${amount}::numeric, '', ${id}, ${at})`.execute(db)
}

async function ok(answer: Awaited<ReturnType<Call>>, status = 200) {
  expect(answer.statusCode, answer.body).toBe(status)
  return answer.json()
}

async function compute(): Promise<Computation> {
  const { id } = await ok(await clerk('POST', `/api/reports/periods/${period}/computations`), 201)
  return ok(await clerk('GET', `${PATH}/${id}`))
}

async function fix({ id: computation }: Computation, cause?: string) {
  await ok(await clerk('PUT', `/api/reports/periods/${period}/fixing`, { body: { computation, ...(cause ? { cause } : {}) } }))
  const seen = { computation, issue: cause ? 2 : 1, cause: cause ?? null }
  await ok(await checker('POST', `/api/reports/periods/${period}/fixed`, { body: seen }), 201)
}

async function paper(who: Call, { id }: Pick<Computation, 'id'>, as: 'xlsx' | 'docx') {
  const answer = await who('GET', `${PATH}/${id}/report.${as}`)
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200)
  return answer
}

const nameIn = (answer: { headers: Record<string, unknown> }) =>
  decodeURIComponent(/filename\*=UTF-8''(.*)$/u.exec(String(answer.headers['content-disposition']))![1]!)
const placed = (result: Scored) => result.units.toSorted((a, b) => a.rank! - b.rank!)
const shownName = ({ name }: UnitScore) => (name === HOSTILE ? HOSTILE_SHOWN : name)

describe('who may have it', { timeout: 120_000 }, () => {
  test('what is fixed everybody of business, a draft the office alone; one audit row each, and a name in Chinese', async () => {
    const [first, second, draft] = computed as [Computation, Computation, Computation]
    for (const as of ['xlsx', 'docx']) {
      expect((await district('GET', `${PATH}/${draft.id}/report.${as}`)).statusCode).toBe(404)
      expect((await clerk('GET', `${PATH}/nobody/report.${as}`)).statusCode).toBe(404)
    }
    expect(nameIn(await paper(district, first, 'xlsx'))).toBe('2023年第1季度区县改革报表（首次定稿）.xlsx')
    expect(nameIn(await paper(district, second, 'docx'))).toBe('2023年第1季度区县改革报表（第2次发布）.docx')
    expect(nameIn(await paper(clerk, draft, 'xlsx'))).toBe('2023年第1季度区县改革报表（未定稿，第3次计算）.xlsx')
    const told = (await audited()).filter(({ action }) => action === 'report:export')
    expect(told.map(({ object, org, facts }) => ({ object, org, facts }))).toEqual([
      { object: first.id, org: '500103', facts: { as: 'xlsx', issue: 1 } },
      { object: second.id, org: '500103', facts: { as: 'docx', issue: 2 } },
      { object: draft.id, org: 'office', facts: { as: 'xlsx', issue: null } },
    ])
  })
})

describe('Excel', { timeout: 120_000 }, () => {
  type Sheet = { name: string; rows: CellValue[][]; freezePane?: unknown; pageSetup?: unknown; headerFooter?: { oddHeader?: string } }
  const sheetsOf = async (who: Call, computation: Computation) =>
    new Map(
      ((await readXlsx((await paper(who, computation, 'xlsx')).rawPayload, { readStyles: true })).sheets as Sheet[]).map((sheet) => [
        sheet.name,
        sheet,
      ]),
    )

  test('six sheets; every number is the computation’s own, to its six places', async () => {
    const second = computed[1]!
    const { scheme, result } = second
    const sheets = await sheetsOf(district, second)
    expect([...sheets.keys()]).toEqual(['排名', '指标得分', '计算过程', '指标体系', '说明', '与上次定稿的差异'])

    const [heads, ...ranking] = sheets.get('排名')!.rows.slice(2)
    const dimensions = scheme.dimensions.map(({ name }) => name)
    expect(heads).toEqual(['排名', '单位', '片区', '片区排名', '综合评价指数', ...dimensions, '颜色'])
    expect(ranking.map((row) => row.toSpliced(1, 1))).toEqual(
      placed(result).map((unit) => [
        ...[unit.rank, unit.group, unit.groupRank, Number(unit.index)],
        ...scheme.dimensions.map(({ id }) => Number(unit.dimensions[id]!.score)),
        `${bandOf(unit.band).word} ${bandOf(unit.band).letter}`,
      ]),
    )
    expect(ranking.some((row) => /\.\d{3,6}$/u.test(String(row[4])))).toBe(true)

    const scores = sheets.get('指标得分')!.rows.slice(4)
    expect(scores).toHaveLength(41)
    for (const [at, unit] of result.units.entries())
      expect(scores[at]!.slice(1).filter((_, place) => place % 2 === 1)).toEqual(
        scheme.indicators.map(({ id }) => Number(unit.scores[id]!.score)),
      )

    const working = sheets.get('计算过程')!.rows.slice(3)
    expect(working).toHaveLength(41 * scheme.indicators.length)
    const [line] = working.filter((row) => row[0] === '万州区' && row[2] === scheme.indicators[0]!.name)
    const own = result.units.find(({ name }) => name === '万州区')!.scores.pilots!
    expect(line!.slice(3, 8)).toEqual([Number(own.working.figure), Number(own.score), 20, own.working.formula, own.working.note])
    expect(line![8]).toMatch(/^最大5（.*等8个单位）；中位3（.*）；最小1（.*）；共41个单位参加比较$/u)
    expect(line![9]).toBe(scheme.indicators[0]!.clause)

    expect(sheets.get('说明')!.rows.flat().join('\n')).toContain(second.digest)
    expect(sheets.get('与上次定稿的差异')!.rows.some((row) => row[0] === '万州区' && String(row[4]).includes('指标值0→1'))).toBe(true)
  })

  test('a draft says so on every page; heads stay, pages are A4', async () => {
    for (const [name, sheet] of await sheetsOf(clerk, computed[2]!)) {
      expect(sheet.headerFooter?.oddHeader, name).toContain('未定稿')
      expect(sheet.rows[0]![0]).toContain('（未定稿）')
      expect(sheet.pageSetup, name).toMatchObject({ paperSize: 'a4', fitToWidth: 1 })
      expect(sheet.freezePane, name).toMatchObject({ rows: ['指标得分'].includes(name) ? 4 : 3 })
    }
    for (const [, sheet] of await sheetsOf(district, computed[0]!)) expect(JSON.stringify(sheet.rows)).not.toContain('未定稿')
  })

  test('R-XL-05 a name that looks like a formula is none, and hidden characters are gone', async () => {
    const names = (await sheetsOf(district, computed[0]!)).get('排名')!.rows.map((row) => row[1])
    expect(names).toContain(`'${HOSTILE_SHOWN}`)
  })
})

describe('Word', { timeout: 120_000 }, () => {
  let fixed: WordFile
  let draft: WordFile
  beforeAll(async () => {
    fixed = await readWord((await paper(district, computed[1]!, 'docx')).rawPayload)
    draft = await readWord((await paper(clerk, computed[2]!, 'docx')).rawPayload)
  }, 120_000)
  const headsOf = ({ paragraphs }: WordFile) => paragraphs.filter(({ style }) => /^Heading[12]$/u.test(style)).map(({ words }) => words)
  const rowsUnder = ({ tables }: WordFile, ...labels: string[]): WordRow[] =>
    tables.find(([head]) => labels.every((label) => head!.cells.includes(label)))!

  test('the contents are filled in: one entry a head, each with its page', () => {
    for (const file of [fixed, draft]) {
      const entries = file.paragraphs.filter(({ style }) => /^TOC[12]$/u.test(style)).map(({ words }) => words.split('\t'))
      expect(entries.map(([words]) => words)).toEqual(headsOf(file))
      const pages = entries.map((entry) => Number(entry.at(-1)))
      expect(pages[0]).toBe(1)
      expect(pages.every((page, at) => page >= (pages[at - 1] ?? 1))).toBe(true)
      expect(pages.at(-1)).toBeGreaterThan(10)
    }
    expect(headsOf(fixed).filter((head) => !head.startsWith('（'))).toEqual([
      '一、总体情况',
      '二、综合评价指数排名',
      '三、各项指标得分',
      '四、扣分情况',
      '五、未计入的事项和原因',
      '六、与上次定稿的差异',
      '七、计分说明',
    ])
  })

  test('a row a unit, in its order, with the computation’s numbers and the colour of its band; heads come again on every page', () => {
    const { scheme, result } = computed[1]!
    const [head, ...rows] = rowsUnder(fixed, '片区排名', '综合评价指数')
    expect(head!.head).toBe(true)
    expect(rows.every((row) => !row.head)).toBe(true)
    expect(rows.map(({ cells, fills }) => [cells, fills.at(-1)])).toEqual(
      placed(result).map((unit) => [
        [
          ...[String(unit.rank), shownName(unit), String(unit.groupRank), two(unit.index)],
          ...scheme.dimensions.map(({ id }) => two(unit.dimensions[id]!.score)),
          `${bandOf(unit.band).word} ${bandOf(unit.band).letter}`,
        ],
        bandOf(unit.band).fill.slice(1).toUpperCase(),
      ]),
    )
    for (const indicator of scheme.indicators.filter(({ method }) => method !== 'deduction')) {
      const table = fixed.tables.find(([first]) => first!.cells.includes(indicator.name))!
      const at = 4 + 2 * scheme.indicators.filter(({ dimension }) => dimension === indicator.dimension).indexOf(indicator)
      expect(table.slice(0, 2).every((row) => row.head)).toBe(true)
      const scoreOf = new Map(table.slice(2).map(({ cells }) => [cells[1], cells[at + 1]]))
      expect(scoreOf).toEqual(new Map(placed(result).map((unit) => [shownName(unit), two(unit.scores[indicator.id]!.score)])))
    }
    expect(
      rowsUnder(fixed, '事项', '扣分')
        .slice(1)
        .map(({ cells }) => cells.slice(2)),
    ).toEqual([
      ['较大群体性事件1件', '-3.00'],
      ['重大负面舆情1件', '-0.10'],
    ])
  })

  test('the map is in it as a picture; a draft says so in the header of every page, what is fixed nowhere', () => {
    const pictures = [...fixed.members].filter(([name]) => /^word\/media\/.*\.png$/u.test(name))
    expect(pictures).toHaveLength(1)
    const [[, png]] = pictures as [[string, Buffer]]
    expect([png.subarray(1, 4).toString(), png.readUInt32BE(16)]).toEqual(['PNG', 2000])
    const headers = (file: WordFile) => [...file.texts].filter(([name]) => /^word\/header\d+\.xml$/u.test(name)).map(([, words]) => words)
    expect(headers(draft).length).toBeGreaterThan(1)
    for (const words of headers(draft)) expect(words).toContain('未定稿')
    expect([...fixed.texts.values()].join('')).not.toContain('未定稿')
    expect(fixed.members.get('word/fontTable.xml')!.toString()).toContain('<w:altName w:val="方正小标宋_GBK,华文中宋,宋体"/>')
  })

  test('the cause of a reissue and what it changed are in it; what looks like markup is text', () => {
    expect(fixed.paragraphs.some(({ words }) => words === '更正原因：万州区一条全国性肯定评价漏统')).toBe(true)
    expect(rowsUnder(fixed, '变化的指标').some(({ cells }) => cells[0] === '万州区' && cells[4]!.includes('指标值0→1'))).toBe(true)
    expect(fixed.paragraphs.filter(({ words }) => words.includes(HOSTILE_SHOWN)).length).toBeGreaterThan(3)
    expect([...fixed.texts.values()].join('')).not.toMatch(/[\u0001\u202E]/u)
  })
})
