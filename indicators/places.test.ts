import { describe, expect, test } from 'vitest'
import { readScheme } from './read-files.ts'
import { score } from './score.ts'
import { two as shown } from './shown.ts'
import { scoresOf, items, type Wish } from './testing/one-indicator.ts'
import { unitShape } from './values.ts'

const two: Wish = { method: 'two-tier', weight: 20, coefficients: [1, 0.8] }
const manual: Wish = { method: 'manual', weight: 10 }

describe('groups, ranks, colours', () => {
  test('scored among its own group, ranked in all and in the group', () => {
    const figures = [1, 2, 3, 10, 20, 30]
    const groups = ['东', '东', '东', '西', '西', '西']
    expect(items(two, figures, { scope: 'group' }, groups)).toEqual([
      '16.000000',
      '18.000000',
      '20.000000',
      '16.000000',
      '18.000000',
      '20.000000',
    ])
    const { units } = scoresOf(two, figures, {}, groups)
    expect(units.map(({ rank, groupRank }) => [rank, groupRank])).toEqual([
      [6, 3],
      [5, 2],
      [4, 1],
      [3, 3],
      [2, 2],
      [1, 1],
    ])
  })

  test.each([
    ['competition', [1, 2, 2, 4]],
    ['dense', [1, 2, 2, 3]],
    ['modified', [1, 3, 3, 4]],
    ['ordinal', [1, 2, 3, 4]],
  ])('rank: %s', (rank, expected) => {
    expect(scoresOf(two, [9, 5, 5, 1], { rank }).units.map((unit) => unit.rank)).toEqual(expected)
  })

  test('ranked by what is shown: two places by default, or the exact value', () => {
    const close = ['10000', '9999', '0']
    expect(scoresOf(two, close).units.map(({ rank }) => rank)).toEqual([1, 1, 3])
    expect(scoresOf(two, close, { rankPlaces: null }).units.map(({ rank }) => rank)).toEqual([1, 2, 3])
  })

  test('colours by rank in fifths; those that tie share the better', () => {
    const bandsOf = (figures: number[]) => scoresOf(two, figures).units.map(({ band }) => band)
    expect(bandsOf([9, 8, 7, 6, 5, 4, 3, 2, 1, 0])).toEqual([
      'green',
      'green',
      'blue',
      'blue',
      'yellow',
      'yellow',
      'orange',
      'orange',
      'red',
      'red',
    ])
    expect(bandsOf([9, 8, 8, 8, 1])).toEqual(['green', 'blue', 'blue', 'blue', 'red'])
    expect(bandsOf([5, 5, 5])).toEqual(['green', 'green', 'green'])
  })

  test('colours by equal parts between the least and the most, the better on a border', () => {
    const bands = { method: 'interval' }
    expect(scoresOf({ method: 'manual', weight: 10 }, [10, 8, 7.99, 6, 4, 2, 1.99, 0], { bands }).units.map(({ band }) => band)).toEqual([
      'green',
      'green',
      'blue',
      'blue',
      'yellow',
      'orange',
      'red',
      'red',
    ])
  })

  test('colours by thresholds, each the least of its colour', () => {
    const bands = { method: 'thresholds', thresholds: [9, 8, 7, 6] }
    expect(scoresOf({ method: 'manual', weight: 10 }, [9, 8.99, 7, 6, 5.99, null], { bands }).units.map(({ band }) => band)).toEqual([
      'green',
      'blue',
      'yellow',
      'orange',
      'red',
      'grey',
    ])
  })

  test('item scores are exact until the end unless they are to be rounded first', () => {
    expect(scoresOf(two, [0, 1, 3]).units[1]!.index).toBe('17.333333')
    expect(scoresOf(two, [0, 1, 3], { itemPlaces: 1 }).units[1]!.index).toBe('17.300000')
    expect(scoresOf({ method: 'manual', weight: 10 }, ['0.25'], { itemPlaces: 1, rounding: 'half-even' }).units[0]!.index).toBe('0.200000')
  })
})

