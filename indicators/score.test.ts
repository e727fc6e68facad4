import { describe, expect, test } from 'vitest'
import { readScheme } from './read-files.ts'
import { score } from './score.ts'
import { cases, items, scoresOf, type Wish } from './testing/one-indicator.ts'
import { unitShape } from './values.ts'

const two: Wish = { method: 'two-tier', weight: 20, coefficients: [1, 0.8] }
const three: Wish = { method: 'three-tier', weight: 25, coefficients: [1, 0.9, 0.8] }
const rate: Wish = { ...two, weight: 10, measure: 'ratio' }
const of = (passed: number, due: number) => ({ passed, due })

describe('two-tier: [0.8+(S-Smin)/(Smax-Smin)×0.2]×20', () => {
  test('in proportion between the least and the most', () => {
    expect(items(two, [2, 6, 10])).toEqual(['16.000000', '18.000000', '20.000000'])
    expect(items(two, [0, 1, 3])).toEqual(['16.000000', '17.333333', '20.000000'])
    expect(cases(two, [2, 6, 10])).toEqual(['worst', 'between', 'best'])
  })

  test('its working puts the numbers into the printed formula', () => {
    expect(scoresOf(two, [2, 6, 10]).units[1]!.scores.it!.working).toMatchObject({ figure: '6', formula: '[0.8+(6-2)/(10-2)×0.2]×20' })
  })

  test.each([
    ['zero-floor-else-full', [0, 0], '16.000000'],
    ['zero-floor-else-full', [4, 4], '20.000000'],
    ['full', [0, 0], '20.000000'],
    ['floor', [4, 4], '16.000000'],
    ['mid', [4, 4], '18.000000'],
  ])('all alike, %s, of %j', (allEqual, figures, expected) => {
    expect(items(two, figures, { allEqual })).toEqual([expected, expected])
    expect(cases(two, figures, { allEqual })).toEqual(['all-equal', 'all-equal'])
  })

  test('less is better turns the ends round, and nothing at all is full marks', () => {
    expect(items(two, [2, 6, 10], { direction: 'less' })).toEqual(['20.000000', '18.000000', '16.000000'])
    expect(items(two, [0, 0], { direction: 'less' })).toEqual(['20.000000', '20.000000'])
  })

  test('one unit alone is all alike', () => {
    expect(items(two, [7])).toEqual(['20.000000'])
  })
})

