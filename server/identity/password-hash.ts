import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)
const COST = { memory: 19 * 1024, passes: 2, parallelism: 1 }

/** argon2id (19 MiB, 2 passes, 1 lane) as a PHC string. Full-width and composed characters count as their plain form. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await derive('argon2id', { ...COST, message: password.normalize('NFKC'), nonce, tagLength: 32 })
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${unpadded(nonce)}$${unpadded(tag)}`
}

/**
 * True when it is the password of this hash. Without a hash the same work is done for nothing, so that an unknown account
 * answers no sooner than a known one (R-ID-04).
 */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const { cost, nonce, tag } = parsePhc(hash ?? DECOY)
  const given = await derive('argon2id', { ...cost, message: password.normalize('NFKC'), nonce, tagLength: tag.length })
  return timingSafeEqual(given, tag) && hash !== null
}

const DECOY = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${unpadded(randomBytes(16))}$${unpadded(randomBytes(32))}`

function parsePhc(phc: string) {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(phc)
  if (!parts) throw new Error('A stored password is not in the PHC form of argon2id')
  const [, memory, passes, parallelism, nonce, tag] = parts
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
  return { cost, nonce: Buffer.from(nonce!, 'base64'), tag: Buffer.from(tag!, 'base64') }
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
