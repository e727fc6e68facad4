import fc from 'fast-check'
import { expect, test } from 'vitest'
import { namesOnce, safeName } from './safe-name.ts'

const WINDOWS = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu
const any = fc.string({ unit: 'binary', maxLength: 300 })
/** Some of them begin as those do that Windows keeps. */
const names = fc.oneof(
  any,
  fc.tuple(fc.constantFrom('con', 'NUL', 'lpt1', 'aux '), fc.constantFrom('', '.', ' ', '甲'), any).map((parts) => parts.join('')),
)

test.each([
  ['第一批城市更新试点', '第一批城市更新试点'],
  ['../../etc/passwd', '_.._etc_passwd'],
  ['a\\b:c*d?e"f<g>h|i', 'a_b_c_d_e_f_g_h_i'],
  ['CON', '_CON'],
  ['nul.txt', '_nul.txt'],
  ['  .隐藏 ', '隐藏'],
  ['发票\u202efdp.exe', '发票fdp.exe'],
  ['a\u0000b\r\nc', 'abc'],
  ['...', '未命名'],
  ['', '未命名'],
])('%j becomes %j', (name, safe) => expect(safeName(name, 60)).toBe(safe))

test('whatever it was: no separators, no control signs, no name that Windows keeps, not too long, its extension kept', () => {
  fc.assert(
    fc.property(names, fc.integer({ min: 10, max: 120 }), (name, longest) => {
      const safe = safeName(name, longest)
      expect(safe).toMatch(/^[^<>:"/\\|?*\u0000-\u001f\u202a-\u202e]+$/u)
      expect([...safe].length).toBeLessThanOrEqual(longest)
      expect(safe).not.toMatch(/^[. ]|[. ]$/)
      expect(safe).not.toMatch(WINDOWS)
      expect(safe.isWellFormed()).toBe(true)
    }),
  )
  expect(safeName('con 甲乙丙丁.abcde', 10)).toBe('_con.abcde')
  expect(safeName('con.abcdef', 10)).toMatch(/^_.{1,9}$/)
  expect(safeName(`${'长'.repeat(300)}.pdf`, 20)).toBe(`${'长'.repeat(16)}.pdf`)
})

test('no name twice, not even in other letters', () => {
  const once = namesOnce()
  expect(['通知.pdf', '通知.pdf', '通知.PDF', '通知', '通知'].map(once)).toEqual([
    '通知.pdf',
    '通知（2）.pdf',
    '通知（3）.PDF',
    '通知',
    '通知（2）',
  ])
})
