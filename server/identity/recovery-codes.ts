import { randomInt } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { DB } from '#kernel/store/schema.ts'
import { type Keys, keyed } from './keys.ts'

const AT_ONCE = 10

/** No 0 and O, no 1, I and L: they are copied by hand. */
const SIGNS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

/** Ten new codes in place of the old ones. Answers them, this once: only digests are kept, with a key that the database does not hold. */
export async function issueRecoveryCodes(tx: Kysely<DB>, keys: Keys, person: string): Promise<string[]> {
  const codes = Array.from({ length: AT_ONCE }, newCode)
  await sql`delete from recovery_code where person_id = ${person}`.execute(tx)
  for (const code of codes)
    await sql`insert into recovery_code (person_id, hash) values (${person}, ${digestOf(keys, person, code)})`.execute(tx)
  return codes
}

/** True when it is one of the person's codes; it is not one afterwards. Blanks, hyphens, case and width do not matter. */
export async function spendRecoveryCode(tx: Kysely<DB>, keys: Keys, person: string, typed: string): Promise<boolean> {
  const { rows } =
    await sql`delete from recovery_code where person_id = ${person} and hash = ${digestOf(keys, person, typed)} returning 1`.execute(tx)
  return rows.length === 1
}

/** Twelve of 31 signs, 59 bits, in groups of four. */
function newCode(): string {
  const group = () => Array.from({ length: 4 }, () => SIGNS[randomInt(SIGNS.length)]).join('')
  return [group(), group(), group()].join('-')
}

function digestOf(keys: Keys, person: string, code: string): Buffer {
  const plain = code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
  return keyed(keys.recovery, `${person} ${plain}`)
}
