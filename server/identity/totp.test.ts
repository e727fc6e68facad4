import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { base32, codeAt, newSecret, otpauthUri, stepAt, stepOf } from './totp.ts'

const SECRET = Buffer.from('12345678901234567890')

describe('R-ID-05: the code', () => {
  test('RFC 4226, appendix D: the first ten', () => {
    expect(Array.from({ length: 10 }, (_, count) => codeAt(SECRET, count)).join(' ')).toBe(
      '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489',
    )
  })

  // The last six of the eight digits that the RFC prints.
  test.each([
    ['1970-01-01T00:00:59Z', '287082'],
    ['2005-03-18T01:58:29Z', '081804'],
    ['2005-03-18T01:58:31Z', '050471'],
    ['2009-02-13T23:31:30Z', '005924'],
    ['2033-05-18T03:33:20Z', '279037'],
    ['2603-10-11T11:33:20Z', '353130'],
  ])('RFC 6238, appendix B, SHA-1: at %s it is %s', (at, code) => {
    expect(codeAt(SECRET, stepAt(new Date(at)))).toBe(code)
  })
})

describe('R-ID-05: a clock that is not exact', () => {
  test('one step before and after is understood, two are not, whatever the secret and the time', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), fc.nat(4_000_000_000), (bytes, seconds) => {
        const secret = Buffer.from(bytes)
        const at = new Date((seconds + 1_000) * 1000)
        const now = stepAt(at)
        const near = [now - 1, now, now + 1].map((step) => codeAt(secret, step))
        for (const code of near) expect(near).toContain(codeAt(secret, stepOf(secret, code, at, 0)!))
        for (const far of [now - 2, now + 2].map((step) => codeAt(secret, step)))
          if (!near.includes(far)) expect(stepOf(secret, far, at, 0)).toBeNull()
      }),
    )
  })

  test('the step of the last code used, and every one before it, is refused', () => {
    const at = new Date('2026-11-20T08:00:15Z')
    const now = stepAt(at)
    expect(stepOf(SECRET, codeAt(SECRET, now), at, now - 1)).toBe(now)
    expect(stepOf(SECRET, codeAt(SECRET, now), at, now)).toBeNull()
    expect(stepOf(SECRET, codeAt(SECRET, now - 1), at, now)).toBeNull()
    expect(stepOf(SECRET, codeAt(SECRET, now + 1), at, now)).toBe(now + 1)
  })

  test('nothing but six digits is a code', () => {
    for (const typed of ['', '75522', '7552244', '755 22', '７５５２２４', 'abcdef', '-55224'])
      expect(stepOf(SECRET, typed, new Date(0), -1)).toBeNull()
    expect(stepOf(SECRET, '755224', new Date(0), -1)).toBe(0)
  })
})

test('RFC 4648: the key is typed in base32', () => {
  const typed = ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((text) => base32(Buffer.from(text)))
  expect(typed).toEqual(['', 'MY', 'MZXQ', 'MZXW6', 'MZXW6YQ', 'MZXW6YTB', 'MZXW6YTBOI'])
  expect(base32(newSecret())).toMatch(/^[A-Z2-7]{32}$/)
  expect(newSecret().equals(newSecret())).toBe(false)
})

test('the address in the QR code names product and person, whatever the name', () => {
  const uri = new URL(otpauthUri(SECRET, '李：一/?&'))
  expect([uri.protocol, uri.host, decodeURIComponent(uri.pathname)]).toEqual(['otpauth:', 'totp', '/李：一/?&'])
  expect(Object.fromEntries(uri.searchParams)).toEqual({ secret: base32(SECRET), issuer: '落实' })
})
