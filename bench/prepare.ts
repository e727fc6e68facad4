import { sql } from 'kysely'
import { keepForms } from '#kernel/store/form.ts'
import { keepLinkRules } from '#kernel/store/link-rules.ts'
import { modules } from '#modules/all.ts'
import { loadReference } from '#seeds/reference.ts'
import type { Database } from '#server/database/connect.ts'
import type { Keys } from '#server/identity/keys.ts'
import { loadSchemes } from '#server/reports/schemes.ts'
import { DISTRICTS, person, settleCast } from './cast.ts'
import { fill } from './fill.ts'
import { TABLES } from './rows.ts'
import { evidenceOf } from './stories.ts'

/** Organisations, dictionaries, people and what they uploaded: all that is there before the first record. The schema is in place. */
export async function prepare(db: Database, keys: Keys): Promise<void> {
  await loadReference(db)
  await keepForms(db, modules)
  await keepLinkRules(db, modules)
  await loadSchemes(db, new Date())
  await settleCast(db, keys)
  for (const district of DISTRICTS) {
    const { id, name, type, size } = evidenceOf(district)
    await sql`insert into file (id, sha256, name, type, size, readable, uploaded_by, uploaded_for, uploaded_at, declared)
      values (${id}, repeat('0', 64), ${name}, ${type}, ${size}, true, ${person(district, 'entry').id}, ${district}, now(), '') on conflict do nothing`.execute(
      db,
    )
  }
}

/** Adds the pilots from one number up to another, each with what it opened. `owner` is a connection that may change the schema. */
export async function grow(url: string, owner: Database, from: number, to: number): Promise<void> {
  const putBack = await withoutIndexes(owner)
  const half = Math.floor((from + to) / 2)
  await Promise.all([fill(url, from, half), fill(url, half, to)])
  await putBack()
  await settle(owner)
}

/** What a quiet night would have done: statistics, visibility map, dirty pages written. */
export async function settle(owner: Database): Promise<void> {
  await sql`vacuum analyze`.execute(owner)
  await sql`checkpoint`.execute(owner)
}

/** Takes indexes and keys away for a large load, and answers how to put them back: built at once they cost a fraction. */
async function withoutIndexes(owner: Database): Promise<() => Promise<void>> {
  const tables = TABLES as readonly string[]
  const { rows: keys } = await sql<{ drop: string; make: string }>`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop, format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as make
    from pg_constraint where (conrelid::regclass::text = any(${tables}) or confrelid::regclass::text = any(${tables})) and contype in ('p', 'u', 'f')
    order by contype = 'f' desc, conname`.execute(owner)
  const { rows: indexes } = await sql<{ drop: string; make: string }>`
    select format('drop index %I', indexname) as drop, indexdef as make from pg_indexes
    where tablename = any(${tables}) and not exists (select 1 from pg_constraint where conname = indexname)`.execute(owner)
  for (const { drop } of [...keys, ...indexes]) await sql.raw(drop).execute(owner)
  return async () => {
    for (const { make } of [...indexes, ...keys.toReversed()]) await sql.raw(make).execute(owner)
  }
}
