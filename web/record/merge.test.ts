import fc from 'fast-check'
import { expect, test } from 'vitest'
import { merge } from './merge.ts'

const base = { title: '试点', batch: '第一批', districts: ['a'] }

test('my changes go on top of what somebody else saved', () => {
  expect(merge(base, { ...base, title: '城市更新试点' }, { ...base, districts: ['a', 'b'] })).toEqual({
    values: { title: '城市更新试点', batch: '第一批', districts: ['a', 'b'] },
    clashes: [],
  })
})

test('where both changed one field, mine stays and the clash is named', () => {
  const { values, clashes } = merge(base, { ...base, title: '甲' }, { ...base, title: '乙' })
  expect(values.title).toBe('甲')
  expect(clashes).toEqual([{ field: 'title', mine: '甲', theirs: '乙' }])
})

test('what I cleared stays cleared, what they cleared too', () => {
  const { batch: _, ...cleared } = base
  expect(merge(base, cleared, base).values).toEqual(cleared)
  expect(merge(base, base, cleared).values).toEqual(cleared)
})

const some = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2', '3'))

test('without changes of mine the result is theirs, without theirs it is mine', () => {
  fc.assert(
    fc.property(some, some, (first, second) => {
      expect(merge(first, first, second)).toEqual({ values: { ...second }, clashes: [] })
      expect(merge(first, second, first)).toEqual({ values: { ...second }, clashes: [] })
      expect(merge(first, second, second)).toEqual({ values: { ...second }, clashes: [] })
    }),
  )
})
