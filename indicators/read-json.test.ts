import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readJson } from './read-json.ts'

const read = (text: string) => readJson(text, 'f')

describe('JSON', () => {
  test('is read as everybody reads it', () => {
    const short = fc.json({ noUnicodeString: false }).filter((text) => !/\d[eE.]|\d{15}|__proto__/u.test(text))
    fc.assert(
      fc.property(short, (text) => {
        expect(read(text)).toEqual(JSON.parse(text))
      }),
    )
  })

  test('a text that is none to everybody is none here, and one that is is', () => {
    const near = fc
      .tuple(
        fc.json({ maxDepth: 2 }),
        fc.nat(),
        fc.constantFrom('', '"', '\\', '{', '}', '[', ']', ',', ':', '0', '-', 'e', 'null', '\n', '\u0001'),
      )
      .map(([text, at, put]) => text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + 1))
    const plainly = (how: (text: string) => unknown, text: string) => {
      try {
        how(text)
        return true
      } catch {
        return false
      }
    }
    fc.assert(
      fc.property(near, (text) => {
        // What we refuse beyond the standard is tried below.
        fc.pre(!/重复|__proto__/u.test(messageOf(text)))
        expect(plainly(read, text)).toBe(plainly(JSON.parse, text))
      }),
      { numRuns: 500 },
    )
  })

  test.each([
    ['', 'f 第1行第1列：不是正确的 JSON：内容不完整'],
    ['{"a":\n  NaN}', 'f 第2行第3列：不是正确的 JSON：此处应为一个值'],
    ['{"a":1,}', 'f 第1行第8列：不是正确的 JSON：此处应为带引号的名称'],
    ['{"a" 1}', 'f 第1行第6列：不是正确的 JSON：此处应为冒号'],
    ['[1 2]', 'f 第1行第4列：不是正确的 JSON：此处应为逗号或 ]'],
    ['["a]', 'f 第1行第2列：不是正确的 JSON：引号没有成对'],
    ['["\t"]', 'f 第1行第2列：不是正确的 JSON：文字中有不能直接书写的字符'],
    ['{} {}', 'f 第1行第4列：不是正确的 JSON：此处之后还有内容'],
    ['{"a":1,\n"a":2}', 'f 第2行第1列：“a”重复'],
    ['{"__proto__":{"due":0}}', 'f 第1行第2列：名称不能用“__proto__”'],
    ['['.repeat(100_000), 'f 第1行第52列：层次太多'],
  ])('%# is refused with its line and column', (text, message) => {
    expect(messageOf(text)).toBe(message)
  })

  test('a name that every object has is a name like any other', () => {
    expect(Object.entries(read('{"constructor":1,"toString":null}') as object)).toEqual([
      ['constructor', 1],
      ['toString', null],
    ])
  })
})

function messageOf(text: string): string {
  try {
    read(text)
    return ''
  } catch (error) {
    return (error as Error).message
  }
}
