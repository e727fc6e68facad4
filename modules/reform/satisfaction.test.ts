import { describe, expect, test } from 'vitest'
import { isFiledBy } from '#kernel/steps.ts'
import { hintsOf, problemsOf } from '#kernel/values.ts'
import { satisfaction } from './satisfaction.ts'

const today = '2026-11-20'
const scores = ['500101', '500102', '500103'].map((org) => ({ org, score: '90.50' }))
const good = { quarter: '2026-Q3', scores }
const districts = (count: number) => () => count

describe('区县改革满意度', () => {
  test('a sheet with a score for each district passes without a hint', () => {
    expect(problemsOf(satisfaction, good, today)).toEqual([])
    expect(hintsOf(satisfaction, good, today, undefined, districts(3))).toEqual([])
  })

  test('districts without a score are pointed out, as many as there are', () => {
    expect(hintsOf(satisfaction, good, today, undefined, districts(5))).toMatchObject([
      { check: 'everyDistrict', field: 'scores', message: '还有 2 个区县没有得分，缺少得分的区县本期不能生成指数' },
    ])
  })

  test('a quarter that has not begun is refused with its clause', () => {
    expect(problemsOf(satisfaction, { ...good, quarter: '2027-Q1' }, today)).toMatchObject([
      { field: 'quarter', clause: '2023年3月31日版四（六）1' },
    ])
  })

  test.each(['quarter', 'scores'])('%s is required', (key) => {
    expect(problemsOf(satisfaction, { ...good, [key]: undefined }, today).map(({ field }) => field)).toEqual([key])
  })

  test('a quarter is surveyed from its first day on, not before', () => {
    const begun = (quarter: string, on: string) => problemsOf(satisfaction, { ...good, quarter }, on).map(({ message }) => message)
    expect(begun('2026-Q4', '2026-10-01')).toEqual([])
    expect(begun('2026-Q4', '2026-09-30')).toEqual(['2026年第4季度尚未开始'])
    expect(begun('2027-Q1', '2026-12-31')).toEqual(['2027年第1季度尚未开始'])
  })

  test('one sheet a quarter, from the survey centre alone', () => {
    expect([satisfaction.identity!.key(good), satisfaction.identity!.key({})]).toEqual(['2026-Q3', null])
    const files = (id: string) => isFiledBy(satisfaction, { id, kind: 'department' })
    expect([files('dept-sheqingminyi'), files('dept-jiaowei')]).toEqual([true, false])
  })
})
