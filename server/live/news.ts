import { sql, type Kysely } from 'kysely'
import type { DB } from '#kernel/store/schema.ts'

/** What everybody may have on screen beside records, and is told to look at again when the office changes it. */
export const newsKinds = ['tunings', 'dictionaries', 'notices', 'manuals'] as const

export type News = (typeof newsKinds)[number]

export const isNews = (kind: string): kind is News => (newsKinds as readonly string[]).includes(kind)

/** Tells every open page that something changed, and nothing of what: contents are fetched by the ordinary routes, under the ordinary rule. */
export async function tellNews(tx: Kysely<DB>, kind: News, at: Date): Promise<void> {
  await sql`insert into outbox (kind, orgs, at) values (${kind}, '{}', ${at})`.execute(tx)
}
