import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { schemeShape, type Scheme } from '#indicators/scheme.ts'
import { score } from '#indicators/score.ts'
import type { Unit } from '#indicators/values.ts'
import { findingsOf } from './findings.ts'
import type { PaperSource } from './paper-source.ts'
import { uncounted } from './uncounted.ts'

const printed = (name: string): Scheme =>
  schemeShape.parse(JSON.parse(readFileSync(join(import.meta.dirname, `../../../indicators/schemes/${name}.json`), 'utf8')))
const SCHEME = printed('district-2023-03-31')

const sourceOf = (units: Unit[], scheme = SCHEME, more: Partial<PaperSource> = {}): PaperSource => ({
  ...{
    report: 'district',
    first: '2023-01-01',
    last: '2023-03-31',
    office: '市委改革办',
    number: 1,
    schemeId: scheme.id,
    digest: 'x',
    scheme,
    units,
  },
  ...{ result: score(scheme, units), lockedAt: '2023-04-06T01:30:00Z', computedBy: '甲', issue: null, before: null, waiting: [], ...more },
})

const unit = (name: string, values: Unit['values'], group?: string): Unit => ({
  ...{ id: name, name, ...(group ? { group } : {}) },
  values: {
    ...{ pilots: '2', accepted: { passed: '1', due: '2' }, national: '0', promoted: '0', reported: '0', survey: '85', risk: {} },
    ...values,
  },
})

describe('what the figures say', () => {
  const three = [
    unit('甲区', { pilots: '7', accepted: { passed: '3', due: '4' }, survey: '90' }, '东片'),
    unit('乙区', { pilots: '3', accepted: { passed: '0', due: '0' }, risk: { larger: '1' } }, '西片'),
    unit('丙县', { survey: '80' }, '东片'),
  ]

  test('the index: mean, median, ends, order, colours, groups, each of the computation', () => {
    // 甲 20+10+20+12+6+20 = 88; 乙 16.8+9+20+12+6+16-3 = 76.8; 丙 16+8+20+12+6+12 = 74.
    expect(findingsOf(sourceOf(three)).index).toEqual([
      '生成综合评价指数的区县3个，平均79.60分，中位值76.80分；最高的是甲区（88.00分），最低的是丙县（74.00分），相差14.00分。',
      '综合评价指数从高到低依次为甲区（88.00分）、乙区（76.80分）、丙县（74.00分）。',
      '按综合评价指数排名五等分，绿色1个、蓝色1个、黄色0个、橙色1个、红色0个。',
      '分片区看，综合评价指数平均分从高到低依次为东片（2个）81.00分、西片（1个）76.80分。',
    ])
  })

  test('first level: what all share is said of all, deductions by whom and how much', () => {
    expect(findingsOf(sourceOf(three)).dimensions).toEqual([
      '改革落实力（满分30分）：平均26.60分，中位值25.80分；最高的是甲区（30.00分），最低的是丙县（24.00分），相差6.00分。平均得分率88.67%。',
      '品牌显示度（满分50分）：均为38.00分。平均得分率76.00%。',
      '改革满意度（满分20分）：平均16.00分，中位值16.00分；最高的是甲区（20.00分），最低的是丙县（12.00分），相差8.00分。平均得分率80.00%。',
      '风险管控力：1个单位被扣分，共扣3.00分，为乙区。',
    ])
  })

  test('second level: sums of counts, rates over all, means of amounts', () => {
    expect(findingsOf(sourceOf(three)).indicators).toEqual([
      '承接国家级和市级试点项目数：合计12项，最多的是甲区（7项），最少的是丙县（2项）。',
      '承接的国家级和市级试点按时通过验收率：各单位合计应完成6项、已完成4项，占66.67%；全部完成的单位0个，没有应完成事项的单位1个。',
      '改革经验获全国性肯定评价：各单位均为0条。',
      '改革经验获全市推广：各单位均为0条。',
      '改革经验被5家中央媒体深度专题报道：各单位均为0条。',
      '社情民意电话调查满意度：平均85.00分，最高的是甲区（90分），最低的是丙县（80分）。',
    ])
  })

  test('who waits for a figure is named and not ranked; nobody ranked, nothing claimed', () => {
    expect(findingsOf(sourceOf([...three, unit('丁县', { survey: null })])).index[0]).toBe('丁县指标值未到，不生成综合评价指数和排名。')
    const linear = { method: 'linear', weight: '50', lower: '0', upper: '1' } as const
    const scheme = {
      ...SCHEME,
      indicators: [
        { ...linear, id: 'a', name: '一' },
        { ...linear, id: 'b', name: '二' },
      ],
    } satisfies Scheme
    const both = [unit('甲区', { a: '1', b: null }), unit('乙区', { a: null, b: '1' })]
    expect(findingsOf(sourceOf(both, scheme)).index).toEqual([
      '甲区、乙区指标值未到，不生成综合评价指数和排名。',
      '本期没有生成综合评价指数的单位。',
    ])
  })

  test('of many the first and the last five are named, with those that tie with the fifth; nobody is among both', () => {
    const many = Array.from({ length: 12 }, (_, at) =>
      unit(`${'甲乙丙丁戊己庚辛壬癸子丑'[at]}区`, { survey: String(70 + Math.max(at, 1)) }),
    )
    const [, first, last] = findingsOf(sourceOf(many)).index
    expect(first).toMatch(/^综合评价指数居前5位的是丑区（.*）、子区（.*）、癸区（.*）、壬区（.*）、辛区（[\d.]+分）。$/u)
    expect(last).toMatch(/^综合评价指数居后5位的是戊区（.*）、丁区（.*）、丙区（.*）、甲区（.*）、乙区（[\d.]+分）。$/u)
    const alike = Array.from({ length: 12 }, (_, at) => unit(`${at}区`, { survey: at < 9 ? '80' : '90' }))
    expect(findingsOf(sourceOf(alike)).index.some((sentence) => sentence.includes('居前'))).toBe(false)
    // Fifteen share the last place: the five before them are named, and they are counted.
    const crowd = Array.from({ length: 20 }, (_, at) => unit(`${at}区`, { survey: String(at < 5 ? 90 - at : 80) }))
    const said = findingsOf(sourceOf(crowd)).index.join('')
    expect(said).toMatch(/最低的有15个单位（均为[\d.]+分）.*居前5位的是0区.*4区/u)
    expect(said).not.toContain('居后')
  })

  test('a draft says in the text that it is one', () => {
    expect(findingsOf(sourceOf(three)).scope.join('')).toContain('本稿未定稿')
    const issue = { issue: 1, cause: null, askedBy: '甲', fixedBy: '乙', fixedAt: '2023-04-06T02:00:00Z' }
    expect(findingsOf(sourceOf(three, SCHEME, { issue })).scope.join('')).not.toContain('未定稿')
  })
})

