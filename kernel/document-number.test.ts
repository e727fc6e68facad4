import fc from 'fast-check'
import { expect, test } from 'vitest'
import { documentNumberKey } from './document-number.ts'

test.each([
  '建办科函[2021]443号',
  '建办科函【2021】443号',
  '建办科函（2021）443号',
  '建办科函(2021)443号',
  '建办科函〔２０２１〕４４３号',
  '建办科函 〔2021〕 443 号',
  '建办科函〔2021〕443',
  '建办科函\u200b〔2021\ufeff〕443号',
  '建办科函［2021］443号',
  '建办科函〔2021)443号',
  '建办科函〔2021〕第443号',
  '建办科函〔2021年〕443号',
  '建办科函〖2021〗443號',
  '\t建办科函〔2021〕443号\n',
])('R-IV-05 %s is the same document', (spelling) => {
  expect(documentNumberKey(spelling)).toBe(documentNumberKey('建办科函〔2021〕443号'))
})

test.each([
  '建办函〔2021〕443号',
  '建办科函〔2022〕443号',
  '建办科函〔2021〕44号',
  '建办科函〔2021〕4430号',
  '国发〔2021〕443号',
  '建办科函〔2021〕443号之一',
])('R-IV-05 %s is another document', (spelling) => {
  expect(documentNumberKey(spelling)).not.toBe(documentNumberKey('建办科函〔2021〕443号'))
})

test.each(['', '   ', '无文号', '国发', '〔〕号'])('R-IV-05 “%s” is no number', (spelling) => {
  expect(documentNumberKey(spelling)).toBeNull()
})

const brackets = [...'〔[（(【［〖'].map((open, at) => [open, [...'〕]）)】］〗'][at]!] as const)
const wide = (text: string) => text.replace(/\d/gu, (digit) => String.fromCodePoint(digit.codePointAt(0)! + 0xfee0))

test('R-IV-05 a number in any bracket, width, blank and ending is itself, and no other number is', () => {
  const number = fc.record({
    body: fc.constantFrom('国发', '国办发', '发改规划', '渝府办发', '农办'),
    year: fc.integer({ min: 1990, max: 2030 }),
    seq: fc.integer({ min: 1, max: 9999 }),
  })
  const manner = fc.record({
    pair: fc.constantFrom(...brackets),
    wide: fc.boolean(),
    blank: fc.constantFrom('', ' ', '　', '\u200b'),
    end: fc.constantFrom('号', ''),
  })
  const spell = (
    n: { body: string; year: number; seq: number },
    m: { pair: readonly [string, string]; wide: boolean; blank: string; end: string },
  ) => {
    const plain = `${n.body}${m.blank}${m.pair[0]}${n.year}${m.pair[1]}${m.blank}${n.seq}${m.end}`
    return m.wide ? wide(plain) : plain
  }
  fc.assert(
    fc.property(number, number, manner, manner, (one, other, first, second) => {
      const same = one.body === other.body && one.year === other.year && one.seq === other.seq
      expect(documentNumberKey(spell(one, first))).toBe(documentNumberKey(spell(one, second)))
      expect(documentNumberKey(spell(one, first)) === documentNumberKey(spell(other, second))).toBe(same)
    }),
    { numRuns: 2000 },
  )
})
