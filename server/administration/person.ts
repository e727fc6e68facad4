import { type Kysely, sql } from 'kysely'
import { v7 } from 'uuid'
import { conflict } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import type { Keys } from '../identity/keys.ts'
import { phoneKey, sealPhone } from '../identity/phone.ts'

export type NewPerson = { name: string; phone: string; demonstration?: boolean; now: Date }

/** Opens an account without a password or a post. `phone` is eleven digits (see phoneOf). Answers the id; throws PHONE_TAKEN. */
export async function createPerson(tx: Kysely<DB>, keys: Keys, { name, phone, demonstration = false, now }: NewPerson): Promise<string> {
  const id = v7()
  const { rows } = await sql`
    insert into person (id, name, phone_key, phone_sealed, demonstration, created_at, active_at)
    values (${id}, ${name}, ${phoneKey(keys, phone)}, ${sealPhone(keys, phone, id)}, ${demonstration}, ${now}, ${now})
    on conflict (phone_key) do nothing returning id`.execute(tx)
  if (rows.length === 0) throw phoneTaken()
  return id
}

export const phoneTaken = () => conflict('PHONE_TAKEN', '该手机号已有账号，不能重复开设。', { field: 'phone' })
