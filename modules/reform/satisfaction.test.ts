import { describe, expect, test } from 'vitest'
import { isFiledBy } from '#kernel/steps.ts'
import { hintsOf, problemsOf } from '#kernel/values.ts'
import { satisfaction } from './satisfaction.ts'

const DISTRICTS = 41
const scored = (count: number) => Array.from({ length: count }, (_, at) => ({ org: `district ${at}`, score: '88.50' }))
const good = { quarter: '2026-Q3', scores: scored(DISTRICTS) }
const problems = (change: object, today = '2026-11-20') => problemsOf(satisfaction, { ...good, ...change }, today)

describe('区县满意度', () => {
  test('2023-03-31版四（六）1: all districts of a quarter pass without a hint', () => {
    expect(problems({})).toEqual([])
    expect(hintsOf(satisfaction, good, '2026-11-20')).toEqual([])
  })

  test.each(['quarter', 'scores'])('%s is required', (key) => {
    expect(problems({ [key]: undefined }).map(({ field }) => field)).toEqual([key])
  })

  test('a quarter is surveyed from its first day on, not before', () => {
    expect(problems({ quarter: '2026-Q4' }, '2026-10-01')).toEqual([])
    expect(problems({ quarter: '2026-Q4' }, '2026-09-30')).toEqual([{ field: 'quarter', message: '2026年第4季度尚未开始' }])
    expect(problems({ quarter: '2027-Q1' }, '2026-12-31')).toEqual([{ field: 'quarter', message: '2027年第1季度尚未开始' }])
  })

  test('a district without a score is pointed out, and stops nothing', () => {
    const short = { ...good, scores: scored(DISTRICTS - 1) }
    expect(hintsOf(satisfaction, short, '2026-11-20')).toEqual([
      {
        check: 'everyDistrict',
        field: 'scores',
        message: '只填写了 40 个区县，缺少得分的区县本期不能生成指数',
        clause: '2023-03-31版四（六）1',
      },
    ])
    expect(problemsOf(satisfaction, short, '2026-11-20')).toEqual([])
    // Nothing is said of a sheet that nobody has begun.
    expect(hintsOf(satisfaction, { quarter: '2026-Q3' }, '2026-11-20')).toEqual([])
  })

  test('one sheet a quarter, from the survey centre alone', () => {
    expect([satisfaction.identity!.key(good), satisfaction.identity!.key({})]).toEqual(['2026-Q3', null])
    const files = (id: string) => isFiledBy(satisfaction, { id, kind: 'department' })
    expect([files('dept-sheqingminyi'), files('dept-jiaowei')]).toEqual([true, false])
  })
})
