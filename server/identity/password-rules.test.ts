import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { activeProfile, passwordProblems } from './password-rules.ts'

const about = { phone: '10050010301', words: ['渝中', 'yuzhong', '改革', 'gaige', '张三丰', 'zhangsanfeng', '123456'] }
const said = (password: string, profile = 'dengbao') =>
  passwordProblems(password, about, activeProfile(profile)).map(({ message }) => message)

describe('R-ID-03: the dengbao profile', () => {
  test('accepts ten characters of three classes that tell nothing', () => {
    for (const good of ['Xk7#qpLmvw', 'brisk-Otter-91', '长江Lu7九霄云外晚风清', 'qP9xR2mK7w']) expect(said(good), good).toEqual([])
  })

  test('refuses what is short, of two classes, or a run', () => {
    expect(said('Xk7#qpLmv')).toContain('密码不少于 10 位')
    expect(said('xk7qplmvwz')).toContain('密码应包含大写字母、小写字母、数字、符号中的至少三类')
    for (const run of ['Xk7#1111pLm', 'Xk7#cdefpLm', 'Xk7#4321pLm', 'XK7#ZYXWplm'])
      expect(said(run), run).toContain('密码中不能有连续四个相同或顺序的字符（如 1111、1234、abcd）')
    expect(said(`Xk7#${'qpLm'.repeat(40)}`)).toContain('密码不超过 128 位')
    expect(said('Xk7#qp\u0000Lmvw')).toHaveLength(1)
  })

  test('R-ID-01: refuses 123456, the own number, the own name, districts, the office and years, in whatever width and case', () => {
    for (const bad of [
      'Ab#123456xyz',
      'Ab#１２３４５６xyz',
      'Lm#500103qPx',
      'Zhangsanfeng#79',
      '张三丰#Abx7910',
      'YuZhong#7913x',
      '渝中Abx#7913',
      'GaiGe#7913xw',
      'Qk#2024wvLmp',
      'Qk#1987wvLmp',
    ]) {
      expect(said(bad), bad).not.toEqual([])
    }
  })

  test('refuses common passwords in their usual dress', () => {
    for (const bad of ['P@ssw0rd#79', '79#Password', 'Qwertyuiop#7', 'Iloveyou1314!', 'Woaini1314##', 'Adm1n#79862'])
      expect(said(bad), bad).toContainEqual(expect.stringContaining('过于常见'))
  })

  test('refuses every one of the 3,000 and more on the list, bare or with an ending', () => {
    const list = readFileSync(new URL('./common-passwords.txt', import.meta.url), 'utf8')
      .split('\n')
      .filter((line) => line && !line.startsWith('#'))
    expect(list.length).toBeGreaterThanOrEqual(3000)
    for (const password of list) {
      expect(said(password), password).not.toEqual([])
      expect(said(`${password[0]!.toUpperCase()}${password.slice(1)}#97`, 'dengbao'), password).not.toEqual([])
      expect(said(password, 'asvs'), password).not.toEqual([])
    }
  })
})

test('R-ID-03: the asvs profile wants twelve characters and no classes', () => {
  expect(said('brisk otter walks', 'asvs')).toEqual([])
  expect(said('briskotters', 'asvs')).toEqual(['密码不少于 12 位'])
  expect(said('brisk otter gaige', 'asvs')).not.toEqual([])
  expect(activeProfile('asvs')).toMatchObject({ days: null, remembered: 0 })
  expect(activeProfile('dengbao')).toMatchObject({ days: 90, remembered: 5 })
  expect(() => activeProfile('none')).toThrow('PASSWORD_PROFILE')
})

test('answers any text at all', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      for (const { field, message } of passwordProblems(text, about, activeProfile('dengbao')))
        expect([field, message.length > 3]).toEqual(['password', true])
    }),
  )
})
