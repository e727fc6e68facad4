import { type Kysely, sql } from 'kysely'
import { adminRoles, type Post, type Role } from '#kernel/org.ts'
import type { DB } from '#kernel/store/schema.ts'
import { CannotStart } from '../database/cannot-start.ts'
import type { Caller } from './identify.ts'

/** Whether those whose post asks for a second factor must have one before anything else, or may have one like everybody. */
export type SecondFactor = 'required' | 'offered'

/** Posts that ask for one: the three administrators, all who review, all leaders (R-ID-05; GB/T 22239-2019 8.1.4.1 d). */
const ROLES: readonly Role[] = [...adminRoles, 'reviewer', 'leader']

const asksForMore = ({ role }: { role: Role }) => ROLES.includes(role)

/** Somebody who signed in with a password alone, where more may be asked for. A token and the demonstration's switch are other ways in. */
const byPasswordAlone = ({ enrolled, way }: Caller, secondFactor: SecondFactor) =>
  secondFactor === 'required' && !enrolled && way === 'password'

/** True for somebody who must enrol before anything else, because a post of their own asks for it. */
export const mustEnrol = (caller: Caller, secondFactor: SecondFactor): boolean =>
  byPasswordAlone(caller, secondFactor) && caller.posts.some((post) => !post.for && asksForMore(post))

/**
 * The caller without what they may not do yet in somebody's place: a colleague's naming neither shuts anybody out of their own work nor opens a reviewer's
 * post to a password alone.
 */
export function asFarAsProven(caller: Caller, secondFactor: SecondFactor): Caller {
  if (!byPasswordAlone(caller, secondFactor)) return caller
  const stays = (post: Post) => !post.for || !asksForMore(post)
  return { ...caller, posts: caller.posts.filter(stays), seats: caller.seats.filter(stays) }
}

/** Whether somebody who stands in with these roles is to enrol first. */
export async function deputyMustEnrol(
  db: Kysely<DB>,
  deputy: string,
  roles: readonly Role[],
  secondFactor: SecondFactor,
): Promise<boolean> {
  if (secondFactor !== 'required' || !roles.some((role) => asksForMore({ role }))) return false
  return (await sql`select 1 from second_factor where person_id = ${deputy}`.execute(db)).rows.length === 0
}

/** The operator's word in SECOND_FACTOR; null where nothing was said. Throws CannotStart for any other. */
export function secondFactorIn(text: string | undefined): SecondFactor | null {
  if (!text) return null
  if (text !== 'required' && text !== 'offered') throw new CannotStart(`SECOND_FACTOR 应为 required 或 offered，现为“${text}”。`)
  return text
}
