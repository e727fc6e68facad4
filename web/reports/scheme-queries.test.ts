import { expect, test } from 'vitest'
import { standingOf, type SchemeRow } from './scheme-queries.ts'

const version = (validFrom: string, more: { validUntil?: string; inForce?: boolean } = {}) =>
  ({ validFrom, inForce: more.inForce ?? true, content: { validUntil: more.validUntil } }) as SchemeRow

test('a version is in force until the day before the next, or its own last day where that is sooner, or for good', () => {
  const [first, second, last] = [version('2023-01-01', { validUntil: '2023-03-31' }), version('2023-07-01'), version('2027-01-01')]
  const all = [first, second, last]
  expect(standingOf(first, all, '2023-03-31')).toEqual({ state: 'now', last: '2023-03-31' })
  expect(standingOf(first, all, '2023-04-01')).toEqual({ state: 'ended', last: '2023-03-31' })
  expect(standingOf(first, all, '2023-07-01')).toEqual({ state: 'past', last: '2023-03-31' })
  expect(standingOf(second, all, '2026-12-31')).toEqual({ state: 'now', last: '2026-12-31' })
  expect(standingOf(second, all, '2027-01-01')).toEqual({ state: 'past', last: '2026-12-31' })
  expect(standingOf(last, all, '2026-12-31')).toEqual({ state: 'next', last: null })
  expect(standingOf(last, all, '2040-01-01')).toEqual({ state: 'now', last: null })
  expect(standingOf(version('2028-01-01', { inForce: false }), all, '2029-01-01')).toEqual({ state: 'draft', last: null })
})
