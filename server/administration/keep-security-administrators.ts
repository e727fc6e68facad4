import { type Kysely, sql } from 'kysely'
import { conflict } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { postInForce } from '#kernel/store/held-posts.ts'

/**
 * One security administrator grants and another confirms: with fewer than two left, no third could ever be appointed. Refuses to take the post from,
 * or close the account of, one of the last two. Those who ask at the same time wait for each other.
 */
export async function keepSecurityAdministrators(tx: Kysely<DB>, leaving: string): Promise<void> {
  const held = await securityAdministrators(tx)
  if (held.includes(leaving) && held.length <= 2)
    throw conflict('TWO_SECURITY_ADMINISTRATORS', '至少保留两名安全管理员，否则无法再授予和确认岗位；请先增设一名。')
}

/** Refuses to suspend the only security administrator who could confirm the suspended one again. */
export async function keepConfirmer(tx: Kysely<DB>, suspended: string): Promise<void> {
  const held = await securityAdministrators(tx)
  if (held.every((person) => person === suspended))
    throw conflict('NO_CONFIRMER', '没有其他安全管理员可以重新确认该岗位，请由运维人员在服务器上处理。')
}

async function securityAdministrators(tx: Kysely<DB>): Promise<string[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended('security administrators', 0))`.execute(tx)
  const { rows } = await sql<{ person_id: string }>`
    select distinct post.person_id from post join person on person.id = post.person_id and person.disabled_at is null
    where post.role = 'security-admin' and ${postInForce}`.execute(tx)
  return rows.map((row) => row.person_id)
}