const ranks = (...given: Parameters<typeof scoresOf>) => scoresOf(...given).units.map(({ rank }) => rank)
const bands = (...given: Parameters<typeof scoresOf>) => scoresOf(...given).units.map(({ band }) => band)

describe('what is compared', () => {
  test('with so many places, half up as they are shown, however the scheme rounds', () => {
    expect(ranks(manual, [9.4, 9.3, 8], { rankPlaces: 0 })).toEqual([1, 1, 3])
    for (const rounding of ['half-up', 'half-even']) {
      const { units } = scoresOf(manual, ['0.125', '0.13', '0.12'], { rounding })
      expect(units.map(({ index, rank }) => [shown(index), rank])).toEqual([
        ['0.13', 1],
        ['0.13', 1],
        ['0.12', 3],
      ])
    }
  })

  test('of equals in an ordinal ranking the one whose id comes first, wherever it stands', () => {
    const units = ['b', 'c', 'a'].map((id) => unitShape.parse({ id, name: id, values: { it: id === 'c' ? 9 : 5 } }))
    const scheme = {
      id: 's',
      name: '示例',
      settings: { rank: 'ordinal' },
      dimensions: [],
      indicators: [{ id: 'it', name: '指标', ...manual }],
    }
    expect(score(readScheme(JSON.stringify(scheme), 's'), units).units.map(({ id, rank }) => [id, rank])).toEqual([
      ['b', 3],
      ['c', 1],
      ['a', 2],
    ])
  })

  test('a unit without an index is ranked nowhere, and takes no place from the others', () => {
    const { units } = scoresOf(manual, [null, 5, 9], {}, ['东', '东', '西'])
    expect(units.map(({ rank, groupRank, band }) => [rank, groupRank, band])).toEqual([
      [null, null, 'grey'],
      [2, 1, 'yellow'],
      [1, 1, 'green'],
    ])
  })
})

describe('colours', () => {
  test('41 districts: nine are green, eight of each other', () => {
    const found = bands({ ...manual, weight: 100 }, [...Array(41).keys()])
    expect(['green', 'blue', 'yellow', 'orange', 'red'].map((colour) => found.filter((one) => one === colour).length)).toEqual([
      9, 8, 8, 8, 8,
    ])
  })

  test('by rank those that tie share the better, whichever way ranks are counted', () => {
    for (const rank of ['competition', 'dense', 'modified', 'ordinal'])
      expect(bands(two, [9, 8, 8, 8, 1], { rank })).toEqual(['green', 'blue', 'blue', 'blue', 'red'])
  })

  test('of the scheme’s own, as many as it names', () => {
    expect(bands(manual, [9, 5, 1], { bands: { colours: ['甲', '乙'] } })).toEqual(['甲', '甲', '乙'])
  })

  test('by equal parts from this index’s own floor to its own full marks', () => {
    // From 16 to 20, each part 0.8: figure 8 is 19.2, on the border.
    expect(bands(two, [10, 8, 7, 6, 5, 4, 3, 2, 1, 0], { bands: { method: 'interval' } })).toEqual([
      ...['green', 'green', 'blue', 'blue', 'yellow', 'yellow', 'orange', 'orange', 'red', 'red'],
    ])
  })

  test('by equal parts, where points are only taken off: none at the top, any at the bottom', () => {
    const risk: Wish = { method: 'deduction', rates: { opinion: 0.1 } }
    expect(bands(risk, [{}, { opinion: 1 }], { bands: { method: 'interval' } })).toEqual(['green', 'red'])
  })
})

