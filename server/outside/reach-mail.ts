import type { Keys } from '../identity/keys.ts'
import { seal, unseal } from '../identity/seal.ts'

/** A mail address as the database keeps it, for its person alone. */
export const sealMail = (keys: Keys, address: string, person: string) => seal(keys.mail, keys.version, Buffer.from(address), person)

/** Whether an address belongs to one of the office's own domains, as the operator names them at this moment. */
export const isUnder = (domains: readonly string[], address: string): boolean =>
  domains.includes(address.slice(address.lastIndexOf('@') + 1))

/** Throws when the key is another one or a byte was changed. */
export const openMail = (keys: Keys, sealed: Buffer, person: string) => unseal(keys.mail, keys.version, sealed, person).toString('utf8')
