import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exact, total } from '../exact.ts'
import { readShowing } from './read-showing.ts'
import { show } from './showing.ts'

type Item = Record<string, unknown>

const item = (lead: string, more: Item = {}): Item => ({ lead, target: 2, actual: 2, base: 2, points: 3, ...more })
const shown = (items: Item[], more: object = {}) => show(readShowing(JSON.stringify({ weights: [40, 30, 30], items, ...more }), 'f'))
const values = (...given: Parameters<typeof shown>) =>
  shown(...given).departments.map(({ name, attainment, scoreRate, contribution, score, rank }) => [
    ...[name, attainment.value, scoreRate.value, contribution.value, score.value, rank],
  ])

test('the example, as worked by hand in docs/scoring.md', () => {
  const { departments, items, districtTotal } = show(
    readShowing(readFileSync(new URL('../examples/showing.json', import.meta.url), 'utf8'), 'showing.json'),
  )
  expect(departments.map(({ name, score, rank }) => [name, score.value, rank])).toEqual([
    ['发展改革委', '58.310345', 1],
    ['住房城乡建委', '34.965517', 3],
    ['经济信息委', '45.724138', 2],
  ])
  expect(departments[0]).toEqual({
    name: '发展改革委',
    led: [0, 3],
    joined: [1],
    attainment: { value: '1.416667', working: '(3+3+2.5)/(2+3+1)', note: null },
    scoreRate: { value: '0.833333', working: '(2.5+3+2)/(3×3)', note: null },
    contribution: { value: '0.517241', working: '7.5/14.5', note: null },
    score: { value: '58.310345', working: '(8.5/6×40+7.5/9×30+7.5/14.5×30)×60%', note: null },
    rank: 1,
    pending: false,
  })
  expect(districtTotal).toEqual({ value: '14.500000', working: '2.5+3+2+2.5+1.5+3', note: null })
  expect(items.map(({ obtained, case: found, working }) => [obtained, found, working])).toEqual([
    ['3.000000', 'above', '2+1×(3-2)'],
    ['3.000000', 'met', '3'],
    ['0.000000', 'below', '0'],
    ['2.500000', 'entered', '2.5'],
    [null, 'not-due', ''],
  ])
})

describe('目标达成率', () => {
  const obtained = (more: Item, settings: object = {}) => shown([item('甲', more)], settings).items[0]!.obtained

  test.each([
    [{ actual: 2 }, {}, '2.000000'],
    [{ actual: 3 }, {}, '3.000000'],
    [{ actual: 5 }, {}, '5.000000'],
    [{ actual: 5 }, { step: '0.5' }, '3.500000'],
    [{ actual: 5 }, { step: 0 }, '2.000000'],
    [{ actual: 1 }, {}, '0.000000'],
    [{ actual: 1 }, { below: 'zero' }, '0.000000'],
    [{ actual: 1 }, { below: 'step-down' }, '1.000000'],
    [{ actual: 0, target: 5 }, { below: 'step-down' }, '0.000000'],
    [{ actual: 1 }, { below: 'base' }, '2.000000'],
    [{ actual: 5, override: '7.5' }, {}, '7.500000'],
    [{ actual: 1, override: 1 }, {}, '1.000000'],
    [{ actual: 5, override: null }, {}, '5.000000'],
    [{ actual: null, override: 1 }, {}, '1.000000'],
    [{ actual: null }, {}, null],
  ])('%j, %j: %s', (more, settings, expected) => {
    expect(obtained(more, settings)).toBe(expected)
  })

  test('is points for tiers by base points, over what a department leads and what it joined', () => {
    expect(values([item('甲', { actual: 3 }), item('乙', { co: ['甲'], base: 1, actual: 0 })]).map((row) => row[1])).toEqual([
      '1.000000',
      '0.000000',
    ])
  })
})

describe('指标得分率 and 总分贡献度', () => {
  const items = [item('甲', { co: ['乙'], points: 2 }), item('甲', { points: 1 }), item('丙', { points: '1.5' })]

  test('led and joined count in full; the district is the sum over departments', () => {
    // 甲 3 of 6, 乙 2 of 3, 丙 1.5 of 3; together 6.5.
    expect(values(items).map((row) => row.slice(0, 4))).toEqual([
      ['甲', '1.000000', '0.500000', '0.461538'],
      ['乙', '1.000000', '0.666667', '0.307692'],
      ['丙', '1.000000', '0.500000', '0.230769'],
    ])
  })

  test('or each item once', () => {
    // 2 + 1 + 1.5 = 4.5.
    expect(values(items, { districtTotal: 'distinct' }).map((row) => row[3])).toEqual(['0.666667', '0.444444', '0.333333'])
  })

  test('of as many points as an item may have', () => {
    expect(values(items, { topPoints: 5 }).map((row) => row[2])).toEqual(['0.300000', '0.400000', '0.300000'])
  })

  test('nobody has contributed to nothing', () => {
    const [only] = shown([item('甲', { points: 0 })]).departments
    expect(only!.contribution).toEqual({ value: '0.000000', working: '0', note: '全区指标得分合计为0' })
  })
})

