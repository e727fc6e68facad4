import { expect, test } from 'vitest'
import { addDays, dayOf, isDay, nextPeriod, periodOf } from './day.ts'

test('R-IV-06 a day turns at midnight in the city, whatever the machine thinks', () => {
  expect(dayOf(new Date('2026-01-31T15:59:59.999Z'))).toBe('2026-01-31')
  expect(dayOf(new Date('2026-01-31T16:00:00Z'))).toBe('2026-02-01')
})

test.each(['2023-02-29', '2023-13-01', '2023-00-10', '23-01-01', '2023-1-1', '２０２３-01-01', '0001-01-01', '2023-01-01T00:00'])(
  'R-IV-06 %s is no calendar date',
  (text) => {
    expect(isDay(text)).toBe(false)
  },
)

test('R-IV-06 leap days and month ends are dates', () => {
  expect(isDay('2024-02-29')).toBe(true)
  expect(addDays('2024-02-28', 2)).toBe('2024-03-01')
})

test('the next quarter begins where this one ends, across the year too', () => {
  expect(nextPeriod('2026-11-20', 'quarter')).toEqual({ first: '2027-01-01', last: '2027-03-31' })
  expect(nextPeriod('2026-01-01', 'quarter')).toEqual({ first: '2026-04-01', last: '2026-06-30' })
  expect(nextPeriod('2026-06-30', 'quarter')).toEqual({ first: '2026-07-01', last: '2026-09-30' })
})

test('a day lies in the two months, the quarter or the year that holds it', () => {
  expect(periodOf('2028-02-29', 'two-months')).toEqual({ first: '2028-01-01', last: '2028-02-29' })
  expect(nextPeriod('2026-11-20', 'two-months')).toEqual({ first: '2027-01-01', last: '2027-02-28' })
  expect(periodOf('2026-11-20', 'quarter')).toEqual({ first: '2026-10-01', last: '2026-12-31' })
  expect(periodOf('2026-11-20', 'year')).toEqual({ first: '2026-01-01', last: '2026-12-31' })
})
