import fc from 'fast-check'
import { expect, test } from 'vitest'
import { similarKey } from '#kernel/similar.ts'
import { sharedWords } from './shared-words.ts'

/** Shared words in brackets. */
const shown = (title: string, typed: string) =>
  sharedWords(title, similarKey(title), similarKey(typed))
    .map(({ text, shared }) => (shared ? `[${text}]` : text))
    .join('')

test.each([
  ['企业开办“一件事”改革', '推进企业开办', '[企业开办]“一件事”改革'],
  ['第一批城市更新试点', '第二批城市更新试点', '第一[批城市更新]试点'],
  ['建立健全老旧小区加装电梯机制', '加装电梯（老旧小区）', '建立健全[老旧小区][加装电梯]机制'],
  ['ＰＭ２.５治理', 'PM2.5污染', '[ＰＭ２.５]治理'],
  ['养老服务', '托育服务', '养老[服务]'],
  ['养老服务', '河道巡查', '养老服务'],
])('%s beside %s', (title, typed, expected) => {
  // Two shared words that touch are one passage.
  expect(shown(title, typed)).toBe(expected.replaceAll('][', ''))
})

test('nothing of a title is lost or changed, whatever is typed', () => {
  const words = fc.string({ unit: fc.constantFrom(...'企业开办建立机制“”（）·Ａa1 𠮷'), maxLength: 20 })
  fc.assert(
    fc.property(words, words, (title, typed) => {
      expect(
        sharedWords(title, similarKey(title), similarKey(typed))
          .map(({ text }) => text)
          .join(''),
      ).toBe(title)
    }),
  )
})
