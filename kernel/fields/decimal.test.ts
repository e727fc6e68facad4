import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Field } from '../field.ts'
import { decimal } from './decimal.ts'

const score = decimal('得分', { max: 100 })
const balance = decimal('差额', { min: -1000, max: 1000, places: 3 })
const read = (of: Field, typed: unknown): unknown => {
  const answer = of.kind.schema(of).safeParse(typed)
  return answer.success ? answer.data : answer.error.issues[0]!.message
}
const key = (of: typeof score, value: string) => of.kind.facets!(value)[0]!

describe('an exact decimal', () => {
  test.each([
    ['92.5', '92.50'],
    ['９２．５', '92.50'],
    ['007', '7.00'],
    ['0', '0.00'],
    ['100', '100.00'],
    [' 61. ', '61.00'],
    ['8.50000', '8.50'],
  ])('%s is read as %s', (typed, value) => expect(read(score, typed)).toBe(value))

  test.each([
    ['高', '应为数字'],
    ['', '应为数字'],
    ['9e1', '应为数字'],
    ['1..2', '应为数字'],
    ['92.505', '最多 2 位小数'],
    ['0.1234567', '最多 2 位小数'],
    ['100.01', '应在 0 至 100 之间'],
    ['-0.01', '应在 0 至 100 之间'],
    [92.5, '应为数字'],
    [null, '应为数字'],
  ])('%s is refused: %s', (typed, message) => expect(read(score, typed)).toBe(message))

  test('thousands’ commas, whole numbers, negative numbers and no negative nothing', () => {
    const amount = decimal('金额', { optional: true })
    expect(read(amount, '1,234,567.8')).toBe('1234567.80')
    expect(read(amount, '1,23')).toBe('应为数字')
    expect(read(amount, '-1')).toBe('不能小于 0')
    expect(read(decimal('数量', { places: 0 }), '12.5')).toBe('应为整数')
    expect(read(decimal('数量', { places: 0 }), '12.0')).toBe('12')
    expect(read(balance, '-3.5')).toBe('-3.500')
    expect(read(balance, '-0')).toBe('0.000')
  })
})

test('what a ledger compares has the order of the numbers, below zero as well, whatever the places', () => {
  const thousandths = fc.integer({ min: -1_000_000, max: 1_000_000 })
  fc.assert(
    fc.property(thousandths, thousandths, (one, other) => {
      const [a, b] = [one, other].map((each) => key(balance, read(balance, (each / 1000).toFixed(3)) as string))
      expect(Math.sign(a! < b! ? -1 : a! > b! ? 1 : 0)).toBe(Math.sign(one - other))
    }),
  )
})

test('an end of a range is read like the value, however many places are typed', () => {
  const { read: end } = score.kind.rangeEnd!
  expect(end('92.5')).toBe(key(score, '92.50'))
  expect(end('９２')).toBe(key(score, '92.00'))
  expect(end('-1')! < key(score, '0.00')).toBe(true)
  expect(end('高')).toBeNull()
})
