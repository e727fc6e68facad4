import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { roleNames, roles, type Role } from '#kernel/org.ts'
import { anId, aText, cursorOf, readCursor } from '#kernel/store/cursor.ts'
import { isUnconfirmed } from '#kernel/store/held-posts.ts'
import type { DB } from '#kernel/store/schema.ts'
import type { Keys } from '../identity/keys.ts'
import { masked, openPhone, phoneKey, phoneOf } from '../identity/phone.ts'

export const personShape = z.object({
  id: z.string(),
  name: z.string(),
  phone: z.string().meta({ description: '中间四位以星号代替' }),
  demonstration: z.boolean(),
  createdAt: z.string(),
  activeAt: z.string(),
  disabledAt: z.string().nullable(),
  passwordState: z.enum(['none', 'issued', 'expired', 'own']).meta({ description: '未发放、初始密码待修改、初始密码已失效、本人密码' }),
  factor: z.boolean().meta({ description: '已绑定动态口令' }),
  version: z.int(),
  posts: z.array(z.object({ org: z.string(), orgName: z.string(), role: z.enum(roles), roleName: z.string(), pending: z.boolean() })),
})
type PersonAnswer = z.infer<typeof personShape>

type Wish = {
  id?: string
  q?: string | undefined
  org?: string | undefined
  state?: 'active' | 'disabled' | undefined
  after?: string | undefined
  limit: number
}

/** One page of accounts by name, with the posts each holds or waits for. `q` is part of a name or a whole phone number. */
export async function peopleWhere(
  db: Kysely<DB>,
  keys: Keys,
  { id, q, org, state, after, limit }: Wish,
): Promise<{ rows: PersonAnswer[]; next: string | null }> {
  const phone = q === undefined ? null : phoneOf(q)
  const [afterName, afterId] = after === undefined ? [] : readCursor(after, aText, anId)
  const { rows } = await sql<PersonRow>`
    select person.id, person.name, person.phone_sealed, person.demonstration, person.created_at as "createdAt", person.active_at as "activeAt", person.disabled_at as "disabledAt", person.version,
      case when password.person_id is null then 'none' when password.issued_until is null then 'own' when password.issued_until > now() then 'issued' else 'expired' end as "passwordState",
      exists (select 1 from second_factor where person_id = person.id) as factor,
      coalesce((
        select jsonb_agg(jsonb_build_object('org', org.id, 'orgName', org.name, 'role', post.role, 'pending', ${isUnconfirmed}) order by org.position, post.role)
        from post join org on org.id = post.org_id where post.person_id = person.id and ${current}), '[]') as posts
    from person left join password on password.person_id = person.id
    where ${id === undefined ? sql`true` : sql`person.id = ${id}`}
      and ${q === undefined ? sql`true` : phone === null ? sql`position(lower(${q}) in lower(person.name)) > 0` : sql`person.phone_key = ${phoneKey(keys, phone)}`}
      and ${org === undefined ? sql`true` : sql`exists (select 1 from post where post.person_id = person.id and post.org_id = ${org} and ${current})`}
      and ${state === undefined ? sql`true` : state === 'active' ? sql`person.disabled_at is null` : sql`person.disabled_at is not null`}
      and ${afterName === undefined ? sql`true` : sql`(person.name collate "C", person.id) > (${afterName}, ${afterId}::uuid)`}
    order by person.name collate "C", person.id limit ${limit + 1}`.execute(db)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown.map(({ phone_sealed, posts, ...person }) => ({
      ...person,
      phone: masked(openPhone(keys, phone_sealed, person.id)),
      posts: posts.map((post) => ({ ...post, roleName: roleNames[post.role] })),
    })),
    next: rows.length > limit && last ? cursorOf(last.name, last.id) : null,
  }
}

type PersonRow = Omit<PersonAnswer, 'phone' | 'posts'> & {
  phone_sealed: Buffer
  posts: { org: string; orgName: string; role: Role; pending: boolean }[]
}

const current = sql`post.revoked_at is null and (post.ends_on is null or post.ends_on >= current_date)`