describe('晾晒得分', () => {
  test('is what the three weigh, of sixty in a hundred or another share', () => {
    expect(values([item('甲')])[0]![4]).toBe('60.000000')
    expect(values([item('甲')], { share: 100 })[0]![4]).toBe('100.000000')
    // 1×50 + 0.5×50 of two alike.
    expect(values([item('甲'), item('乙')], { weights: [50, 0, 50], share: 50 })[0]![4]).toBe('37.500000')
  })

  test('departments that show the same share a rank', () => {
    expect(values([item('甲'), item('乙'), item('丙', { actual: 0 })]).map((row) => row[5])).toEqual([1, 1, 3])
  })

  test('waits for what has not come: tiers for their department, points for everybody, for they are part of the district', () => {
    const tiers = shown([item('甲', { actual: null }), item('乙')]).departments
    expect(tiers.map(({ pending, rank, score }) => [pending, rank, score.note])).toEqual([
      [true, null, '有指标实际档次未到'],
      [false, 1, null],
    ])
    const points = shown([item('甲', { points: null }), item('乙')]).departments
    expect(points.map(({ pending, rank, score }) => [pending, rank, score.note])).toEqual([
      [true, null, '有指标得分未到'],
      [true, null, '全区有指标得分未到'],
    ])
  })
})

describe('the other part of the hundred', () => {
  // 甲 and 乙 alike: (1×40+1×30+0.5×30)×60% = 51.
  const items = [item('甲'), item('乙')]
  const other = (points: object, weight: unknown = 40) => ({ other: { name: '八张问题清单', weight, points } })

  test('is added to 晾晒得分, and the sum is ranked', () => {
    const { departments } = shown(items, other({ 甲: '30.5', 乙: 40 }))
    expect(departments.map(({ score, together, rank }) => [score.value, together, rank])).toEqual([
      ['51.000000', { value: '81.500000', working: '(2/2×40+3/3×30+3/6×30)×60%+30.5', note: null }, 2],
      ['51.000000', { value: '91.000000', working: '(2/2×40+3/3×30+3/6×30)×60%+40', note: null }, 1],
    ])
    expect(shown(items).departments.map(({ together, rank }) => [together, rank])).toEqual(Array(2).fill([undefined, 1]))
  })

  test('is waited for, by the department that has none yet', () => {
    const { departments } = shown(items, other({ 甲: null, 乙: 0 }))
    expect(departments.map(({ score, together, rank, pending }) => [score.value, together!.value, together!.note, rank, pending])).toEqual([
      ['51.000000', null, '八张问题清单得分未到', null, true],
      ['51.000000', '51.000000', null, 1, false],
    ])
    expect(shown(items, other({ 乙: 0 })).departments[0]!.together!.note).toBe('八张问题清单得分未到')
    expect(shown([item('甲', { actual: null })], other({ 甲: 1 })).departments[0]!.together!.note).toBe('有指标实际档次未到')
  })

  test.each([
    [other({}, 30), 'other.weight：与晾晒得分的60合计为90，应为100'],
    [{ share: 70, ...other({}, 40) }, 'other.weight：与晾晒得分的70合计为110，应为100'],
    [other({ 丙: 1 }), 'other.points.丙：没有“丙”这个部门'],
    [other({ 甲: '40.01' }), 'other.points.甲：得分不能高于40'],
    [other({ 甲: -1 }), 'other.points.甲：得分不能为负数'],
    [{ other: { weight: 40, points: {} } }, 'other.name：缺少这一项'],
  ])('%j is refused', (more, message) => {
    expect(() => shown(items, more)).toThrow(`f ${message}`)
  })
})

describe('quarters', () => {
  const cycles = ['quarter', 'half-year', 'year', 3, [1, 3], undefined]
  const due = (quarter?: number) =>
    shown(
      cycles.map((cycle) => item('甲', { cycle })),
      { quarter },
    ).items.flatMap(({ item: at, case: found }) => (found === 'not-due' ? [] : [at]))

  test('one to three have what is due in them, the fourth has all, and so has a file without a quarter', () => {
    expect([due(1), due(2), due(3), due(4), due()]).toEqual([
      [0, 4, 5],
      [0, 1, 5],
      [0, 3, 4, 5],
      [0, 1, 2, 3, 4, 5],
      [0, 1, 2, 3, 4, 5],
    ])
  })

  test('a department on the list without an item due waits for nothing and is ranked nowhere', () => {
    const { departments } = shown([item('甲')], { departments: ['乙', '甲'] })
    expect(departments.map(({ name, rank, pending, score }) => [name, rank, pending, score.note])).toEqual([
      ['乙', null, false, '本期没有指标'],
      ['甲', 1, false, null],
    ])
  })
})

