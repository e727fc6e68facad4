import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** A new secret: 160 random bits, as RFC 4226 recommends. */
export const newSecret = () => randomBytes(20)

/** Thirty seconds are a step, counted from 1970. */
export const stepAt = (at: Date) => Math.floor(at.getTime() / 30_000)

/** The six digits of a step (RFC 6238 over RFC 4226, with SHA-1: the only hash that every authenticator knows). */
export function codeAt(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const number = mac.readUInt32BE(mac.at(-1)! & 0x0f) & 0x7fff_ffff
  return String(number % 1_000_000).padStart(6, '0')
}

/**
 * The step that a code belongs to: the present one or a neighbour, for clocks and fingers are not exact, and later than `after`, the last one used.
 * Null for any other code (R-ID-05).
 */
export function stepOf(secret: Buffer, code: string, at: Date, after: number): number | null {
  const now = stepAt(at)
  const given = Buffer.from(code)
  const fits = (step: number) => {
    const right = Buffer.from(codeAt(secret, step))
    return given.length === right.length && timingSafeEqual(given, right)
  }
  return [now, now - 1, now + 1].find((step) => step > after && fits(step)) ?? null
}

/** The secret as people type it into an authenticator (RFC 4648, without padding: 20 bytes are 32 signs). */
export function base32(secret: Buffer): string {
  const bits = [...secret].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** What the QR code says: whose it is, and what for. SHA-1, six digits and thirty seconds are what is meant where nothing is said, and less is scanned more easily. */
export const otpauthUri = (secret: Buffer, name: string) =>
  `otpauth://totp/${encodeURIComponent(name)}?secret=${base32(secret)}&issuer=${encodeURIComponent('落实')}`
