import { describe, expect, test } from 'vitest'
import { isFiledBy } from '#kernel/steps.ts'
import { problemsOf } from '#kernel/values.ts'
import { everyone } from '../offices.ts'
import { news } from './news.ts'

const today = '2026-11-20'
const good = { title: '召开城市更新改革推进会', happenedOn: '2026-11-20', content: '会议部署下一步改革任务（演示）。' }
const problems = (change: object) => problemsOf(news, { ...good, ...change }, today)

describe('工作动态', () => {
  test('what happened, today at the latest, is published', () => {
    expect(problems({})).toEqual([])
    expect(problems({ happenedOn: '2026-11-21' })).toEqual([{ field: 'happenedOn', message: '《日期》不能晚于今天' }])
  })

  test.each(['title', 'happenedOn', 'content'])('%s is required', (key) => {
    expect(problems({ [key]: undefined }).map(({ field }) => field)).toEqual([key])
  })

  test('every unit of the city files its own, its own reviewer publishes it, and all read it', () => {
    for (const kind of ['district', 'department', 'office'] as const) expect(isFiledBy(news, { id: 'x', kind }), kind).toBe(true)
    expect(isFiledBy(news, { id: 'city', kind: 'city' })).toBe(false)
    expect(Object.values(news.flow).map(({ at, by }) => [at, by])).toEqual([
      ['owner', 'entry'],
      ['owner', 'reviewer'],
    ])
    expect(news.seenBy.approved).toEqual([everyone])
  })
})