describe('refused, with the place', () => {
  test.each([
    [{ weights: [40, 30, 31] }, 'weights：三项权重合计为101，应为100'],
    [{ weights: [140, -30, -10] }, 'weights[1]：权重不能为负数'],
    [{ weights: [40, 60] }, 'weights：最少3项'],
    [{ share: '0.6' }, 'share：应为1至100的百分数，如60'],
    [{ share: 101 }, 'share：应为1至100的百分数，如60'],
    [{ step: -1 }, 'step：每档分值不能为负数'],
    [{ topPoints: 0 }, 'topPoints：每项指标的满分应大于0'],
    [{ below: 'none' }, 'below：应为 zero、step-down、base 之一'],
    [{ districtTotal: 'each' }, 'districtTotal：应为 by-department、distinct 之一'],
    [{ quarter: 5 }, 'quarter：最多4'],
    [{ wieghts: [] }, 'wieghts：没有这一项'],
    [{ departments: ['甲', '甲'] }, 'departments[1]：“甲”重复'],
    [{ departments: ['乙'] }, 'items[0].lead：名单中没有“甲”'],
    [{ items: [] }, 'items：最少1项'],
    [{ items: [item('甲', { cycle: 'year' })], quarter: 1 }, 'quarter：第1季度没有应评价的指标'],
    [{ items: [item('甲', { cycle: 'month' })] }, 'items[0].cycle：评价周期应为'],
    [{ items: [item('甲', { target: 1.5 })] }, 'items[0].target：应为整数'],
    [{ items: [item('甲', { target: undefined })] }, 'items[0].target：缺少这一项'],
    [{ items: [item('甲', { base: 0 })] }, 'items[0].base：基础分应大于0'],
    [{ items: [item('甲', { base: '1e400' })] }, 'items[0].base：应为十进制数'],
    [{ items: [item('甲', { points: 3.5 })] }, 'items[0].points：得分不能高于每项满分3'],
    [{ items: [item('甲', { points: -1 })] }, 'items[0].points：得分不能为负数'],
    [{ items: [item('甲', { override: -1 })] }, 'items[0].override：得分不能为负数'],
    [{ items: [item('甲', { co: ['甲'] })] }, 'items[0].co[0]：牵头单位不能同时协同'],
    [{ items: [item('甲', { co: ['乙', '乙'] })] }, 'items[0].co[1]：“乙”重复'],
    [{ items: [item('甲', { poinst: 3 })] }, 'items[0].poinst：没有这一项'],
  ])('%j', (more, message) => {
    expect(() => shown([item('甲')], more)).toThrow(`f ${message}`)
  })
})

describe('whatever the items', () => {
  const departments = ['甲', '乙', '丙', '丁']
  const anyItem = fc
    .record({
      named: fc.shuffledSubarray(departments, { minLength: 1 }),
      target: fc.nat(4),
      actual: fc.nat(5),
      base: fc.constantFrom('1', '2', '1.5'),
      quarters: fc.nat(12),
    })
    .map(({ named: [lead, ...co], quarters, ...rest }) => ({ ...rest, lead, co, points: String(quarters / 4) }))
  const items = fc.array(anyItem, { minLength: 1, maxLength: 12 })
  const settings = fc.record({
    below: fc.constantFrom('zero', 'step-down', 'base'),
    districtTotal: fc.constantFrom('by-department', 'distinct'),
  })

  test('contributions by department add up to one', () => {
    fc.assert(
      fc.property(items, (all) => {
        const parts = shown(all).departments.map(({ contribution }) => exact(contribution.value!))
        const sum = total(parts)
        // Each is rounded at its sixth place.
        expect(sum.equals(exact(0)) || sum.sub(exact(1)).abs().compare(exact('0.000002')) <= 0).toBe(true)
      }),
    )
  })

  test('the order of the items changes no figure', () => {
    const turned = items.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))
    fc.assert(
      fc.property(turned, settings, ([all, order], how) => {
        const sorted = (list: Item[]) => values(list, how).toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))
        expect(sorted(order)).toEqual(sorted(all))
      }),
    )
  })

  test('a department that reaches a higher tier does not fall', () => {
    fc.assert(
      fc.property(items, settings, fc.nat(), (all, how, which) => {
        const at = which % all.length
        const raised = all.with(at, { ...all[at]!, actual: all[at]!.actual + 1 })
        const lead = all[at]!.lead
        const scoreIn = (list: Item[]) => exact(shown(list, how).departments.find(({ name }) => name === lead)!.score.value!)
        expect(scoreIn(raised).compare(scoreIn(all))).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})
