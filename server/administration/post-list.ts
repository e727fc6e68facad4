import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { roleNames, roles, type Role } from '#kernel/org.ts'
import { anId, cursorOf, readCursor } from '#kernel/store/cursor.ts'
import { isUnconfirmed } from '#kernel/store/held-posts.ts'
import type { DB } from '#kernel/store/schema.ts'
import type { Caller } from '../identity/identify.ts'

const states = ['pending', 'current', 'future', 'ended'] as const

export const postShape = z.object({
  id: z.string(),
  person: z.string(),
  personName: z.string(),
  org: z.string(),
  orgName: z.string(),
  role: z.enum(roles),
  roleName: z.string(),
  startsOn: z.string(),
  endsOn: z.string().nullable(),
  state: z.enum(states).meta({ description: '待确认、在任、未到任、已结束' }),
  grantedBy: z.string().nullable(),
  grantedAt: z.string(),
  confirmedBy: z.string().nullable(),
  confirmedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
  mayConfirm: z.boolean(),
  mayRevoke: z.boolean(),
})
type PostAnswer = z.infer<typeof postShape>

type Wish = {
  id?: string
  state?: (typeof states)[number] | undefined
  q?: string | undefined
  org?: string | undefined
  role?: Role | undefined
  person?: string | undefined
  after?: string | undefined
  limit: number
}

/** One page of posts, latest granted first, with what this security administrator may do about each. */
export async function postsWhere(
  db: Kysely<DB>,
  caller: Caller,
  { id, state, q, org, role, person, after, limit }: Wish,
): Promise<{ rows: PostAnswer[]; next: string | null; pending: number }> {
  const [afterId] = after === undefined ? [] : readCursor(after, anId)
  const { rows } = await sql<Omit<PostAnswer, 'roleName' | 'mayConfirm' | 'mayRevoke'> & { granted_by: string | null }>`
    select post.id, post.person_id as person, person.name as "personName", post.org_id as org, org.name as "orgName", post.role,
      post.starts_on as "startsOn", post.ends_on as "endsOn", ${stateOf} as state, post.granted_by, grantor.name as "grantedBy", post.granted_at as "grantedAt",
      confirmer.name as "confirmedBy", post.confirmed_at as "confirmedAt", post.revoked_at as "revokedAt"
    from post join person on person.id = post.person_id join org on org.id = post.org_id
      left join person grantor on grantor.id = post.granted_by left join person confirmer on confirmer.id = post.confirmed_by
    where ${id === undefined ? sql`true` : sql`post.id = ${id}`}
      and ${state === undefined ? sql`true` : sql`${stateOf} = ${state}`}
      and ${q === undefined ? sql`true` : sql`(position(lower(${q}) in lower(person.name)) > 0 or position(lower(${q}) in lower(org.name || ' ' || org.short || ' ' || org.pinyin)) > 0)`}
      and ${org === undefined ? sql`true` : sql`post.org_id = ${org}`}
      and ${role === undefined ? sql`true` : sql`post.role = ${role}`}
      and ${person === undefined ? sql`true` : sql`post.person_id = ${person}`}
      and ${afterId === undefined ? sql`true` : sql`post.id < ${afterId}`}
    order by post.id desc limit ${limit + 1}`.execute(db)
  const counted = await sql<{ pending: number }>`select count(*)::int as pending from post where ${stateOf} = 'pending'`.execute(db)
  const shown = rows.slice(0, limit)
  return {
    rows: shown.map(({ granted_by, ...post }) => {
      const mayRevoke = post.person !== caller.id && post.revokedAt === null
      return {
        ...post,
        roleName: roleNames[post.role],
        mayRevoke,
        mayConfirm: mayRevoke && post.state === 'pending' && granted_by !== caller.id,
      }
    }),
    next: rows.length > limit ? cursorOf(shown.at(-1)!.id) : null,
    pending: counted.rows[0]!.pending,
  }
}

const stateOf = sql`(case
  when post.revoked_at is not null or post.ends_on < current_date then 'ended'
  when ${isUnconfirmed} then 'pending'
  when post.starts_on > current_date then 'future'
  else 'current' end)`
