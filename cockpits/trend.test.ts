import { expect, test } from 'vitest'
import type { Past } from './cockpit.ts'
import { meanTrend, stretches, trendOf } from './trend.ts'

const past = (last: string, scheme: string, scores: Record<string, string | null>): Past => ({
  ...{ computation: last, period: last, first: last, last, issue: 1, fixedAt: last, scheme },
  places: Object.fromEntries(
    Object.entries(scores).map(([id, score]) => [
      id,
      { total: { score, rank: score === null ? null : 1, band: score === null ? 'grey' : 'green' } },
    ]),
  ),
})
const reports = [
  past('2023-03-31', 'one', { A: '90.000000', B: '80.000000' }),
  past('2023-06-30', 'one', { A: '91.000000', B: null }),
  past('2023-09-30', 'three', { A: '70.000000', B: '70.000001' }),
  past('2023-12-31', 'three', { B: '75.000000' }),
  past('2024-03-31', 'three', { A: '72.000000', B: '76.000000' }),
]

test('a unit from period to period; where it had no index there is none', () => {
  expect(trendOf(reports, 'A', 'total').map(({ score }) => score)).toEqual(['90.000000', '91.000000', '70.000000', null, '72.000000'])
  expect(trendOf(reports, 'A', 'visibility').every(({ score }) => score === null)).toBe(true)
})

test('lines join neighbours of one scheme alone', () => {
  const joined = (unit: string) => stretches(trendOf(reports, unit, 'total')).map((all) => all.map(({ last }) => last))
  expect(joined('A')).toEqual([['2023-03-31', '2023-06-30'], ['2023-09-30'], ['2024-03-31']])
  expect(joined('B')).toEqual([['2023-03-31'], ['2023-09-30', '2023-12-31', '2024-03-31']])
  expect(stretches([])).toEqual([])
})

test('the mean is of those that had the index, rounded once', () => {
  expect(meanTrend(reports).map(({ score }) => score)).toEqual(['85.000000', '91.000000', '70.000001', '75.000000', '74.000000'])
})
