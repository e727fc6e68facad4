import { join } from 'node:path'
import { sql } from 'kysely'
import type { Actor, Org } from '#kernel/org.ts'
import { Story } from '#seeds/story.ts'
import { withDatabase } from '#server/database/with-database.ts'
import { diskStore } from '#server/files/store.ts'
import { served } from './served.ts'

/**
 * What happened before today, performed on the running product's own database by its own verbs at moments gone by: time passes as data, and
 * nobody waits for it.
 */
export async function inThePast<T>(tell: (story: Story) => Promise<T>): Promise<T> {
  return withDatabase(served().dataDir, (db) =>
    db.transaction().execute(async (tx) => {
      const { rows: orgs } = await sql<Org>`select id, name, short, kind from org`.execute(tx)
      const { rows: seats } = await sql<{ id: string; name: string; org: string; role: Actor['posts'][number]['role'] }>`
        select distinct on (post.org_id, post.role) person.id, person.name, post.org_id as org, post.role from post join person on person.id = post.person_id
        where person.demonstration order by post.org_id, post.role, person.name`.execute(tx)
      const people = new Map(
        seats.map(({ id, name, org, role }): [string, Actor] => [`${org} ${role}`, { id, name, posts: [{ org, role }] }]),
      )
      const store = diskStore(join(served().dataDir, 'files'))
      return tell(new Story(tx, store, people, new Map(orgs.map((org) => [org.id, org])), new Date()))
    }),
  )
}
