import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { type Keys, keyed } from './keys.ts'

/** The eleven digits of a mobile number as people type it (full width, blanks, hyphens, +86), or null. */
export function phoneOf(text: string): string | null {
  const digits = text
    .normalize('NFKC')
    .replace(/[\s\p{Dash}\p{Cf}]/gu, '')
    .replace(/^(?:\+|00)86/, '')
  return /^1\d{10}$/.test(digits) ? digits : null
}

/** What anybody else sees of it: 100****0001. */
export const masked = (phone: string) => `${phone.slice(0, 3)}****${phone.slice(-4)}`

/** Finds a number without telling it. */
export const phoneKey = (keys: Keys, phone: string) => keyed(keys.find, phone)

/** AES-256-GCM: key version (1 byte), nonce (12), tag (16), text. Bound to its person, so that it opens in no other row. */
export function sealPhone(keys: Keys, phone: string, person: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keys.seal, nonce).setAAD(Buffer.from(person))
  const text = Buffer.concat([cipher.update(phone, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.of(keys.version), nonce, cipher.getAuthTag(), text])
}

/** Throws when the key is another one or a byte was changed. */
export function openPhone(keys: Keys, sealed: Buffer, person: string): string {
  if (sealed[0] !== keys.version) throw new Error(`A phone number is sealed with key ${sealed[0]}, which is not at hand`)
  const decipher = createDecipheriv('aes-256-gcm', keys.seal, sealed.subarray(1, 13))
    .setAAD(Buffer.from(person))
    .setAuthTag(sealed.subarray(13, 29))
  return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]).toString('utf8')
}
