import fc from 'fast-check'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openKeys } from './keys.ts'
import { masked, openPhone, phoneKey, phoneOf, sealPhone } from './phone.ts'

const folder = mkdtempSync(join(tmpdir(), 'luoshi-phone-'))
afterAll(() => rmSync(folder, { recursive: true }))
const keys = openKeys(folder, '')
const PERSON = '019c0000-0000-7000-8000-000000000001'

test('a number is understood however it is typed', () => {
  for (const typed of [
    '10050010301',
    ' 100 5001 0301 ',
    '１００５００１０３０１',
    '100-5001-0301',
    '+86 10050010301',
    '008610050010301',
    '100\u200B50010301',
  ]) {
    expect(phoneOf(typed), typed).toBe('10050010301')
  }
  for (const typed of ['', '1005001030', '100500103011', '20050010301', '１００５００１０３０一', 'abc', '1005001030a'])
    expect(phoneOf(typed), typed).toBeNull()
})

test('R-PI-02: four digits in the middle are hidden', () => {
  expect(masked('10050010301')).toBe('100****0301')
})

test('R-CF-02: what is sealed opens with its key, for its person, and is never twice the same', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^1\d{10}$/), (phone) => {
      const sealed = sealPhone(keys, phone, PERSON)
      expect(openPhone(keys, sealed, PERSON)).toBe(phone)
      expect(sealed.includes(phone)).toBe(false)
      expect(sealPhone(keys, phone, PERSON).equals(sealed)).toBe(false)
      expect(phoneKey(keys, phone).equals(phoneKey(keys, phone))).toBe(true)
    }),
  )
})

test('a changed byte, another person or another key does not open it', () => {
  const sealed = sealPhone(keys, '10050010301', PERSON)
  for (let at = 0; at < sealed.length; at++) {
    const bent = Buffer.from(sealed)
    bent[at]! ^= 1
    expect(() => openPhone(keys, bent, PERSON), `byte ${at}`).toThrow(at === 0 ? 'not at hand' : 'authenticate data')
  }
  expect(() => openPhone(keys, sealed, PERSON.replace('1', '2'))).toThrow('authenticate data')
  expect(() => openPhone(openKeys(folder, Buffer.alloc(32, 7).toString('base64')), sealed, PERSON)).toThrow('authenticate data')
})