describe('three-tier: 指标总分×[本档基础系数+(实际值-本档标准值)/(上档标准值-本档标准值)×(上档基础系数-本档基础系数)]', () => {
  test('in proportion below and above the median', () => {
    // Median of 0, 1, 2, 4, 8 is 2.
    expect(items(three, [0, 1, 2, 4, 8])).toEqual(['20.000000', '21.250000', '22.500000', '23.333333', '25.000000'])
    expect(scoresOf(three, [0, 1, 2, 4, 8]).units[3]!.scores.it!.working.formula).toBe('25×[0.9+(4-2)/(8-2)×(1-0.9)]')
    expect(scoresOf(three, [0, 1, 2, 4, 8]).units[1]!.scores.it!.working.formula).toBe('25×[0.8+(1-0)/(2-0)×(0.9-0.8)]')
  })

  test.each([
    // Of 0, 2, 4, 6 the median is 3, 2 or 4.
    ['mean', ['20.000000', '21.666667', '23.333333', '25.000000']],
    ['low', ['20.000000', '22.500000', '23.750000', '25.000000']],
    ['high', ['20.000000', '21.250000', '22.500000', '25.000000']],
  ])('median of an even number: %s', (median, expected) => {
    expect(items(three, [0, 2, 4, 6], { median })).toEqual(expected)
  })

  test.each([
    // Median = min: 0, 0, 0, 2, 4.
    ['ends-first', ['20.000000', '20.000000', '20.000000', '23.750000', '25.000000']],
    ['reach-high', ['22.500000', '22.500000', '22.500000', '23.750000', '25.000000']],
    ['reach-low', ['20.000000', '20.000000', '20.000000', '23.750000', '25.000000']],
  ])('the median is the minimum: %s', (degenerate, expected) => {
    expect(items(three, [0, 0, 0, 2, 4], { degenerate })).toEqual(expected)
  })

  test.each([
    // Median = max: 0, 2, 4, 4, 4.
    ['ends-first', ['20.000000', '21.250000', '25.000000', '25.000000', '25.000000']],
    ['reach-high', ['20.000000', '21.250000', '25.000000', '25.000000', '25.000000']],
    ['reach-low', ['20.000000', '21.250000', '22.500000', '22.500000', '22.500000']],
  ])('the median is the maximum: %s', (degenerate, expected) => {
    expect(items(three, [0, 2, 4, 4, 4], { degenerate })).toEqual(expected)
  })

  test.each([
    // Less is better: the median is the best value.
    ['ends-first', ['25.000000', '25.000000', '25.000000', '21.250000', '20.000000']],
    ['reach-high', ['25.000000', '25.000000', '25.000000', '21.250000', '20.000000']],
    ['reach-low', ['22.500000', '22.500000', '22.500000', '21.250000', '20.000000']],
  ])('the median is the minimum, and less is better: %s', (degenerate, expected) => {
    expect(items(three, [0, 0, 0, 2, 4], { degenerate, direction: 'less' })).toEqual(expected)
  })

  test.each([
    ['zero-floor-else-full', [0, 0], '20.000000'],
    ['zero-floor-else-full', [4, 4], '25.000000'],
    ['full', [0, 0], '25.000000'],
    ['floor', [4, 4], '20.000000'],
    ['mid', [4, 4], '22.500000'],
  ])('all alike, %s, of %j', (allEqual, figures, expected) => {
    expect(items(three, figures, { allEqual })).toEqual([expected, expected])
  })

  test('the indicator’s own setting goes before the scheme’s', () => {
    const own = { ...three, settings: { median: 'low' } }
    expect(items(own, [0, 2, 4, 6], { median: 'high' })).toEqual(items(three, [0, 2, 4, 6], { median: 'low' }))
    expect(items(three, [0, 2, 4, 6], { median: 'high' })).not.toEqual(items(three, [0, 2, 4, 6], { median: 'low' }))
  })

  test('of two units one is at the top and one at the floor', () => {
    expect(items(three, [3, 5])).toEqual(['20.000000', '25.000000'])
  })

  test('coefficients 1.0, 0.8, 0.6 on survey figures with decimals', () => {
    const survey: Wish = { method: 'three-tier', weight: 20, coefficients: ['1.0', '0.8', '0.6'] }
    expect(items(survey, ['80.25', '85.50', '90.75', '86.55'])).toEqual(['12.000000', '15.636364', '20.000000', '16.444444'])
  })
})

