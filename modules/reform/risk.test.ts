import { describe, expect, test } from 'vitest'
import { isFiledBy } from '#kernel/steps.ts'
import { problemsOf } from '#kernel/values.ts'
import { risk } from './risk.ts'

const today = '2026-11-20'
const good = {
  title: '某区老旧小区改造引发网络舆情（演示）',
  kind: '重大负面舆情',
  happenedOn: '2026-10-08',
  concerns: '区县',
  district: '500103',
  details: '因施工扰民引发集中讨论，已及时回应处置（演示）。',
  grounds: [{ id: crypto.randomUUID(), name: '认定意见.pdf', size: 1, type: 'application/pdf' }],
}
const problems = (change: object) => problemsOf(risk, { ...good, ...change }, today).map(({ field }) => field)

describe('改革风险', () => {
  test('有事法则: what happened passes as the manual wants it', () => {
    expect(problems({})).toEqual([])
  })

  test.each(['title', 'kind', 'happenedOn', 'concerns', 'district', 'details', 'grounds'])('%s is required', (key) => {
    expect(problems({ [key]: undefined })).toContain(key)
  })

  test('a mass event has one of three levels, an opinion has none', () => {
    expect(problems({ kind: '群体性事件' })).toEqual(['level'])
    for (const level of ['较大', '重大', '特别重大']) expect(problems({ kind: '群体性事件', level })).toEqual([])
  })

  test('it concerns a district or a project', () => {
    expect(problems({ concerns: '市级重大改革项目' })).toEqual(['project'])
  })

  test('nothing that has not happened', () => {
    expect(problems({ happenedOn: '2026-11-21' })).toEqual(['happenedOn'])
  })

  test('only the two bodies of the manual file it', () => {
    const files = (id: string, kind: 'department' | 'district') => isFiledBy(risk, { id, kind })
    expect([files('dept-wangxinban', 'department'), files('dept-xinfangban', 'department')]).toEqual([true, true])
    expect([files('dept-jiaowei', 'department'), files('500103', 'district')]).toEqual([false, false])
  })

  test('one happening is known by its name and day', () => {
    expect(risk.alike!.key(good)).toBe(risk.alike!.key({ ...good, title: ` ${good.title}` }))
  })
})
