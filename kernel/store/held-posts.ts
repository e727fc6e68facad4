import { sql, type RawBuilder } from 'kysely'
import { businessRoles, deputableRoles, type Actor, type Post, type Role } from '../org.ts'

const among = (roles: readonly string[]) => sql.join(roles.map((role) => sql.lit(role)))

/** Held as soon as they are granted. Reviewers and administrators hold their post only once a second person has confirmed it. */
const heldAtOnce = among(['entry', 'leader', 'module-admin'] satisfies Role[])

/** Whether a post waits for a second person. For any query over `post`. */
export const isUnconfirmed = sql<boolean>`(post.confirmed_at is null and post.role not in (${heldAtOnce}))`

const inForce = (post: string): RawBuilder<boolean> => {
  const of = (column: string) => sql.ref(`${post}.${column}`)
  return sql<boolean>`(
    ${of('revoked_at')} is null and ${of('starts_on')} <= current_date and (${of('ends_on')} is null or ${of('ends_on')} >= current_date)
    and (${of('confirmed_at')} is not null or ${of('role')} in (${heldAtOnce})))`
}

/** Own posts only. For any query over `post`. */
export const postInForce = inForce('post')

/**
 * Somebody stands in for somebody else now: on these days, while nobody has ended it, and while the deputy works in the same organisation.
 * For any query over `deputation`.
 */
export const deputationInForce = sql<boolean>`(
  deputation.ended_at is null and current_date between deputation.starts_on and deputation.ends_on and exists (
    select 1 from post colleague where colleague.person_id = deputation.deputy_id and colleague.org_id = deputation.org_id
      and colleague.role in (${among(businessRoles)}) and ${inForce('colleague')}))`

/**
 * Every post that anybody holds now, as rows of person_id, org_id, role, for_person and for_name: their own, and as a deputy those of whoever they
 * stand in for. Only own posts are deputed, so that nobody is a deputy's deputy; who holds a post themselves needs nobody else's.
 */
export const heldPosts = sql`(
  select post.person_id, post.org_id, post.role, null::uuid as for_person, null::text as for_name
  from post join person on person.id = post.person_id and person.disabled_at is null where ${postInForce}
  union all
  select deputation.deputy_id, post.org_id, post.role, principal.id, principal.name
  from deputation
    join person deputy on deputy.id = deputation.deputy_id and deputy.disabled_at is null
    join person principal on principal.id = deputation.principal_id and principal.disabled_at is null
    join post on post.person_id = principal.id and post.org_id = deputation.org_id and post.role in (${among(deputableRoles)})
  where ${deputationInForce} and ${postInForce} and not exists (
    select 1 from post own where own.person_id = deputation.deputy_id and own.org_id = post.org_id and own.role = post.role and ${inForce('own')}))`

/** Adds to the JSON of a held post, as `Post` has it, in whose place it is held. For any query over `heldPosts` as `held`. */
export const inPlaceOf = sql`case when held.for_person is null then '{}' else jsonb_build_object('for', jsonb_build_object('id', held.for_person, 'name', held.for_name)) end`

/** Whose post is a condition of a write. */
export type Holder = { person: string; org: string; role: string; for: string | null }

export const holderOf = (actor: Actor, post: Post): Holder => ({
  person: actor.id,
  org: post.org,
  role: post.role,
  for: post.for?.id ?? null,
})

/** The post is read again in the very statement that uses it: a right withdrawn a moment ago no longer works (R-AC-08). */
export function postHeld(holder: Holder) {
  return sql<boolean>`exists (select 1 from ${heldPosts} held where held.person_id = ${holder.person} and held.org_id = ${holder.org} and held.role = ${holder.role}
    and held.for_person is not distinct from ${holder.for}::uuid)`
}

/** In whose place something was done, for the audit row; the history has both names. */
export type StandIn = { facts?: { for: string } }

export const standingIn = (post: Post): StandIn => (post.for ? { facts: { for: post.for.id } } : {})
