import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** AES-256-GCM: key version (1 byte), nonce (12), tag (16), content. Bound to its person, so that it opens in no other row. */
export function seal(key: Buffer, version: number, content: Buffer, person: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(person))
  const text = Buffer.concat([cipher.update(content), cipher.final()])
  return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), text])
}

/** Throws when the key is another one or a byte was changed. */
export function unseal(key: Buffer, version: number, sealed: Buffer, person: string): Buffer {
  if (sealed[0] !== version) throw new Error(`It is sealed with key ${sealed[0]}, which is not at hand`)
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13))
    .setAAD(Buffer.from(person))
    .setAuthTag(sealed.subarray(13, 29))
  return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()])
}
