import { afterEach, describe, expect, test } from 'vitest'
import { date } from './fields/date.ts'
import { addDays, dayOf, daysBetween, isDay, nextPeriod, periodOf, weekdayFrom } from './day.ts'

const zone = process.env.TZ
afterEach(() => {
  if (zone === undefined) delete process.env.TZ
  else process.env.TZ = zone
})

describe.each(['UTC', 'Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'])(
  'R-IV-06 on a machine in %s',
  (machine) => {
    test('days are counted from one to another, and back', () => {
      process.env.TZ = machine
      expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2)
      expect(daysBetween('2026-03-31', '2026-03-30')).toBe(-1)
      expect(daysBetween('2026-10-24', '2027-10-24')).toBe(365)
    })

    test('days are the same', () => {
      process.env.TZ = machine
      const field = date('日期')
      const read = (typed: string) => field.kind.schema(field).safeParse(typed).data
      expect(['2023年3月1日', '2023/3/1', '２０２３.3.01', '2023-02-30', '0000-01-01', '9999-12-31'].map(read)).toEqual([
        '2023-03-01',
        '2023-03-01',
        '2023-03-01',
        undefined,
        undefined,
        undefined,
      ])
      expect(dayOf(new Date('2026-03-08T15:59:59.999Z'))).toBe('2026-03-08')
      expect(dayOf(new Date('2026-03-08T16:00:00Z'))).toBe('2026-03-09')
      expect(addDays('2026-03-07', 2)).toBe('2026-03-09')
      expect(isDay('2026-03-08')).toBe(true)
      expect(nextPeriod('2026-03-31', 'quarter')).toEqual({ first: '2026-04-01', last: '2026-06-30' })
    })
  },
)

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

test('the next Friday is today on a Friday', () => {
  expect(['2026-11-20', '2026-11-21', '2026-11-26'].map((day) => weekdayFrom(day, 5))).toEqual(['2026-11-20', '2026-11-27', '2026-11-27'])
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
