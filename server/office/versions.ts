import { sql, type Kysely } from 'kysely'
import type { DB } from '#kernel/store/schema.ts'
import { stale } from '../administration/stale.ts'
import type { Caller } from '../identity/identify.ts'

/** What the office keeps in versions: a tuning of a business, or a dictionary. */
export type Subject = `module ${string}` | `dictionary ${string}`

export type Version<C> = { version: number; content: C; note: string | null; byName: string; at: string }

/** How many versions back a history reaches on one page. */
const SHOWN = 50

/** The version in force; 0 and null while the office has changed nothing. */
export async function latestOf<C>(db: Kysely<DB>, subject: Subject): Promise<{ version: number; content: C | null }> {
  const { rows } = await sql<{
    version: number
    content: C
  }>`select version, content from office_version where subject = ${subject} order by version desc limit 1`.execute(db)
  return rows[0] ?? { version: 0, content: null }
}

/** Keeps one more version on top of `base`, which the change was made from; throws STALE when somebody else came first. */
export async function keepVersion(
  tx: Kysely<DB>,
  caller: Caller,
  wish: { subject: Subject; base: number; content: unknown; note: string | null },
): Promise<number> {
  const next = wish.base + 1
  if ((await latestOf(tx, wish.subject)).version !== wish.base) throw stale()
  // Two that come from the same version meet here: the second waits for the first, and is told.
  const { rows } = await sql`
    insert into office_version (subject, version, content, note, by_person, by_name, at)
    values (${wish.subject}, ${next}, ${JSON.stringify(wish.content)}::jsonb, ${wish.note}, ${caller.id}, ${caller.name}, ${caller.now})
    on conflict do nothing returning 1`.execute(tx)
  if (rows.length === 0) throw stale()
  return next
}

/** Keeps how something was before the office first changed it. */
export async function keepBeginning(tx: Kysely<DB>, subject: Subject, content: unknown, at: Date): Promise<void> {
  await sql`insert into office_version (subject, version, content, by_name, at) values (${subject}, 0, ${JSON.stringify(content)}::jsonb, '系统', ${at}) on conflict do nothing`.execute(
    tx,
  )
}

/** Versions below `before`, newest first, one more than is shown so that the oldest can be compared with the one before it. */
export async function versionsOf<C>(db: Kysely<DB>, subject: Subject, before: number | null): Promise<Version<C>[]> {
  const { rows } = await sql<Version<C>>`
    select version, content, note, by_name as "byName", at from office_version
    where subject = ${subject} and version < ${before ?? 2_147_483_647} order by version desc limit ${SHOWN + 1}`.execute(db)
  return rows
}
