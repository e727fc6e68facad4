import { expect, test } from 'vitest'
import { date } from '#kernel/fields/date.ts'
import { spokenDay } from './spoken-day.ts'

const due = date('完成时间')
const read = (typed: string) => due.kind.schema(due).safeParse(spokenDay(typed)).data

test('a date is read however an official writes it', () => {
  for (const typed of [
    '2023-03-01',
    '2023年3月1日',
    '2023 年 3 月 1 日',
    '2023/3/1',
    '2023.3.1',
    '２０２３．０３．０１',
    '20230301',
    ' 2023年3月1号 ',
  ]) {
    expect(read(typed), typed).toBe('2023-03-01')
  }
})

test('what is no date is refused, not guessed', () => {
  for (const typed of ['2023年', '2023-02-29', '20231301', '去年三月', '3月1日']) expect(read(typed), typed).toBeUndefined()
})
