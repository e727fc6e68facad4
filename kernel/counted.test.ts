import { expect, test } from 'vitest'
import { countedOf } from './counted.ts'
import type { Module } from './module.ts'
import { match, naming, tournament } from './testing/club.ts'

const counted = (module: Module, more: object) =>
  countedOf(module, { stage: 'approved', values: {}, approved: null, grounded: true, ...more })
const values = { status: '已结束', verdict: '列入名录' }

test('without a word of its own a business counts what was decided, as it was decided', () => {
  expect(counted(tournament, { stage: 'entry', values })).toEqual({ why: '尚未审定' })
  expect(counted(tournament, { approved: values })).toEqual({ counts: values })
  // While it is being reported on anew.
  expect(counted(tournament, { stage: 'review', values: {}, approved: values })).toEqual({ counts: values })
})

test('a business may count less than what was decided, and says why', () => {
  expect(counted(match, { approved: { status: '进行中' } })).toEqual({ why: '比赛尚未结束' })
  expect(counted(match, { approved: values })).toEqual({ counts: values })
  // What is being written does not count, whatever it says.
  expect(counted(match, { stage: 'entry', values, approved: { status: '进行中' } })).toEqual({ why: '比赛尚未结束' })
  expect(counted(match, { stage: 'entry', values })).toEqual({ why: '尚未审定' })
})

test('or more: what it counts already while that is being decided on', () => {
  expect(counted(naming, { stage: 'drawing', values })).toEqual({ counts: values })
  expect(counted(naming, { stage: 'verdict', values: { verdict: '继续修改方案' } })).toEqual({ why: '尚未审定' })
})

test('what has lost its ground counts nowhere, nor does what was stopped or thrown away', () => {
  for (const [module, more] of [
    [tournament, { approved: values }],
    [naming, { stage: 'drawing', values }],
    [match, { approved: values }],
  ] as const)
    expect(counted(module, { ...more, grounded: false })).toEqual({ why: '所依据的事项已不符合要求' })
  for (const stage of ['closed', 'void']) expect(counted(naming, { stage, values, approved: values })).toEqual({ why: '已终止' })
})
