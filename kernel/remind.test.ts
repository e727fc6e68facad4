import { expect, test } from 'vitest'
import { reminderDay } from './remind.ts'

test('three days and one day before, on the day, then after one, three and seven days and every week', () => {
  const given = new Set(Array.from({ length: 60 }, (_, at) => reminderDay(at - 20)).filter((day) => day !== null))
  expect([...given]).toEqual([-3, -1, 0, 1, 3, 7, 14, 21, 28, 35])
})

test('a system that was off gives the latest of those that passed, and nothing before the first', () => {
  expect([-20, -4, -3, -2, -1, 0, 2, 6, 8, 20].map(reminderDay)).toEqual([null, null, -3, -3, -1, 0, 1, 3, 7, 14])
})
