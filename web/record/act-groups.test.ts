import { expect, test } from 'vitest'
import type { Verb } from '#kernel/act.ts'
import type { ActAnswer } from '#web/api/types.ts'
import { grouped } from './act-groups.ts'

let seq = 0
const act = (verb: Verb, byName: string, ...changed: string[]) =>
  ({
    seq: ++seq,
    verb,
    byName,
    org: '500103',
    patch: changed.length > 0 ? Object.fromEntries(changed.map((key) => [key, '新'])) : null,
  }) as ActAnswer

test('savings in a row by one person are one line with everything that changed', () => {
  const groups = grouped([
    act('create', '甲', 'title'),
    act('save', '甲', 'title'),
    act('save', '甲', 'title', 'docNo'),
    act('save', '乙', 'docNo'),
    act('submit', '甲'),
    act('save', '甲'),
  ])
  expect(groups.map(({ last, count, changed }) => [last.verb, last.byName, count, changed.join()])).toEqual([
    ['create', '甲', 1, 'title'],
    ['save', '甲', 2, 'title,docNo'],
    ['save', '乙', 1, 'docNo'],
    ['submit', '甲', 1, ''],
    ['save', '甲', 1, ''],
  ])
  expect([groups[1]!.first.seq, groups[1]!.last.seq]).toEqual([2, 3])
})
