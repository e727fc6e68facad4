import { expect, test } from 'vitest'
import { match, tournament } from '#kernel/testing/club.ts'
import { AS_DECLARED } from '#kernel/tuned.ts'
import type { Term } from '../api/types.ts'
import { changedLines, dictionaryLines, tuningLines } from './lines.ts'

const changes = (before: object, after: object) =>
  changedLines(tuningLines(tournament, { ...AS_DECLARED, ...before }), tuningLines(tournament, { ...AS_DECLARED, ...after }))

test('two tunings differ in what is in force under them, said in the words of the form', () => {
  expect(changes({}, {})).toEqual([])
  expect(
    changes(
      { within: { review: 9 } },
      {
        scope: '只报公开赛',
        window: { from: '2026-03-01', to: null },
        within: { entry: null },
        off: ['name'],
        fields: { title: { hint: '' }, 'prizes.name': { example: '一等奖' } },
      },
    ),
  ).toEqual([
    { key: 'scope', label: '填报范围', before: tournament.scope, after: '只报公开赛' },
    { key: 'window', label: '填报时间', before: '', after: '2026-03-01起' },
    { key: 'within.entry', label: '办理时限：俱乐部登记', before: '10 天', after: '' },
    { key: 'within.review', label: '办理时限：俱乐部审核', before: '9 天', after: '5 天' },
    { key: 'off.name', label: '填报体检：赛事名称以“赛”结尾', before: '启用', after: '停用' },
    { key: 'hint.title', label: '填写说明：赛事名称', before: '写全称', after: '' },
    { key: 'example.prizes.name', label: '范例：奖项 / 奖项名称', before: '', after: '一等奖' },
  ])
})

const term = (code: string, label: string, part: Partial<Term> = {}): Term => ({
  code,
  parent: null,
  label,
  labels: [],
  detail: {},
  validFrom: '2023-01-01',
  validUntil: null,
  ...part,
})

test('two versions of a dictionary differ by term; the order is told where nothing else changed', () => {
  const [a, b] = [term('a', '党建统领'), term('b', '经济体制')]
  const between = (before: Term[], after: Term[]) =>
    changedLines(dictionaryLines(before, [tournament, match]), dictionaryLines(after, [tournament, match]))
  expect(between([a, b], [a, { ...b, validUntil: '2026-05-31' }])).toEqual([
    {
      key: 'b',
      label: '经济体制',
      before: '名称：经济体制\n启用：2023-01-01',
      after: '名称：经济体制\n启用：2023-01-01\n使用到：2026-05-31',
    },
  ])
  const labels = [
    { label: '党建统领', from: null },
    { label: '党建引领', from: '2026-05-31T16:00:00.000Z' },
  ]
  expect(between([a, b], [{ ...a, labels }, b])[0]!.after).toContain('2026-06-01起称“党建引领”')
  expect(between([a], [a, term('a.1', '党的建设', { parent: 'a' })])).toEqual([
    { key: 'a.1', label: '党建统领 / 党的建设', before: '', after: '名称：党的建设\n启用：2023-01-01' },
  ])
  expect(between([a, b], [b, a])).toEqual([{ key: '@order', label: '排列顺序', before: '党建统领\n经济体制', after: '经济体制\n党建统领' }])
})

test('a reason for returning is told with the businesses it is for and the fields it points at, in their own names', () => {
  const detail = { words: '请核对。', modules: ['tennis/match', 'tennis/gone'], fields: ['host', '@files', 'gone'], clause: '章程二' }
  const [line] = dictionaryLines([term('a', '名称不规范', { detail })], [tournament, match])
  expect(line!.text.split('\n').slice(2)).toEqual([
    '建议用语：请核对。',
    '适用业务：比赛成绩、tennis/gone',
    '所指填报项：承办单位、各类附件、gone',
    '依据：章程二',
  ])
  const everywhere = dictionaryLines([term('a', '名称不规范', { detail: { ...detail, modules: [] } })], [tournament, match])[0]!.text
  expect(everywhere).not.toContain('适用业务')
})
