import { sql, type Kysely } from 'kysely'
import type { Telling } from '../message.ts'
import { EVERYONE, type Actor } from '../org.ts'
import { anyViewerOrgs } from '../parties.ts'
import { heldPosts } from './held-posts.ts'
import type { DB } from './schema.ts'

/** Which record it is about, who did it and needs not be told, and when. */
type About = { module: string; record: string; by: string | null; at: Date }

/**
 * Tells everybody who holds one of the desks, deputies among them, and their open pages. Nobody is told of what they do not see. Answers the number of
 * people told.
 */
export async function tell(tx: Kysely<DB>, { kind, words, desks, notFor }: Telling, about: About): Promise<number> {
  const { rows } = await sql`
    with told as (
      insert into message (id, person_id, kind, module, record_id, words, at)
      select gen_random_uuid(), reader.person_id, ${kind}, ${about.module}, ${about.record}::uuid, ${words}, ${about.at}::timestamptz
      from (
        select distinct held.person_id
        from ${desksIn(desks)}
          join ${heldPosts} held on held.org_id = desk.org and held.role = desk.role
          join sight on sight.record_id = ${about.record}::uuid and sight.org_id in (held.org_id, ${EVERYONE})
        -- Said once more as a plain condition, which alone reaches the index of posts inside.
        where held.org_id = any(${orgsIn(desks)}::text[]) and held.person_id is distinct from ${about.by}::uuid
          and not (held.person_id = any(${notFor}::uuid[])) and (held.for_person is null or not (held.for_person = any(${notFor}::uuid[])))
      ) reader returning person_id
    )
    insert into outbox (kind, record_id, orgs, at) select 'message', person_id, '{}', ${about.at} from told returning 1`.execute(tx)
  return rows.length
}

/** Everybody who holds one of the desks, whether or not they may handle what lies there. */
export async function holdersOf(tx: Kysely<DB>, desks: Telling['desks']): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`
    select distinct held.person_id from ${desksIn(desks)} join ${heldPosts} held on held.org_id = desk.org and held.role = desk.role
    where held.org_id = any(${orgsIn(desks)}::text[])`.execute(tx)
  return rows.map((row) => row.person_id)
}

const desksIn = (desks: Telling['desks']) =>
  sql`unnest(${desks.map(({ org }) => org)}::text[], ${desks.map(({ role }) => role)}::text[]) as desk(org, role)`
const orgsIn = (desks: Telling['desks']) => [...new Set(desks.map(({ org }) => org))]

/** Tells one person something that is about no record. */
export async function tellPerson(tx: Kysely<DB>, person: string, kind: Telling['kind'], words: string, at: Date): Promise<void> {
  await sql`
    with told as (insert into message (id, person_id, kind, words, at) values (gen_random_uuid(), ${person}, ${kind}, ${words}, ${at}) returning person_id)
    insert into outbox (kind, record_id, orgs, at) select 'message', person_id, '{}', ${at} from told`.execute(tx)
}

/** Messages a person may read now: those about no record, and about one they still see. For any query over `message`. */
export function readableBy(actor: Actor) {
  return sql<boolean>`(message.person_id = ${actor.id} and (message.record_id is null or exists (
    select 1 from sight where sight.record_id = message.record_id and sight.org_id = any(${anyViewerOrgs(actor)}::text[]))))`
}
