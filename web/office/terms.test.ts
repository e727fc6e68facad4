import { expect, test } from 'vitest'
import type { Term } from '../api/types.ts'
import { coming, former, inOrder, stateOf } from './terms.ts'

const term = (code: string, parent: string | null, part: Partial<Term> = {}): Term => ({
  code,
  parent,
  label: code,
  labels: [],
  detail: {},
  validFrom: '2023-01-01',
  validUntil: null,
  ...part,
})

test('lower terms stand under their own, whatever lies between', () => {
  const terms = [term('a', null), term('b', null), term('b.1', 'b'), term('a.1', 'a')]
  expect(inOrder(terms).map(({ code }) => code)).toEqual(['a', 'a.1', 'b', 'b.1'])
})

test('what a term is today is said with its days', () => {
  expect(stateOf(term('a', null), '2026-05-04')).toBe('在用')
  expect(stateOf(term('a', null, { validUntil: '2026-05-04' }), '2026-05-04')).toBe('在用，到 2026-05-04')
  expect(stateOf(term('a', null, { validUntil: '2026-05-03' }), '2026-05-04')).toBe('2026-05-03 后停用')
  expect(stateOf(term('a', null, { validFrom: '2026-05-05' }), '2026-05-04')).toBe('未启用')
})

test('names of the past and of the future are told apart', () => {
  const renamed = term('a', null, {
    label: '二',
    labels: [
      { label: '一', from: null },
      { label: '二', from: '2024-01-01T00:00:00.000Z' },
      { label: '三', from: '2199-12-31T16:00:00.000Z' },
    ],
  })
  expect(former(renamed)).toEqual(['一'])
  expect(coming(renamed)).toEqual([{ label: '三', day: '2200-01-01' }])
  expect([former(term('a', null)), coming(term('a', null))]).toEqual([[], []])
})
