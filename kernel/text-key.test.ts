import { expect, test } from 'vitest'
import { isBlankText, textKey, unsafeText } from './text-key.ts'

test('R-IV-04 names are the same under width, case, blanks and invisible characters', () => {
  for (const spelling of ['改革 试点Ａ', '改革　试点a', ' 改革\u200b 试点A ', '改革  试点ａ\ufeff'])
    expect(textKey(spelling)).toBe('改革 试点a')
  expect(isBlankText(' \u200b\u3000\ufeff')).toBe(true)
})

test.each(['a\u0000b', 'x\u001by', '\ud800', 'ok\udc00', 'x\u202egnp', '\u2066x', '\u0085', 'x\uffff', '\ufdd0', '\u{1fffe}'])(
  'R-IV-03 %j cannot be kept',
  (text) => {
    expect(unsafeText(text)).toMatch(/[\u4e00-\u9fff]/u)
  },
)

test.each(['一行\n两行\t表', '𠮷野家', '👩‍👧', 'é', '', '〔2021〕443号'])('R-IV-03 %j can', (text) => {
  expect(unsafeText(text)).toBeNull()
})
