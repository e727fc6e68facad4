import { codeAt, stepAt } from '../identity/totp.ts'

/** What a person's authenticator does with the key it was given: `code()` is what it shows now, `code(1)` what it shows thirty seconds later. */
export function authenticator(key: string): { code: (later?: number) => string } {
  const bits = [...key].map((sign) => SIGNS.indexOf(sign).toString(2).padStart(5, '0')).join('')
  const secret = Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)))
  return { code: (later = 0) => codeAt(secret, stepAt(new Date()) + later) }
}

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
