import { describe, expect, test } from 'vitest'
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
})
