import fc from 'fast-check'
import { expect, test } from 'vitest'
import { difference, type Run } from './text-difference.ts'

const side = (runs: Run[], which: 'before' | 'after') =>
  runs
    .filter((run) => run.side === 'both' || run.side === which)
    .map((run) => run.text)
    .join('')

/** Removed in [ ], added in { }. */
const drawn = (before: string, after: string) =>
  difference(before, after)
    .map(({ text, side: on }) => (on === 'both' ? text : on === 'before' ? `[${text}]` : `{${text}}`))
    .join('')

test('changed characters are found inside their clause', () => {
  expect(drawn('建立城市更新机制，完善体系。', '建立健全城市更新机制，完善体系。')).toBe('建立{健全}城市更新机制，完善体系。')
  expect(drawn('1.召开会议；\n2.开展督察。', '1.召开会议；\n2.开展调研。')).toBe('1.召开会议；\n2.开展[督察]{调研}。')
  expect(drawn('渝中区、万州区', '渝中区、涪陵区、万州区')).toBe('渝中区、{涪陵区、}万州区')
})

test('a clause that hardly resembles the other is shown as replaced, not shredded', () => {
  expect(drawn('加强组织领导', '推进数字赋能组')).toBe('[加强组织领导]{推进数字赋能组}')
})

test('nothing is lost: either side can be read back from the difference', () => {
  const texts = fc
    .array(fc.constantFrom('城', '市', '更新', '，', '。', '\n', '𠮷', '1.'), { maxLength: 60 })
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const runs = difference(before, after)
      expect(side(runs, 'before')).toBe(before)
      expect(side(runs, 'after')).toBe(after)
    }),
  )
  expect(difference('同样', '同样')).toEqual([{ text: '同样', side: 'both' }])
})

test('long texts without anything in common are still answered', () => {
  const before = '甲'.repeat(5000)
  const after = '乙丙'.repeat(2500)
  expect(difference(before, after)).toEqual([
    { text: before, side: 'before' },
    { text: after, side: 'after' },
  ])
})
