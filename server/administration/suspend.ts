import { type Kysely, sql } from 'kysely'
import type { Role } from '#kernel/org.ts'
import type { DB } from '#kernel/store/schema.ts'
import type { Caller } from '../identity/identify.ts'
import { keepConfirmer } from './keep-security-administrators.ts'

/**
 * Whoever resets a password sees the new one, and whoever resets a second factor lets in whoever enrols the next. So that the system administrator
 * cannot become somebody else by it, that person's posts of these roles wait again for a security administrator's confirmation. Answers whether
 * there was such a post.
 */
export async function suspendPosts(tx: Kysely<DB>, person: string, roles: readonly Role[], by: Caller): Promise<boolean> {
  const { rows } = await sql`
    update post set confirmed_at = null, confirmed_by = null, granted_by = ${by.id}, granted_at = ${by.now}
    where person_id = ${person} and revoked_at is null and role = any(${roles}::text[]) returning 1`.execute(tx)
  if (rows.length > 0) await keepConfirmer(tx, person)
  return rows.length > 0
}
