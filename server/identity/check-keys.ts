import { type Kysely, sql } from 'kysely'
import type { DB } from '#kernel/store/schema.ts'
import { CannotStart } from '../database/cannot-start.ts'
import type { Keys } from './keys.ts'
import { openPhone, phoneKey } from './phone.ts'

/** Refuses to start with a secret that is not the one this database was filled with: nobody could sign in, and new numbers would be sealed apart. */
export async function checkKeys(db: Kysely<DB>, keys: Keys): Promise<void> {
  const { rows } = await sql<{
    id: string
    phone_key: Buffer
    phone_sealed: Buffer
  }>`select id, phone_key, phone_sealed from person order by created_at, id limit 1`.execute(db)
  const [person] = rows
  if (person && !fits(person, keys))
    throw new CannotStart('密钥与数据库不符：数据库中的手机号不是用现在的密钥加密的。请恢复原来的 LUOSHI_KEY，或数据目录下的 keys/1.key。')
}

function fits(person: { id: string; phone_key: Buffer; phone_sealed: Buffer }, keys: Keys): boolean {
  try {
    return phoneKey(keys, openPhone(keys, person.phone_sealed, person.id)).equals(person.phone_key)
  } catch {
    return false
  }
}