describe('a rate', () => {
  test('is passed ÷ due, never over 1', () => {
    expect(items(rate, [of(0, 4), of(2, 4), of(5, 4)])).toEqual(['8.000000', '9.000000', '10.000000'])
    expect(items(rate, [of(0, 4), of(4, 4), of(8, 4)])).toEqual(['8.000000', '10.000000', '10.000000'])
    expect(items(rate, [of(0, 4), of(4, 4), of(8, 4)], { rateCap: false })).toEqual(['8.000000', '9.000000', '10.000000'])
  })

  test('of which half is known has not come; nothing due is known whole', () => {
    for (const half of [{ due: 4 }, { passed: null, due: 4 }, { passed: 1 }, { passed: 1, due: null }, {}, null])
      expect(cases(rate, [half, of(1, 2), of(2, 2)])[0], JSON.stringify(half)).toBe('missing')
    expect(cases(rate, [{ due: 0 }, of(1, 2), of(2, 2)])[0]).toBe('not-applicable')
    // A setting may make it a zero, which then is the least.
    expect(items(rate, [{ due: 4 }, of(1, 2), of(2, 2)], { missing: 'zero' })).toEqual(['8.000000', '9.000000', '10.000000'])
  })

  test('in per cent to so many places where the scheme says so', () => {
    expect(scoresOf(rate, [of(1, 3), of(1, 1), of(0, 1)], { ratePlaces: 0 }).units[0]!.scores.it!.working.formula).toBe(
      '[0.8+(33-0)/(100-0)×0.2]×10',
    )
    const eighth = (rounding: string) =>
      scoresOf(rate, [of(1, 8), of(1, 1), of(0, 1)], { ratePlaces: 0, rounding }).units[0]!.scores.it!.working.formula
    expect([eighth('half-up'), eighth('half-even')]).toEqual(['[0.8+(13-0)/(100-0)×0.2]×10', '[0.8+(12-0)/(100-0)×0.2]×10'])
  })

  test.each([
    ['peer-mean', '9.000000'],
    ['full', '10.000000'],
    ['floor', '8.000000'],
    ['mid', '9.000000'],
    ['zero', '0.000000'],
    ['rescale', null],
  ])('nothing due: %s', (notApplicable, expected) => {
    const figures = [of(0, 0), of(0, 2), of(2, 2)]
    expect(items(rate, figures, { notApplicable })).toEqual([expected, '8.000000', '10.000000'])
    expect(cases(rate, figures, { notApplicable })[0]).toBe('not-applicable')
    // It neither sets a standard nor waits for anything.
    expect(scoresOf(rate, figures).standards.it![0]).toMatchObject({ counted: 2, min: { value: '0', units: ['1'] } })
    expect(scoresOf(rate, figures).units[0]!.pending).toBe(false)
  })

  test.each([
    ['full', '10.000000'],
    ['floor', '8.000000'],
    ['drop', null],
  ])('nothing due anywhere: %s', (allNotApplicable, expected) => {
    expect(items(rate, [of(0, 0), of(0, 0)], { allNotApplicable })).toEqual([expected, expected])
  })

  test('by group: who has nothing due takes the mean of its own group, and a group with nothing due at all full marks', () => {
    const figures = [of(0, 0), of(0, 0), of(0, 0), of(0, 2), of(2, 2)]
    const groups = ['东', '东', '西', '西', '西']
    expect(items(rate, figures, { scope: 'group' }, groups)).toEqual(['10.000000', '10.000000', '9.000000', '8.000000', '10.000000'])
    expect(cases(rate, figures, { scope: 'group' }, groups).slice(0, 3)).toEqual(['none-applicable', 'none-applicable', 'not-applicable'])
  })

  test('handing its weight to the rest', () => {
    const scheme = readScheme(
      JSON.stringify({
        id: 's',
        name: '示例',
        settings: { notApplicable: 'rescale' },
        dimensions: [{ id: 'd', name: '一级', weight: 30 }],
        indicators: [
          { id: 'a', name: '甲', dimension: 'd', weight: 20, method: 'two-tier', coefficients: [1, 0.8] },
          { id: 'b', name: '乙', dimension: 'd', weight: 10, method: 'two-tier', coefficients: [1, 0.8], measure: 'ratio' },
          { id: 'r', name: '风险', method: 'deduction', rates: { opinion: 0.1 } },
        ],
      }),
      'scheme.json',
    )
    const units = [
      { id: '1', name: '一', values: { a: 2, b: of(0, 0), r: { opinion: 1 } } },
      { id: '2', name: '二', values: { a: 6, b: of(1, 2) } },
      { id: '3', name: '三', values: { a: 10, b: of(2, 2) } },
    ].map((unit) => unitShape.parse(unit))
    const [first] = score(scheme, units).units
    // 16 of 20 is 24 of 30; the deduction is not enlarged.
    expect(first).toMatchObject({ index: '23.900000', attainable: '30', dimensions: { d: { score: '24.000000' } } })
  })
})

describe('a figure that has not come', () => {
  test('keeps the unit without score, index and rank, in grey', () => {
    const { units } = scoresOf(three, [null, 3, 5])
    expect(units[0]).toMatchObject({
      index: null,
      rank: null,
      band: 'grey',
      pending: true,
      scores: { it: { score: null, case: 'missing' } },
    })
    expect(units.slice(1).map(({ rank }) => rank)).toEqual([2, 1])
  })

  test.each([
    ['peer-mean', ['22.500000', '20.000000', '25.000000']],
    ['floor', ['20.000000', '20.000000', '25.000000']],
    ['zero', ['20.000000', '22.500000', '25.000000']],
  ])('or is filled in: %s', (missing, expected) => {
    expect(items(three, [null, 3, 5], { missing })).toEqual(expected)
  })

  test('by group: the mean of its own group', () => {
    expect(items(three, [null, 3, 5, 10, 30], { missing: 'peer-mean', scope: 'group' }, ['东', '东', '东', '西', '西'])[0]).toBe(
      '22.500000',
    )
    expect(items(three, [null, 3, 5], { missing: 'peer-mean', scope: 'group' }, ['东', '西', '西'])[0]).toBeNull()
  })

  test('is a true zero of a count', () => {
    expect(items({ ...three, measure: 'count' }, [undefined, 3, 5])).toEqual(['20.000000', '22.500000', '25.000000'])
  })

  test.each([
    ['drop', null, '0'],
    ['full', '25.000000', '25'],
    ['floor', '20.000000', '25'],
  ])('of all units: %s', (allMissing, expected, attainable) => {
    const { units } = scoresOf(three, [null, null], { allMissing })
    expect(units.map(({ scores }) => scores.it!.score)).toEqual([expected, expected])
    expect(units[0]).toMatchObject({ attainable, pending: false })
  })
})