describe('first-level indices', () => {
  const scheme = (settings: object) =>
    readScheme(
      JSON.stringify({
        ...{ id: 's', name: '示例', full: 100, settings },
        dimensions: [
          { id: 'd', name: '一', weight: 30 },
          { id: 'e', name: '二', weight: 70 },
          { id: 'f', name: '三' },
        ],
        indicators: [
          { id: 'a', name: '甲', dimension: 'd', weight: 20, method: 'manual' },
          { id: 'b', name: '乙', dimension: 'd', weight: 10, method: 'manual' },
          { id: 'c', name: '丙', dimension: 'e', weight: 70, method: 'manual' },
          { id: 'x', name: '丁', dimension: 'f', method: 'display' },
        ],
      }),
      's',
    )
  const figures = { p: [20, 5, 70], q: [10, 10, 30], r: [20, 5, 0], w: [null, 5, 60] }
  const units = Object.entries(figures).map(([id, [a, b, c]]) => unitShape.parse({ id, name: id, values: { a, b, c, x: 3 } }))
  const placed = (settings: object = {}) =>
    score(scheme(settings), units).units.map(({ dimensions: { d, e, f }, index, rank, band }) => [
      ...[d, e, f].flatMap((one) => [one!.score && Number(one!.score), one!.rank, one!.band]),
      ...[index && Number(index), rank, band],
    ])

  test('have a score, a rank and a colour each; what is waited for is waited for there alone; what is shown makes none', () => {
    expect(placed()).toEqual([
      [25, 1, 'green', 70, 1, 'green', null, null, 'grey', 95, 1, 'green'],
      [20, 3, 'orange', 30, 3, 'yellow', null, null, 'grey', 50, 2, 'blue'],
      [25, 1, 'green', 0, 4, 'orange', null, null, 'grey', 25, 3, 'orange'],
      [null, null, 'grey', 60, 2, 'blue', null, null, 'grey', null, null, 'grey'],
    ])
  })

  test('are coloured each between its own ends', () => {
    // Fifths of 30 are 6, of 70 are 14, of 100 are 20.
    expect(placed({ bands: { method: 'interval' } }).map((row) => [row[2], row[5], row[11]])).toEqual([
      ['green', 'green', 'green'],
      ['blue', 'yellow', 'yellow'],
      ['green', 'red', 'orange'],
      ['grey', 'green', 'grey'],
    ])
  })

  test('are coloured by thresholds of the whole in proportion to their own full marks', () => {
    // 90, 80, 70, 60 of 100 are 27, 24, 21, 18 of 30 and 63, 56, 49, 42 of 70.
    const thresholds = { bands: { method: 'thresholds', thresholds: [90, 80, 70, 60] } }
    expect(placed(thresholds).map((row) => [row[2], row[5], row[11]])).toEqual([
      ['blue', 'green', 'green'],
      ['orange', 'red', 'red'],
      ['blue', 'red', 'red'],
      ['grey', 'blue', 'grey'],
    ])
  })

  test('by thresholds, too, lose no colour by what nobody was measured in, and all of it by what is only taken off', () => {
    const lines = {
      ...{ id: 's', name: '示例', full: 100, settings: { bands: { method: 'thresholds', thresholds: [90, 80, 70, 60] } } },
      dimensions: [
        { id: 'd', name: '一', weight: 100 },
        { id: 'e', name: '二' },
      ],
      indicators: [
        { id: 'a', name: '甲', dimension: 'd', weight: 80, method: 'manual' },
        { id: 'survey', name: '乙', dimension: 'd', weight: 20, method: 'manual' },
        { id: 'risk', name: '丙', dimension: 'e', method: 'deduction', rates: { opinion: '0.1' } },
      ],
    }
    const two = [
      { id: 'p', name: 'p', values: { a: 72, survey: null } },
      { id: 'q', name: 'q', values: { a: '71.99', survey: null, risk: { opinion: 1 } } },
    ].map((unit) => unitShape.parse(unit))
    // 90 of 100 are 72 of the 80 that are left.
    expect(
      score(readScheme(JSON.stringify(lines), 's'), two).units.map(({ band, dimensions: { d, e } }) => [band, d!.band, e!.band]),
    ).toEqual([
      ['green', 'green', 'green'],
      ['blue', 'blue', 'red'],
    ])
  })
})
