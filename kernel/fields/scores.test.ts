import { describe, expect, test } from 'vitest'
import { quarter, quarterDays, quarterOf } from './quarter.ts'
import { scores } from './scores.ts'

describe('a quarter', () => {
  const of = quarter('季度')
  const read = (typed: unknown) => of.kind.schema(of).safeParse(typed)

  test.each(['2023-Q1', '2023年第1季度', '2023年第一季度', '２０２３年１季度', ' 2023 年 第 一 季度 '])('%s', (typed) => {
    expect(read(typed).data).toBe('2023-Q1')
  })

  test.each(['2023-Q5', '2023', '第一季度', '1823-Q1', '2023-Q1-Q1', 20231])('%s is none', (typed) => {
    expect(read(typed).success).toBe(false)
  })

  test('has its days', () => {
    expect(quarterDays('2024-Q1')).toEqual({ first: '2024-01-01', last: '2024-03-31' })
    expect(quarterDays('2023-Q4')).toEqual({ first: '2023-10-01', last: '2023-12-31' })
    for (const day of ['2023-01-01', '2023-03-31']) expect(quarterOf(day)).toBe('2023-Q1')
    expect(quarterOf('2023-12-31')).toBe('2023-Q4')
  })
})

describe('a sheet of scores', () => {
  const of = scores('得分', { among: ['district'] })
  const read = (typed: unknown) => of.kind.schema(of).safeParse(typed)

  test('each is an exact number of two places', () => {
    expect(
      read([
        { org: 'a', score: '９2.5' },
        { org: 'b', score: '100' },
      ]).data,
    ).toEqual([
      { org: 'a', score: '92.50' },
      { org: 'b', score: '100.00' },
    ])
    for (const score of ['100.01', '-1', '92.555', '优', '']) expect(read([{ org: 'a', score }]).success, score).toBe(false)
  })

  test('nobody stands on it twice', () => {
    const twice = [
      { org: 'a', score: '1' },
      { org: 'a', score: '2' },
    ]
    expect(read(twice).success).toBe(false)
    expect(of.kind.references!([{ org: 'a', score: '1.00' }], of)).toEqual([{ to: 'org', id: 'a', kinds: ['district'] }])
  })
})
