import { expect, test } from 'vitest'
import type { Verb } from '#kernel/act.ts'
import { repair } from '#kernel/testing/club.ts'
import { pilotProgress } from '#modules/reform/pilot-progress.ts'
import { passages } from './passages.ts'

let clock = 0
const act = (verb: Verb, from: string | null, to: string, byName: string) => ({
  verb,
  from,
  to,
  byName,
  at: `2023-03-${String(++clock).padStart(2, '0')}`,
})
const who = (acts: ReturnType<typeof act>[]) =>
  Object.fromEntries(Object.entries(passages(pilotProgress, acts)).map(([step, { byName }]) => [step, byName]))

const filed = [
  act('open', null, 'entry', '系统'),
  act('save', 'entry', 'entry', '甲'),
  act('submit', 'entry', 'review', '甲'),
  act('pass', 'review', 'lead', '乙'),
]

test('each step names who sent the record on', () => {
  expect(who(filed)).toEqual({ entry: '甲', review: '乙' })
})

test('a return takes the record back past everyone, a withdrawal only past the last', () => {
  expect(who([...filed, act('return', 'lead', 'entry', '丙')])).toEqual({})
  expect(who([...filed, act('withdraw', 'lead', 'review', '乙')])).toEqual({ entry: '甲' })
})

test('the next report begins anew', () => {
  const approved = [...filed, act('pass', 'lead', 'confirm', '丙'), act('pass', 'confirm', 'approved', '丁')]
  expect(who(approved)).toEqual({ entry: '甲', review: '乙', lead: '丙', confirm: '丁' })
  expect(who([...approved, act('renew', 'approved', 'entry', '甲')])).toEqual({})
  expect(who([...approved, act('unchanged', 'approved', 'review', '戊')])).toEqual({ entry: '戊' })
})

test('what was ordered stays ordered when the next report on it begins', () => {
  const done = [
    act('submit', 'order', 'report', '甲'),
    act('submit', 'report', 'check', '乙'),
    act('pass', 'check', 'accept', '丙'),
    act('pass', 'accept', 'approved', '丁'),
  ]
  const steps = (acts: ReturnType<typeof act>[]) => Object.keys(passages(repair, acts))
  expect(steps([...done, act('renew', 'approved', 'report', '乙')])).toEqual(['order'])
  expect(steps([...done, act('unchanged', 'approved', 'check', '乙')])).toEqual(['order', 'report'])
})
