import { type Keys, keyed } from './keys.ts'
import { seal, unseal } from './seal.ts'

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

/** The number as the database keeps it, for its person alone. */
export const sealPhone = (keys: Keys, phone: string, person: string) => seal(keys.seal, keys.version, Buffer.from(phone), person)

/** Throws when the key is another one or a byte was changed. */
export const openPhone = (keys: Keys, sealed: Buffer, person: string) => unseal(keys.seal, keys.version, sealed, person).toString('utf8')
