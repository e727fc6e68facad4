import type { Keys } from '../identity/keys.ts'
import { seal, unseal } from '../identity/seal.ts'

/** A mail address as the database keeps it, for its person alone. */
export const sealMail = (keys: Keys, address: string, person: string) => seal(keys.mail, keys.version, Buffer.from(address), person)

/** Throws when the key is another one or a byte was changed. */
export const openMail = (keys: Keys, sealed: Buffer, person: string) => unseal(keys.mail, keys.version, sealed, person).toString('utf8')
