import { codeAt, stepAt } from '../identity/totp.ts'

/** What a person's authenticator does with the key it was given: `code()` is what it shows now, `code(1)` what it shows thirty seconds later. */
export function authenticator(key: string): { code: (later?: number) => string } {
  const secret = secretIn(key)
  return { code: (later = 0) => codeAt(secret, stepAt(new Date()) + later) }
}

/** The bytes of a key in base32. */
export function secretIn(key: string): Buffer {
  const bits = [...key].map((sign) => SIGNS.indexOf(sign).toString(2).padStart(5, '0')).join('')
  return Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)))
}

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
