import { sql, type Kysely } from 'kysely'
import type { Org } from '#kernel/org.ts'
import type { DB } from '#kernel/store/schema.ts'
import { pinyinKey } from '#server/administration/pinyin-key.ts'
import { departments, districts, fieldTracks, returnReasons, type Term } from './tables.ts'

/** Organisations and dictionaries that every installation begins with. What the office has changed since is left as it is. */
export async function loadReference(db: Kysely<DB>): Promise<void> {
  const orgs = [
    ...departments().filter((org) => org.kind !== 'department'),
    ...districts(),
    ...departments().filter((org) => org.kind === 'department'),
  ] as (Org & { segment?: string })[]
  const rows = await Promise.all(
    orgs.map(async ({ id, name, short, kind, segment = null }, position) => ({
      ...{ id, name, short, kind, segment, position },
      pinyin: await pinyinKey(short),
    })),
  )
  await sql`insert into org (id, name, short, kind, segment, pinyin, position)
    select id, name, short, kind, segment, pinyin, position
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as o(id text, name text, short text, kind text, segment text, pinyin text, position int) on conflict do nothing`.execute(
    db,
  )
  await terms(db, 'field-track', fieldTracks())
  await terms(
    db,
    'return-reasons',
    returnReasons().map(({ words, fields, clause, ...term }) => ({ ...term, detail: { words, fields, clause } })),
  )
}

async function terms(db: Kysely<DB>, dictionary: string, list: (Term & { detail?: object })[]) {
  const rows = list.map((term, position) => ({ detail: {}, ...term, position }))
  await sql`insert into term (dictionary, code, parent, label, detail, position, valid_from, valid_until)
    select ${dictionary}, code, parent, label, detail, position, coalesce("from", '1900-01-01'), "until"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(code text, parent text, label text, detail jsonb, position int, "from" date, "until" date) on conflict do nothing`.execute(
    db,
  )
}
