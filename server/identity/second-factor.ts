import { type Kysely, sql } from 'kysely'
import { Refusal } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import type { Keys } from './keys.ts'
import { issueRecoveryCodes, spendRecoveryCode } from './recovery-codes.ts'
import { seal, unseal } from './seal.ts'
import { stepOf } from './totp.ts'

/** What a code given, or not given, comes to. `none`: the person has no second factor, and nothing is asked for. */
export type Shown = 'none' | 'missing' | 'wrong' | 'code' | 'recovery'

/**
 * Takes a code of the person's authenticator, or one of the recovery codes in its place; either works once. Holds the person until the end, so
 * that of two who come with one code one is too late, and nobody slips in beside a factor that is just being enrolled.
 */
export async function showCode(tx: Kysely<DB>, keys: Keys, person: string, typed: string | undefined, now: Date): Promise<Shown> {
  await holdPerson(tx, person)
  const { rows } = await sql<{
    secret_sealed: Buffer
    last_step: number
  }>`select secret_sealed, last_step from second_factor where person_id = ${person}`.execute(tx)
  const [factor] = rows
  if (!factor) return 'none'
  const code = codeIn(typed ?? '')
  if (code === '') return 'missing'
  if (!/^\d{6}$/.test(code)) return (await spendRecoveryCode(tx, keys, person, code)) ? 'recovery' : 'wrong'
  const step = stepOf(openSecret(keys, factor.secret_sealed, person), code, now, factor.last_step)
  if (step === null) return 'wrong'
  const spent =
    await sql`update second_factor set last_step = ${step} where person_id = ${person} and last_step < ${step} returning 1`.execute(tx)
  return spent.rows.length === 1 ? 'code' : 'wrong'
}

/** Puts a factor in force in place of any former one; `step` is that of the code that proved it. Answers ten recovery codes, this once. */
export async function enrolFactor(tx: Kysely<DB>, keys: Keys, person: string, secret: Buffer, step: number, now: Date): Promise<string[]> {
  await holdPerson(tx, person)
  await sql`
    insert into second_factor (person_id, secret_sealed, last_step, enrolled_at) values (${person}, ${sealSecret(keys, secret, person)}, ${step}, ${now})
    on conflict (person_id) do update set secret_sealed = excluded.secret_sealed, last_step = excluded.last_step, enrolled_at = excluded.enrolled_at`.execute(
    tx,
  )
  return issueRecoveryCodes(tx, keys, person)
}

/** Takes a person's factor and recovery codes away. False when there were none. */
export async function forgetFactor(tx: Kysely<DB>, person: string): Promise<boolean> {
  await holdPerson(tx, person)
  const { rows } = await sql`delete from second_factor where person_id = ${person} returning 1`.execute(tx)
  return rows.length === 1
}

export const codeMissing = () => new Refusal(401, 'CODE_REQUIRED', '请输入动态口令。', { field: 'code' })

export const codeWrong = () => new Refusal(401, 'CODE_WRONG', '动态口令不正确或已经用过，请输入新的口令。', { field: 'code' })

export const sealSecret = (keys: Keys, secret: Buffer, person: string) => seal(keys.factor, keys.version, secret, person)
export const openSecret = (keys: Keys, sealed: Buffer, person: string) => unseal(keys.factor, keys.version, sealed, person)

/** As authenticators show it, 123 456, or in full width. */
export const codeIn = (typed: string) => typed.normalize('NFKC').replace(/[\s\p{Dash}\p{Cf}]/gu, '')

/** Whoever signs in or changes the factor of one person waits for the other. */
export const holdPerson = (tx: Kysely<DB>, person: string) => sql`select 1 from person where id = ${person} for no key update`.execute(tx)
