import { expect, test } from 'vitest'
import { match, repair } from '#kernel/testing/club.ts'
import { pilot } from '#modules/reform/pilot.ts'
import { fieldGroups } from './field-groups.ts'

const keys = (stage: string, values = {}) =>
  fieldGroups(repair, { stage, values }).map(({ title, fields }) => [title, fields.map(([key]) => key)])
const ordered = ['title', 'works', 'club', 'helpers', 'reportBy']

test('what was ordered stands before what is reported, and a report that nobody owes yet is not called blank', () => {
  expect(keys('order')).toEqual([[null, ordered]])
  expect(keys('report')).toEqual([
    ['协会交办', ordered],
    ['俱乐部反馈', ['condition', 'states', 'report']],
  ])
  expect(keys('approved')).toHaveLength(2)
})

test('what was written before a record was stopped or taken back stays to be read', () => {
  expect(keys('closed', { title: '翻修', condition: '施工中' })).toEqual([
    ['协会交办', ['title']],
    ['俱乐部反馈', ['condition']],
  ])
})

test('a business that one step writes is one group, given fields and all, without a title', () => {
  const values = { tournament: { id: 't', title: '公开赛' }, status: '进行中' }
  expect(fieldGroups(match, { stage: 'review', values }).map(({ title, fields }) => [title, fields.map(([key]) => key)])).toEqual([
    [null, ['tournament', 'status', 'score']],
  ])
})

test('an exception that was not chosen is not called blank', () => {
  const shown = (values: object) => fieldGroups(pilot, { stage: 'approved', values })[0]!.fields.map(([key]) => key)
  expect(shown({})).not.toContain('scopeBy')
  expect(shown({})).toContain('batch')
  expect(shown({ scopeBy: '国家文件写明由各省市自行确定' })).toContain('scopeBy')
})
