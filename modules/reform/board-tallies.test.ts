import { expect, test } from 'vitest'
import type { Module } from '#kernel/module.ts'
import { demand } from './demand.ts'
import { demandTask } from './demand-task.ts'
import { pilotProgress } from './pilot-progress.ts'

const tally = (module: object, record: { values?: object; approved?: object | null; reached?: number }) =>
  (module as Module).tallies!({ owner: '500103', values: {}, approved: null, decidedOn: '2023-05-01', reached: 1, ...record })

test('改革需求热力榜 counts demands that were adopted, and what was assigned from the day it was', () => {
  expect(tally(demand, {})).toEqual([])
  expect(tally(demand, { approved: { channel: '重庆发展有堵点' } })).toEqual([
    { figure: 'demands', org: '500103', on: '2023-05-01', kind: '重庆发展有堵点' },
  ])
  const values = { lead: '500107', feedbackBy: '2023-06-30' }
  expect(tally(demandTask, { values, reached: 0 })).toEqual([])
  expect(tally(demandTask, { values })).toMatchObject([{ figure: 'demand-tasks', org: '500107' }])
  expect(tally(demandTask, { values, approved: { status: '已完成' } })).toMatchObject([{}, { figure: 'demand-tasks-done', org: '500107' }])
})

test('改革试点 counts a pilot from its distribution on, its results row by row, and that it is finished', () => {
  const values = { level: '国家级', dueOn: '2024-12-31' }
  const figures = (record: object) => tally(pilotProgress, record).map(({ figure, kind, amount = '1' }) => [figure, kind, amount])
  expect(figures({ values, reached: 0 })).toEqual([['pilots-carried', '国家级', '1']])
  const results = ['制度', '平台', '制度'].map((form) => ({ form }))
  expect(figures({ values, approved: { ...values, status: '推进中', results } })).toEqual([
    ['pilots-carried', '国家级', '1'],
    ['pilot-results', '制度', '2'],
    ['pilot-results', '平台', '1'],
  ])
  const finished = { ...values, status: '已完成', acceptedOn: '2024-11-01' }
  expect(figures({ values, approved: finished })).toEqual([
    ['pilots-carried', '国家级', '1'],
    ['pilots-finished', '国家级', '1'],
    ['pilots-accepted', '国家级', '1'],
  ])
})
