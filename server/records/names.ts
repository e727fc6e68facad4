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
