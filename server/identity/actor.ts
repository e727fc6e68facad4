import { type Kysely, sql } from 'kysely'
import type { Actor, Post } from '#kernel/org.ts'
import { heldPosts, inPlaceOf } from '#kernel/store/held-posts.ts'
import type { DB } from '#kernel/store/schema.ts'

/** Somebody with the posts they hold now, where nobody asks; with `own` without those held as a deputy. Null for a closed account and for nobody. */
export async function actorOf(db: Kysely<DB>, id: string, own = false): Promise<Actor | null> {
  const { rows } = await sql<{ name: string; posts: Post[] }>`
    select person.name, coalesce((select jsonb_agg(jsonb_build_object('org', held.org_id, 'role', held.role)
        || ${inPlaceOf}
        order by held.for_person is not null, held.org_id, held.role, held.for_name)
      from ${heldPosts} held where held.person_id = person.id and (held.for_person is null or not ${own}::boolean)), '[]') as posts
    from person where person.id = ${id} and person.disabled_at is null`.execute(db)
  return rows[0] ? { id, ...rows[0] } : null
}
