import { expect, test } from 'vitest'
import type { AnyValues } from '#kernel/field.ts'
import { repair } from '#kernel/testing/club.ts'
import type { Verb } from '#kernel/act.ts'
import { pastRounds } from './past-rounds.ts'

const told = (verb: Verb, from: string | null, to: string, at: string, patch: AnyValues | null = null) => ({
  verb,
  from,
  to,
  at,
  patch,
  byName: `${verb} ${at}`,
})

const first = [
  told('create', null, 'order', '01', { title: '翻修' }),
  told('submit', 'order', 'report', '02'),
  told('submit', 'report', 'check', '03', { condition: '未开工', report: '甲' }),
  told('return', 'check', 'report', '04'),
  told('submit', 'report', 'check', '05', { condition: '施工中', report: null }),
  told('pass', 'check', 'accept', '06'),
  told('pass', 'accept', 'approved', '07'),
]

test('a round is told once, with what it said when it was decided and when it was last sent', () => {
  expect(pastRounds(repair, first)).toEqual([
    { round: 1, values: { title: '翻修', condition: '施工中' }, unchanged: false, sentAt: '05', sentBy: 'submit 05', decidedAt: '07' },
  ])
  expect(pastRounds(repair, first.slice(0, 6))).toEqual([])
})

test('the newest first, “no change” as such, a correction afterwards no round of its own, what is under way not yet', () => {
  const acts = [
    ...first,
    told('amend', 'approved', 'approved', '08', { title: '翻修一期' }),
    told('unchanged', 'approved', 'check', '09'),
    told('pass', 'check', 'accept', '10'),
    told('pass', 'accept', 'approved', '11'),
    told('renew', 'approved', 'report', '12'),
    told('submit', 'report', 'check', '13', { condition: '已完工' }),
  ]
  expect(pastRounds(repair, acts).map(({ round, unchanged, sentAt, decidedAt }) => [round, unchanged, sentAt, decidedAt])).toEqual([
    [2, true, '09', '11'],
    [1, false, '05', '07'],
  ])
  expect(pastRounds(repair, acts)[0]!.values).toEqual({ title: '翻修一期', condition: '施工中' })
})
