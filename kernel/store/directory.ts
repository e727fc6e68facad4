import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Module } from '../module.ts'
import type { Actor } from '../org.ts'
import { viewerOrgs } from '../parties.ts'
import { invalid } from '../refusal.ts'
import { textKey } from '../text-key.ts'
import { aText, anId, cursorOf, readCursor } from './cursor.ts'
import { readFilter, type LedgerFilter } from './ledger.ts'
import { DIRECTORY } from './project.ts'
import type { DB } from './schema.ts'

/** One entry: the directory's own fields, whose it is, and the record's id for those alone who may open it. */
export type DirectoryRow = { id: string | null; owner: string; values: Record<string, unknown> }

/** How many entries a district has, and how many each word of a field. */
export type DirectoryFacets = Record<string, Record<string, number>>

/** What is asked of a directory. Only what it shows may be asked for: nobody learns of a hidden field by searching. */
export function readDirectoryFilter(module: Module, query: Record<string, string>): LedgerFilter {
  const filter = readFilter(module, query)
  const asked = [...Object.keys(filter.oneOf), ...Object.keys(filter.between)]
  const hidden = asked.filter((key) => !module.directory!.fields.includes(key))
  if (filter.stages.length > 0) hidden.push('stage')
  if (hidden.length > 0) throw invalid([{ field: hidden[0]!, message: `不能按“${hidden[0]}”筛选` }], 'UNKNOWN_FILTER')
  return filter
}

/** One page, the latest entry first, with the count of all and how they divide. */
export async function directoryPage(
  db: Kysely<DB>,
  module: Module,
  actor: Actor,
  filter: LedgerFilter,
  page: { after: string | null; limit: number },
): Promise<{ rows: DirectoryRow[]; next: string | null; count: number; facets: DirectoryFacets }> {
  const { fields, by } = module.directory!
  const cursor = page.after === null ? null : readCursor(page.after, aText, anId)
  const shown = sql`jsonb_strip_nulls(jsonb_build_object(${sql.join(fields.flatMap((key) => [sql.lit(key), sql`record.record_values -> ${sql.lit(key)}`]))}))`
  const { rows } = await sql<DirectoryRow & { sorted: string; record: string }>`
    select record.id as record, record.owner, ${shown} as values, sorting.value as sorted,
      case when exists (select 1 from sight where sight.record_id = record.id and sight.org_id = any(${viewerOrgs(module, actor)}::text[])) then record.id end as id
    from facet as sorting join record on record.id = sorting.record_id
    where sorting.module = ${module.path} and sorting.field = ${by} and ${asked(module, filter)}
      ${cursor ? sql`and (sorting.value, sorting.record_id) < (${cursor[0]}, ${cursor[1]}::uuid)` : sql``}
    order by sorting.value desc, sorting.record_id desc limit ${page.limit + 1}`.execute(db)
  const last = rows.length > page.limit ? rows[page.limit - 1] : undefined
  return {
    rows: rows.slice(0, page.limit).map(({ id, owner, values }) => ({ id, owner, values })),
    next: last ? cursorOf(last.sorted, last.record) : null,
    ...(await divided(db, module, filter)),
  }
}

/** How the entries divide: for each way of dividing them, without what is asked of that way itself, so that others can be chosen. */
async function divided(db: Kysely<DB>, module: Module, filter: LedgerFilter): Promise<{ count: number; facets: DirectoryFacets }> {
  const words = module.directory!.fields.filter((key) => module.fields[key]!.kind.filter === 'one-of')
  const entries = (of: LedgerFilter) => sql`from record where record.module = ${module.path} and ${asked(module, of)}`
  const ways = [
    sql`select '' as field, '' as value, count(*)::int as count ${entries(filter)}`,
    sql`select 'owner', record.owner, count(*)::int ${entries({ ...filter, owners: [] })} group by record.owner`,
    ...words.map((key) => {
      const { [key]: _own, ...oneOf } = filter.oneOf
      return sql`select ${key}::text, facet.value, count(*)::int from facet join (select record.id ${entries({ ...filter, oneOf })}) as entry on entry.id = facet.record_id
        where facet.module = ${module.path} and facet.field = ${key} group by facet.value`
    }),
  ]
  const { rows } = await sql<{ field: string; value: string; count: number }>`${sql.join(ways, sql` union all `)}`.execute(db)
  const facets: DirectoryFacets = { owner: {}, ...Object.fromEntries(words.map((key) => [key, {}])) }
  for (const { field, value, count } of rows) if (field !== '') facets[field]![value] = count
  return { count: rows.find(({ field }) => field === '')!.count, facets }
}

/** The words typed, each somewhere in the entry’s title; the other conditions one beside the other. */
function asked(module: Module, filter: LedgerFilter): RawBuilder<boolean> {
  const words = textKey(filter.phrase).split(' ').filter(Boolean)
  const faceted = (field: string, ...tests: RawBuilder<boolean>[]) =>
    sql<boolean>`exists (select 1 from facet where ${sql.join([sql`facet.record_id = record.id and facet.module = ${module.path} and facet.field = ${field}`, ...tests], sql` and `)})`
  const all = [
    faceted(DIRECTORY, ...words.map((word) => sql<boolean>`facet.value like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`)),
    ...(filter.owners.length > 0 ? [sql<boolean>`record.owner = any(${filter.owners}::text[])`] : []),
    ...Object.entries(filter.oneOf).map(([field, values]) => faceted(field, sql<boolean>`facet.value = any(${values}::text[])`)),
    ...Object.entries(filter.between).map(([field, { from, to }]) =>
      faceted(field, sql<boolean>`facet.value >= ${from ?? '0'} and facet.value <= ${to ?? '9'}`),
    ),
  ]
  return sql<boolean>`${sql.join(all, sql` and `)}`
}