describe('deductions, sums, entered scores', () => {
  const risk: Wish = { method: 'deduction', rates: { opinion: 0.1, larger: 3, major: 5, extreme: 10 } }

  test('each happening takes its points, without an end', () => {
    const { units } = scoresOf(risk, [{ opinion: 2, major: 1 }, {}, undefined, { extreme: 12 }], { indexFloor: null })
    expect(units.map(({ scores }) => scores.it!.score)).toEqual(['-5.200000', '0.000000', '0.000000', '-120.000000'])
    expect(units[0]!.scores.it!.working.formula).toBe('-(1×5+2×0.1)')
    expect(units.map(({ index }) => index)).toEqual(units.map(({ total }) => total))
  })

  test('up to a cap where the scheme sets one', () => {
    expect(items(risk, [{ extreme: 2 }], { deductionCap: 15 })).toEqual(['-15.000000'])
    expect(cases(risk, [{ extreme: 2 }], { deductionCap: 15 })).toEqual(['capped'])
    expect(items(risk, [{ extreme: 1, major: 1 }], { deductionCap: 15 })).toEqual(['-15.000000'])
    expect(cases(risk, [{ extreme: 1, major: 1 }], { deductionCap: 15 })).toEqual(['by-kind'])
  })

  test('a total under 0 is shown as 0 and ranked by its true value', () => {
    const { units } = scoresOf(risk, [{ extreme: 1 }, { extreme: 2 }, {}])
    expect(units.map(({ index, total, rank }) => [index, total, rank])).toEqual([
      ['0.000000', '-10.000000', 2],
      ['0.000000', '-20.000000', 3],
      ['0.000000', '0.000000', 1],
    ])
  })

  test('points by kind add up, within the weight', () => {
    expect(items({ method: 'sum', weight: 10, rates: { national: 3, city: 1 } }, [{ national: 2, city: 1 }, { national: 5 }])).toEqual([
      '7.000000',
      '10.000000',
    ])
    expect(items({ method: 'sum', weight: 10 }, ['8.5', 12])).toEqual(['8.500000', '10.000000'])
  })

  test('a score entered by hand is taken as it is', () => {
    expect(items({ method: 'manual', weight: 10 }, ['8.25', 0])).toEqual(['8.250000', '0.000000'])
    expect(scoresOf({ method: 'manual', weight: 10 }, [null, 5]).units.map(({ pending }) => pending)).toEqual([true, false])
    expect(scoresOf({ method: 'manual', weight: 10 }, [5]).units[0]!.attainable).toBe('10')
  })

  test('what is only shown has standards and no score', () => {
    const { units, standards } = scoresOf({ method: 'display' }, [3, 5, null])
    expect(units.map(({ scores }) => scores.it)).toMatchObject([
      { score: null, case: 'shown', working: { figure: '3' } },
      {},
      { case: 'missing' },
    ])
    expect(units[2]!.pending).toBe(false)
    expect(standards.it![0]!.max).toEqual({ value: '5', units: ['1'] })
  })
})

describe('figures that are refused', () => {
  test.each([
    [two, -1, '单位0“指标”不能为负数'],
    [two, of(1, 2), '单位0“指标”应填一个数'],
    [rate, 3, '单位0“指标”应填写已完成数（passed）和应完成数（due）'],
    [rate, of(-1, 2), '单位0“指标”不能为负数'],
    [rate, { passed: 1, due: 2, late: 1 }, '单位0“指标”没有“late”这一项，应为 passed 和 due'],
    [{ method: 'deduction', rates: { opinion: 1 } }, { opinoin: 1 }, '单位0“指标”没有“opinoin”这一类型'],
    [{ method: 'deduction', rates: { opinion: 1 } }, { opinion: -1 }, '单位0“指标”件数不能为负数'],
    [{ method: 'deduction', rates: { opinion: 1 } }, 2, '单位0“指标”应按类型分别填写件数'],
    [{ method: 'manual', weight: 10 }, 11, '单位0“指标”不能高于权重10'],
  ] as [Wish, unknown, string][])('%j of %j', (indicator, figure, message) => {
    expect(() => scoresOf(indicator, [figure])).toThrow(message)
  })
})
