import { expect, test } from 'vitest'
import { choice } from '#kernel/fields/choice.ts'
import { date } from '#kernel/fields/date.ts'
import { rows } from '#kernel/fields/rows.ts'
import { text } from '#kernel/fields/text.ts'
import { defineModule } from '#kernel/module.ts'
import { sendable } from './sendable.ts'

const loans = defineModule({
  name: '借书',
  path: 'library/loans',
  manual: '',
  scope: '',
  unit: '次',
  filedBy: ['district'],
  fields: {
    card: text('借书证', { given: true }),
    title: text('书名', { max: 10 }),
    due: date('归还日期'),
    copies: rows('册', { fields: { shelf: choice('书架', ['甲', '乙']), note: text('说明', { max: 3 }) } }),
  },
  title: 'title',
  ledger: ['title'],
  flow: { desk: { label: '登记', by: 'entry', at: 'owner' } },
  seenBy: {},
})

test('what cannot be sent is told at its place and the rest goes through', () => {
  expect(sendable(loans, { title: '城市更新', due: '2023年', copies: [{ shelf: '甲', note: '太长的话' }] })).toEqual({
    values: { title: '城市更新' },
    problems: [
      { field: 'due', message: '《归还日期》不是有效的日期，应形如 2023-03-31' },
      { field: 'copies.0.note', message: '《册》第 1 条的《说明》不能超过 3 个字' },
    ],
  })
})

test('dates are read, blanks left out, given and unknown fields never sent', () => {
  expect(sendable(loans, { card: 'A1', title: '  ', due: '2023年3月1日', other: 1 })).toEqual({
    values: { due: '2023-03-01' },
    problems: [],
  })
})

test('a classification mark is refused before anything leaves the machine', () => {
  const { values, problems } = sendable(loans, { title: '机密★10年' })
  expect(values).toEqual({})
  expect(problems[0]?.field).toBe('title')
})