describe('what is not counted, and why', () => {
  test('nothing due, a figure that has not come, figures that came for nobody, what is only shown', () => {
    const told = (units: Unit[], scheme?: Scheme) => uncounted(sourceOf(units, scheme)).map(({ what, why }) => `${what}：${why}`)
    expect(told([unit('甲区', { accepted: { passed: '0', due: '0' } }), unit('乙区', { survey: null }), unit('丙县', {})])).toEqual([
      '甲区的“承接的国家级和市级试点按时通过验收率”：截至期末没有应完成的事项，不参与标准值计算，取各单位平均得分（10.00分）。',
      '乙区的“社情民意电话调查满意度”：指标值未到，不生成得分，该单位不生成综合评价指数和排名。',
      '审定时间晚于2023年4月6日9时30分的事项：本次计算统计截至该时刻，此后审定的不计入本次计算。',
    ])
    expect(told([unit('甲区', { survey: null }), unit('乙区', { survey: null })])[0]).toBe(
      '“社情民意电话调查满意度”：各单位数据均未到，本期不计入，可得总分相应为80分。',
    )
    expect(told([unit('甲区', {}), unit('乙区', {})], printed('district-3.0'))[0]).toBe(
      '“策划推出‘一件事’”、“编制应用‘三张清单’”、“开发上线特色应用”、“一地创新、全市共享”：只展示指标值，不计入指数（仅晾晒，不计分）。',
    )
  })
})
