import { sql, type Kysely } from 'kysely'
import type { Names } from '#kernel/field.ts'
import { planKept } from '#kernel/store/plan-kept.ts'
import type { DB } from '#kernel/store/schema.ts'
import { wordsOverTime, type Named } from '#kernel/terms.ts'

/**
 * `at` answers the words of another time: what was filed under one name of a term is not rewritten by a later one. Null is now. `changing`: whether any term
 * ever had another name.
 */
export type TimedNames = Names & { at(instant: Date | null): Names; changing: boolean }

/** Words for codes, read afresh for each answer that needs them: a handful of rows, and never out of date. */
export async function namesOf(db: Kysely<DB>): Promise<TimedNames> {
  const { rows: orgs } = await sql<{ id: string; name: string }>`select id, name from org`.execute(db)
  const { rows: terms } = await sql<{ dictionary: string; code: string; parent: string | null; label: string; labels: Named[] }>`
    select dictionary, code, parent, label, labels from term`.execute(db)
  const names = new Map(orgs.map(({ id, name }) => [id, name]))
  const words = wordsOverTime(Map.groupBy(terms, ({ dictionary }) => dictionary))
  const at = (instant: Date | null): Names => ({ org: (id) => names.get(id) ?? id, term: words(instant ?? new Date()) })
  return { ...at(null), at, changing: terms.some(({ labels }) => labels.length > 0) }
}

/** The names of these organisations alone, where no other codes need words. */
export async function orgNamesOf(db: Kysely<DB>, ids: Iterable<string>): Promise<(id: string) => string> {
  const { rows } = await sql<{
    id: string
    name: string
  }>`${planKept} select id, name from org where id = any(${[...new Set(ids)]}::text[])`.execute(db)
  const names = new Map(rows.map((row) => [row.id, row.name]))
  return (id) => names.get(id) ?? id
}
