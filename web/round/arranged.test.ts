import { expect, test } from 'vitest'
import { arranged } from './arranged.ts'
import type { RoundGroup } from './query.ts'

const group = (ids: string, known = ''): RoundGroup =>
  ({ items: [...ids].map((id) => ({ id })), known: [...known].map((id) => ({ id })) }) as unknown as RoundGroup
const shown = (groups: RoundGroup[]) =>
  groups.map(
    ({ items, known }) => `${items.map(({ id }) => id).join('')}${known.length > 0 ? `/${known.map(({ id }) => id).join('')}` : ''}`,
  )
const groups = [group('ab'), group('c', 'x'), group('d', 'xy')]

test('what nobody moved stands as the titles have it', () => {
  expect(shown(arranged(groups, {}))).toEqual(['ab', 'c/x', 'd/xy'])
})

test('what is put to another brings along what is known of it', () => {
  expect(shown(arranged(groups, { d: 'c' }))).toEqual(['ab', 'cd/xy'])
  expect(shown(arranged(groups, { c: 'a', d: 'c' }))).toEqual(['abcd/xy'])
  expect(shown(arranged(groups, { b: 'c' }))).toEqual(['bc/x', 'a', 'd/xy'])
})

test('what is gone, and circles, lead nowhere', () => {
  expect(shown(arranged(groups, { c: 'gone' }))).toEqual(['ab', 'c/x', 'd/xy'])
  expect(shown(arranged([group('c'), group('d')], { c: 'd', d: 'c' })).join('')).toHaveLength(2)
  expect(arranged([], { c: 'd' })).toEqual([])
})
