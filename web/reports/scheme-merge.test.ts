import { expect, test } from 'vitest'
import { merged } from './scheme-merge.ts'

const base = {
  name: '报表',
  indicators: [
    { id: 'a', name: '甲', weight: '20', coefficients: ['1.0', '0.8'] },
    { id: 'b', name: '乙', weight: '10' },
  ],
}
const [a, b] = base.indicators as [(typeof base.indicators)[number], (typeof base.indicators)[number]]

test('what only one of two changed is as that one wants it, within one part too', () => {
  const theirs = { ...base, name: '改革报表', indicators: [{ ...a, weight: '25' }, b] }
  const mine = {
    ...base,
    indicators: [
      { ...a, name: '甲一' },
      { ...b, weight: '5' },
    ],
  }
  expect(merged(base, theirs, mine)).toEqual({
    name: '改革报表',
    indicators: [
      { ...a, name: '甲一', weight: '25' },
      { ...b, weight: '5' },
    ],
  })
})

test('what both changed is mine; a list without names of its own is one thing', () => {
  const theirs = { ...base, indicators: [{ ...a, weight: '25', coefficients: ['1.0', '0.6'] }, b] }
  const mine = { ...base, indicators: [{ ...a, weight: '15', coefficients: ['1.0', '0.7'] }, b] }
  expect(merged(base, theirs, mine)).toEqual(mine)
})

test('what either added stands; what either took away is gone, unless the other has changed it', () => {
  const c = { id: 'c', name: '丙', weight: '1' }
  const d = { id: 'd', name: '丁', weight: '2' }
  expect(merged(base, { ...base, indicators: [a, b, c] }, { ...base, indicators: [d, a, b] }).indicators).toEqual([d, a, b, c])
  expect(merged(base, { ...base, indicators: [a] }, { ...base, indicators: [a, b, d] }).indicators).toEqual([a, d])
  expect(merged(base, { ...base, indicators: [a] }, { ...base, indicators: [a, { ...b, weight: '7' }] }).indicators).toEqual([
    a,
    { ...b, weight: '7' },
  ])
  expect(merged(base, { ...base, indicators: [a, { ...b, weight: '7' }] }, { ...base, indicators: [a] }).indicators).toEqual([a])
})

test('a key that one of them took away is gone', () => {
  const { coefficients: _gone, ...bare } = a
  expect(merged(base, { ...base, name: '改革报表' }, { ...base, indicators: [bare as typeof a, b] }).indicators[0]).toEqual(bare)
})
