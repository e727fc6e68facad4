import { expect, test } from 'vitest'
import { choice } from './fields/choice.ts'
import { paragraph } from './fields/paragraph.ts'
import { rows } from './fields/rows.ts'
import { text } from './fields/text.ts'
import type { Module } from './module.ts'
import { rewordedSince, shownForm, wordedAs } from './shown-form.ts'
import { tournament } from './testing/club.ts'

const { code: _gone, ...others } = tournament.fields
const now: Module = {
  ...tournament,
  fields: {
    ...others,
    title: text('比赛名称', { hint: '写全称，含年份' }),
    surface: choice('场地', ['硬地', '草地']),
    prizes: rows('奖项', { optional: true, fields: { name: text('奖项'), note: paragraph('说明', { optional: true }) } }),
    umpire: text('裁判长'),
  },
}
const then = shownForm(tournament)

test('what was worded otherwise is named, with parts of rows, with what is new and what is gone', () => {
  expect(rewordedSince(now, then).map((each) => [each.at, each.was?.label, each.is?.label])).toEqual([
    ['title', '赛事名称', '比赛名称'],
    ['surface', '场地', '场地'],
    ['prizes.name', '奖项名称', '奖项'],
    ['umpire', undefined, '裁判长'],
    ['code', '赛事编号', undefined],
  ])
})

test('a form that is today’s is reworded nowhere, as declared and as a database gives it back', () => {
  expect(rewordedSince(tournament, then)).toEqual([])
  expect(rewordedSince(now, JSON.parse(JSON.stringify(shownForm(now))))).toEqual([])
  expect(rewordedSince({ ...tournament, flow: { ...tournament.flow, entry: { label: '改名', by: 'entry', at: 'owner' } } }, then)).toEqual(
    [],
  )
})

test('a declaration speaks in the words of another time and stays what it is', () => {
  const { fields } = wordedAs(now, then)
  expect(fields.title).toEqual(tournament.fields.title)
  expect(fields.surface!.options.words).toEqual(['硬地', '草地', '红土'])
  expect(fields.prizes!.options.fields.name).toEqual(text('奖项名称'))
  expect(fields.prizes!.options.add).toBe('增加一条奖项')
  expect(fields.umpire).toBe(now.fields.umpire)
  expect(Object.keys(fields)).toEqual(Object.keys(now.fields))
  expect(rewordedSince(wordedAs(now, then), then).map((each) => each.at)).toEqual(['umpire', 'code'])
})
