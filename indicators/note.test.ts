import { describe, expect, test } from 'vitest'
import { floorNote } from './note.ts'
import { scoresOf, type Wish } from './testing/one-indicator.ts'

const two: Wish = { method: 'two-tier', weight: 20, coefficients: [1, 0.8] }
const three: Wish = { method: 'three-tier', weight: 25, coefficients: [1, 0.9, 0.8] }
const rate: Wish = { ...two, weight: 10, measure: 'ratio' }
const tiers: Wish = { method: 'fixed-tiers', weight: 10, standards: [95, 85, 60], coefficients: [1, 0.8, 0.6] }
const one: Wish = { ...tiers, standards: [60], coefficients: [1] }
const line: Wish = { method: 'linear', weight: 10, lower: 60, upper: 100 }
const risk: Wish = { method: 'deduction', rates: { opinion: 0.1, extreme: 10 } }
const of = (passed: number, due: number) => ({ passed, due })

const BETWEEN = '介于两档标准值之间，按比例计分'
const BEST = '达到最优档标准值'
const WORST = '等于最低档标准值'

const notes = (...given: Parameters<typeof scoresOf>) => scoresOf(...given).units.map(({ scores }) => scores.it!.working.note)

type Row = [what: string, indicator: Wish, figures: unknown[], settings: object, expected: string[]]

const table: Row[] = [
  ['two standards', two, [2, 6, 10], {}, [WORST, BETWEEN, BEST]],
  ['two standards, less is better', two, [2, 6, 10], { direction: 'less' }, [BEST, BETWEEN, WORST]],
  ['three standards', three, [0, 1, 2, 8, 9], {}, [WORST, BETWEEN, '等于中间档标准值', BETWEEN, BEST]],
  ['the median of an even number', three, [0, 2, 4, 6], {}, [WORST, ...Array(2).fill(`${BETWEEN}；中位值取中间两个值的平均值`), BEST]],
  [
    'the lower of the middle two',
    three,
    [0, 2, 4, 6],
    { median: 'low' },
    [WORST, '等于中间档标准值；中位值取中间两个值中较小的', `${BETWEEN}；中位值取中间两个值中较小的`, BEST],
  ],
  ['middle two that do not differ', three, [0, 2, 2, 6], {}, [WORST, '等于中间档标准值', '等于中间档标准值', BEST]],
  ...(
    [
      ['ends-first', '先看两端', '最低档'],
      ['reach-high', '取较高一档', '中间档'],
      ['reach-low', '取较低一档', '最低档'],
    ] as const
  ).map(([degenerate, rule, tier]): Row => [
    `the median is the least, ${degenerate}`,
    three,
    [0, 0, 0, 2, 4],
    { degenerate },
    [
      ...Array(3).fill(`${WORST}，中位值与其相同，${rule}，按${tier}系数计分`),
      '中位值与最低档标准值相同，介于其与最优档标准值之间，按比例计分',
      BEST,
    ],
  ]),
  ...(
    [
      ['ends-first', '先看两端', '最优档'],
      ['reach-high', '取较高一档', '最优档'],
      ['reach-low', '取较低一档', '中间档'],
    ] as const
  ).map(([degenerate, rule, tier]): Row => [
    `the median is the best, ${degenerate}`,
    three,
    [0, 2, 4, 4, 4],
    { degenerate },
    [
      WORST,
      '中位值与最优档标准值相同，介于其与最低档标准值之间，按比例计分',
      ...Array(3).fill(`${BEST}，中位值与其相同，${rule}，按${tier}系数计分`),
    ],
  ]),
  [
    'less is better, and the median is the best',
    three,
    [0, 0, 0, 2, 4],
    { direction: 'less' },
    [
      ...Array(3).fill(`${BEST}，中位值与其相同，先看两端，按最优档系数计分`),
      '中位值与最优档标准值相同，介于其与最低档标准值之间，按比例计分',
      WORST,
    ],
  ],
  ['all at nothing', two, [0, 0], {}, Array(2).fill('各单位指标值均为0，计最低档')],
  ['all alike above nothing', three, [4, 4], {}, Array(2).fill('各单位指标值相同且不为0，计满分')],
  ['all alike, less is better', two, [0, 0], { direction: 'less' }, Array(2).fill('各单位指标值相同，计满分')],
  ['all alike: full', two, [0, 0], { allEqual: 'full' }, Array(2).fill('各单位指标值相同，计满分')],
  ['all alike: floor', two, [4, 4], { allEqual: 'floor' }, Array(2).fill('各单位指标值相同，计最低档')],
  ['all alike: mid', three, [4, 4], { allEqual: 'mid' }, Array(2).fill('各单位指标值相同，计中间档')],
  ['a rate over one', rate, [of(0, 4), of(5, 4), of(4, 4)], {}, [WORST, `${BEST}；完成数多于应完成数，比率按100%计`, BEST]],
  ['a rate over one that may be', rate, [of(0, 4), of(5, 4), of(4, 4)], { rateCap: false }, [WORST, BEST, BETWEEN]],
  ['a rate to so many places', rate, [of(1, 3), of(0, 1)], { ratePlaces: 0 }, [`${BEST}；比率（%）取整数`, `${WORST}；比率（%）取整数`]],
  ['a score to so many places', two, [0, 1, 3], { itemPlaces: 1 }, [WORST, BETWEEN, BEST].map((words) => `${words}；得分保留1位小数`)],
  ['nothing due', rate, [of(0, 0), of(0, 2), of(2, 2)], {}, ['没有应完成的事项，不参与标准值计算，取各单位平均得分', WORST, BEST]],
  [
    'nothing due, and the weight handed on',
    rate,
    [of(0, 0), of(0, 2), of(2, 2)],
    { notApplicable: 'rescale' },
    ['没有应完成的事项，不参与标准值计算，不计该项，分值按比例分给其他指标', WORST, BEST],
  ],
  ['nothing due anywhere', rate, [of(0, 0)], {}, ['各单位均没有应完成的事项，均计满分']],
  [
    'nothing due anywhere: dropped',
    rate,
    [of(0, 0)],
    { allNotApplicable: 'drop' },
    ['各单位均没有应完成的事项，不计该项，可得总分相应减少'],
  ],
  ['not come', three, [null, 3, 5], {}, ['数据未到，待定：不生成指数和排名', WORST, BEST]],
  ['not come: the others’ mean', three, [null, 3, 5], { missing: 'peer-mean' }, ['数据未到，取各单位平均得分', WORST, BEST]],
  ['not come: the floor', three, [null, 3, 5], { missing: 'floor' }, ['数据未到，计最低档', WORST, BEST]],
  ['none came', three, [null, null], {}, Array(2).fill('各单位数据均未到，不计该项，可得总分相应减少')],
  ['none came: full marks', three, [null], { allMissing: 'full' }, ['各单位数据均未到，均计满分']],
  [
    'fixed standards',
    tiers,
    [100, 95, 90, 85, 60, 59],
    {},
    ['优于最优档标准值，封顶', BEST, BETWEEN, '等于其中一档标准值', WORST, '未达到最低档标准值，计零分'],
  ],
  [
    'fixed standards that go on',
    { ...tiers, above: 'extend', below: 'extend' },
    [100, 47.5],
    {},
    ['优于最优档标准值，按比例增加', '未达到最低档标准值，按比例递减'],
  ],
  [
    'fixed standards that go on down to nothing',
    { ...tiers, standards: [95, 90, 80], below: 'extend' },
    [0],
    {},
    ['未达到最低档标准值，按比例递减，减至零分'],
  ],
  [
    'a single standard has nothing to go on in',
    { ...one, above: 'extend', below: 'extend' },
    [61, 59],
    {},
    ['优于最优档标准值，封顶', '未达到最低档标准值，计零分'],
  ],
  ['a banded table', { ...tiers, between: 'step' }, [94], {}, ['介于两档标准值之间，按较低一档计分']],
  [
    'two bounds',
    line,
    [50, 60, 80, 100, 110],
    {},
    ['低于下限，按下限计分', '等于下限', '介于下限和上限之间，按比例计分', '达到上限', '高于上限，按上限计分'],
  ],
  ['two bounds, less is better', line, [50, 60, 100], { direction: 'less' }, ['低于下限，按下限计分', '达到下限', '等于上限']],
  ['two bounds that may be passed', { ...line, clip: false }, [50, 110], {}, ['低于下限，按比例计分', '高于上限，按比例计分']],
  ['happenings', risk, [{ opinion: 1 }], {}, ['按件次扣分']],
  ['happenings up to a cap', risk, [{ extreme: 2 }], { deductionCap: 15 }, ['已达扣分上限，最多扣15分']],
  [
    'points by kind',
    { method: 'sum', weight: 10, rates: { national: 3 } },
    [{ national: 2 }, { national: 5 }],
    {},
    ['按件次加分', '已达权重，最多计满分'],
  ],
  ['entered', { method: 'manual', weight: 10 }, [5], {}, ['得分由人工录入']],
  ['only shown', { method: 'display' }, [5, null], { itemPlaces: 1 }, ['仅展示，不计分', '数据未到']],
]

