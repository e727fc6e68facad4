import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { type Keys, keyed } from './keys.ts'

/**
 * A device that once signed in with the right password carries a mark that only the server can make. Wrong attempts from it are counted apart,
 * so that nobody elsewhere, not even behind the same address, can lock its owner out (R-ID-04).
 */
export function knownDevice(keys: Keys, request: FastifyRequest, account: Buffer): string | null {
  const [nonce, mark] = (request.cookies[nameFor(account)] ?? '').split('.')
  if (!nonce || !mark) return null
  const given = Buffer.from(mark, 'base64url')
  const right = markOf(keys, account, nonce)
  return given.length === right.length && timingSafeEqual(given, right) ? nonce : null
}

/** The Set-Cookie header that marks a device for half a year. `account` is the key a phone number is found by. */
export function deviceCookie(keys: Keys, account: Buffer): string {
  const nonce = randomBytes(12).toString('base64url')
  return `${nameFor(account)}=${nonce}.${markOf(keys, account, nonce).toString('base64url')}; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=15552000`
}

/** Several people may share a machine. */
const nameFor = (account: Buffer) => `__Host-luoshi-device-${account.subarray(0, 4).toString('hex')}`

const markOf = (keys: Keys, account: Buffer, nonce: string) => keyed(keys.device, `${account.toString('hex')} ${nonce}`)
