import { type Kysely, sql } from 'kysely'
import type { DB } from '#kernel/store/schema.ts'
import type { Caller } from '../identity/identify.ts'
import { keepConfirmer } from './keep-security-administrators.ts'

/**
 * Whoever resets a password sees the new one. So that the system administrator cannot become another administrator by resetting that one's password,
 * an administrator's post waits again for a security administrator's confirmation. Answers whether there was such a post.
 */
export async function suspendAdministration(tx: Kysely<DB>, person: string, by: Caller): Promise<boolean> {
  const { rows } = await sql`
    update post set confirmed_at = null, confirmed_by = null, granted_by = ${by.id}, granted_at = ${by.now}
    where person_id = ${person} and revoked_at is null and role in ('system-admin', 'security-admin', 'audit-admin') returning 1`.execute(
    tx,
  )
  if (rows.length > 0) await keepConfirmer(tx, person)
  return rows.length > 0
}