describe('what stands beside a score', () => {
  test.each(table)('%s', (_, indicator, figures, settings, expected) => {
    expect(notes(indicator, figures, settings)).toEqual(expected)
  })

  test('by group it speaks of the group', () => {
    const groups = ['东', '东', '西', '西', '西']
    expect(notes(rate, [of(0, 0), of(0, 0), of(0, 0), of(0, 2), of(2, 2)], { scope: 'group' }, groups)).toEqual([
      ...Array(2).fill('本片区各单位均没有应完成的事项，均计满分'),
      '没有应完成的事项，不参与标准值计算，取本片区各单位平均得分',
      WORST,
      BEST,
    ])
    expect(notes(two, [3, 3, 0, 0, 0], { scope: 'group' }, groups)).toEqual([
      ...Array(2).fill('本片区各单位指标值相同且不为0，计满分'),
      ...Array(3).fill('本片区各单位指标值均为0，计最低档'),
    ])
  })
})

test('beside an index that is shown higher than it is', () => {
  expect(scoresOf(risk, [{ extreme: 1 }, {}, { opinion: 1 }]).units.map(floorNote)).toEqual([
    '合计-10.00分，指数显示为0.00，按实际值排名',
    null,
    '合计-0.10分，指数显示为0.00，按实际值排名',
  ])
  expect(scoresOf(risk, [{ extreme: 1 }], { indexFloor: null }).units.map(floorNote)).toEqual([null])
  expect(scoresOf(three, [null, 1]).units.map(floorNote)).toEqual([null, null])
})
