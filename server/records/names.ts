import { sql, type Kysely } from 'kysely'
import type { Names } from '#kernel/field.ts'
import type { DB } from '#kernel/store/schema.ts'

/** Words for codes, read afresh for each answer that needs them: a handful of rows, and never out of date. */
export async function namesOf(db: Kysely<DB>): Promise<Names> {
  const { rows } = await sql<{ key: string; label: string }>`
    select 'org ' || id as key, name as label from org
    union all
    select 'term ' || term.dictionary || ' ' || term.code, coalesce(parent.label || ' / ', '') || term.label
      from term left join term parent on parent.dictionary = term.dictionary and parent.code = term.parent`.execute(db)
  const labels = new Map(rows.map((row) => [row.key, row.label]))
  return { org: (id) => labels.get(`org ${id}`) ?? id, term: (dictionary, code) => labels.get(`term ${dictionary} ${code}`) ?? code }
}

/** The names of these organisations alone, where no other codes need words. */
export async function orgNamesOf(db: Kysely<DB>, ids: Iterable<string>): Promise<(id: string) => string> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from org where id = any(${[...new Set(ids)]}::text[])`.execute(
    db,
  )
  const names = new Map(rows.map((row) => [row.id, row.name]))
  return (id) => names.get(id) ?? id
}
