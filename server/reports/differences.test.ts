import { expect, test } from 'vitest'
import type { Scheme } from '#indicators/scheme.ts'
import { score } from '#indicators/score.ts'
import { differences } from './differences.ts'
import type { PaperSource } from './papers/paper-source.ts'
import { differencesTable } from './papers/paper-tables.ts'

const schemeOf = (...indicators: string[]): Scheme => ({
  id: 'x',
  name: 'x',
  dimensions: [],
  indicators: indicators.map((id) => ({ id, name: id, method: 'two-tier', weight: '10', coefficients: ['1', '0.8'], measure: 'count' })),
})
const unit = (id: string, values: Record<string, string>) => ({ id, name: id, values })

test('nothing of those that are alike', () => {
  const scored = score(schemeOf('a'), [unit('x', { a: '1' }), unit('y', { a: '2' })])
  expect(differences(scored, scored)).toEqual([])
})

test('a unit that is gone is told, and one that is new', () => {
  const before = score(schemeOf('a'), [unit('x', { a: '2' }), unit('y', { a: '1' })])
  const after = score(schemeOf('a'), [unit('x', { a: '2' }), unit('z', { a: '1' })])
  expect(differences(before, after)).toEqual([
    {
      ...{ id: 'z', name: 'z', index: { before: null, after: '8.000000' }, rank: { before: null, after: 2 } },
      band: { before: null, after: after.units[1]!.band },
      scores: [{ indicator: 'a', score: { before: null, after: '8.000000' }, figure: { before: null, after: '1' } }],
    },
    {
      ...{ id: 'y', name: 'y', index: { before: '8.000000', after: null }, rank: { before: 2, after: null } },
      band: { before: before.units[1]!.band, after: null },
      scores: [],
    },
  ])
})

test('an indicator that only the earlier scheme had is told, and one that only the later has', () => {
  const values = { a: '1', b: '3', c: '4' }
  const [found] = differences(score(schemeOf('a', 'b'), [unit('x', values)]), score(schemeOf('a', 'c'), [unit('x', values)]))
  expect(found!.scores).toEqual([
    { indicator: 'c', score: { before: null, after: '10.000000' }, figure: { before: null, after: '4' } },
    { indicator: 'b', score: { before: '10.000000', after: null }, figure: { before: '3', after: null } },
  ])
})

test('papers say that a unit or an indicator is no more listed', () => {
  const [before, now] = [schemeOf('a', 'b'), schemeOf('a')]
  const was = score(before, [unit('x', { a: '2', b: '3' }), unit('y', { a: '1', b: '3' })])
  const source = { scheme: now, result: score(now, [unit('x', { a: '2' })]), before: { scheme: before, result: was } }
  const rows = differencesTable(source as unknown as PaperSource)!.rows.map((cells) => cells.map(({ text }) => text))
  expect(rows.map((cells) => [cells[0], cells.at(-1)])).toEqual([
    ['x', 'b10.00→—（指标值3→不再列入）'],
    ['y', '不再列入本期报表'],
  ])
})
