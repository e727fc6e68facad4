import { randomInt } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { DB } from '#kernel/store/schema.ts'
import { hashPassword, isPassword } from './password-hash.ts'
import { activeProfile, passwordProblems } from './password-rules.ts'
import { endSessions } from './session.ts'

const HOURS = 72

/**
 * Gives a person a new initial password and answers it, this once. It is good for one sign-in within 72 hours, after which the person chooses
 * an own one; sessions opened with the former password end.
 */
export async function issuePassword(tx: Kysely<DB>, person: string, now: Date): Promise<string> {
  const plain = initialPassword()
  await keep(tx, person, await hashPassword(plain), now, new Date(now.getTime() + HOURS * 60 * 60 * 1000))
  await endSessions(tx, person)
  return plain
}

/** The password a person has chosen and that has passed every rule takes the place of `old`. False when another change came first. */
export async function replacePassword(tx: Kysely<DB>, person: string, old: string, hash: string, now: Date): Promise<boolean> {
  const { rows } = await sql<{ hash: string }>`select hash from password where person_id = ${person} for update`.execute(tx)
  if (rows[0]?.hash !== old) return false
  await keep(tx, person, hash, now, null)
  await endSessions(tx, person)
  return true
}

/** True when it is one of the last passwords, the present one among them. */
export async function wasUsed(password: string, hashes: readonly string[], profile = activeProfile()): Promise<boolean> {
  for (const hash of hashes.slice(0, profile.remembered)) if (await isPassword(password, hash)) return true
  return false
}

async function keep(tx: Kysely<DB>, person: string, hash: string, now: Date, issuedUntil: Date | null) {
  await sql`insert into password (person_id, hash, issued_until, changed_at) values (${person}, ${hash}, ${issuedUntil}, ${now})
    on conflict (person_id) do update set hash = excluded.hash, issued_until = excluded.issued_until, changed_at = excluded.changed_at,
      former = (array[password.hash] || password.former)[1:10]`.execute(tx)
}

/** No 0 and O, no 1, l and I: it is read aloud over the telephone. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789'

/** Sixteen of 55 signs, 92 bits, in groups of four; drawn again in the rare case that it breaks a rule of its own. */
function initialPassword(): string {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  const plain = [group(), group(), group(), group()].join('-')
  return passwordProblems(plain, { phone: '', words: [] }).length === 0 ? plain : initialPassword()
}
