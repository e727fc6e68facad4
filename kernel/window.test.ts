import { describe, expect, test } from 'vitest'
import type { Module } from './module.ts'
import { match, naming, tournament } from './testing/club.ts'
import { closedNow, windowWords } from './window.ts'

const open = (module: Module): Module => ({ ...module, window: { from: '2026-03-01', to: '2026-03-31' } })
const standing = (part: object = {}) => ({ stage: 'entry', returned: null, lapses: null, ...part })

describe('outside the filing window', () => {
  test.each([
    ['2026-02-28', '自2026-03-01起接受提交'],
    ['2026-03-01', null],
    ['2026-03-31', null],
    ['2026-04-01', '已于2026-03-31截止'],
  ])('on %s', (today, words) => {
    const refusal = closedNow(open(tournament), standing(), 'submit', today)
    if (words === null) return expect(refusal).toBeNull()
    expect(refusal).toMatchObject({ status: 409, code: 'WINDOW_CLOSED' })
    expect(refusal!.message).toContain(words)
  })

  test('saving and reviewing go on, a report without changes does not', () => {
    for (const verb of ['save', 'pass', 'return', 'withdraw', 'renew', 'discard'] as const)
      expect(closedNow(open(match), standing(), verb, '2026-04-01'), verb).toBeNull()
    expect(closedNow(open(match), standing({ stage: 'approved' }), 'unchanged', '2026-04-01')).not.toBeNull()
  })

  test('what a reviewer sent back is submitted again whenever it is ready', () => {
    expect(closedNow(open(tournament), standing({ returned: { words: '补充' } }), 'submit', '2026-04-01')).toBeNull()
  })

  test('a later writing, and one that time would end by itself, lose none of their time', () => {
    expect(closedNow(open(naming), standing({ stage: 'drawing' }), 'submit', '2026-04-01')).toBeNull()
    expect(closedNow(open(naming), standing({ lapses: 'removed' }), 'submit', '2026-04-01')).toBeNull()
  })

  test('a window with one end is open at the other; without one it is always open', () => {
    const since = { ...tournament, window: { from: '2026-03-01', to: null } }
    expect(closedNow(since, standing(), 'submit', '2199-01-01')).toBeNull()
    expect(closedNow(since, standing(), 'submit', '2026-02-28')).not.toBeNull()
    expect(closedNow(tournament, standing(), 'submit', '1999-01-01')).toBeNull()
  })
})

test('how long it is open is said in words', () => {
  expect([
    windowWords({ from: '2026-03-01', to: '2026-03-31' }),
    windowWords({ from: '2026-03-01', to: null }),
    windowWords({ from: null, to: '2026-03-31' }),
    windowWords({ from: null, to: null }),
  ]).toEqual(['2026-03-01至2026-03-31', '2026-03-01起', '2026-03-31前（含当日）', null])
})
