import { sql, type Kysely } from 'kysely'
import type { Actor, OrgKind, Role } from '#kernel/org.ts'
import type { DB } from '#kernel/store/schema.ts'
import { postInForce } from '../identity/identify.ts'

/** The person a job is done for, with the posts in force at this moment and the organisations they are at; null when the account is closed. */
export async function actorOf(
  db: Kysely<DB>,
  person: string,
): Promise<{ actor: Actor; kinds: ReadonlyMap<string, OrgKind>; now: Date } | null> {
  const { rows } = await sql<{ name: string; posts: { org: string; role: Role; kind: OrgKind }[] | null; now: Date }>`
    select person.name, now() as now, (select jsonb_agg(jsonb_build_object('org', org.id, 'role', post.role, 'kind', org.kind) order by org.position, post.role)
      from post join org on org.id = post.org_id where post.person_id = person.id and ${postInForce}) as posts
    from person where person.id = ${person} and person.disabled_at is null`.execute(db)
  const [row] = rows
  if (!row) return null
  const posts = row.posts ?? []
  return {
    actor: { id: person, name: row.name, posts: posts.map(({ org, role }) => ({ org, role })) },
    kinds: new Map(posts.map(({ org, kind }) => [org, kind])),
    now: row.now,
  }
}
