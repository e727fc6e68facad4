import { sql, type RawBuilder } from 'kysely'
import type { Module } from '../module.ts'
import { invalid } from '../refusal.ts'
import { anId, aText, readCursor } from './cursor.ts'
import { isSortable } from './project.ts'

export type LedgerPage = { sort: string; after: string | null; limit: number }

/** The order of a ledger from a cursor on, as parts of a query that is read from an index. */
export type Order = {
  from: RawBuilder<unknown>
  /** The same, of no more than so many in this order. */
  first: (many: number) => RawBuilder<unknown>
  key: RawBuilder<unknown>
  by: RawBuilder<unknown>
  /** The same order of rows that hold the key as `sorted`, and `id`. */
  among: (rows: RawBuilder<unknown>) => RawBuilder<unknown>
  rest: RawBuilder<boolean>
  /** The record that a page by age goes on from. */
  older: string | null
}

export function orderOf(module: Module, page: LedgerPage): Order {
  const cursor = page.after === null ? null : readCursor(page.after, aText, anId)
  if (page.sort === 'newest') {
    return {
      from: sql`record`,
      // What a person sees is read by age, without passing anything by.
      first: () => sql`record`,
      key: sql`record.id::text`,
      by: sql`record.id desc`,
      among: (rows) => sql`${rows}.id desc`,
      rest: cursor ? sql<boolean>`record.id < ${cursor[1]}::uuid` : sql<boolean>`true`,
      older: cursor ? cursor[1] : null,
    }
  }
  const down = page.sort.startsWith('-')
  const field = down ? page.sort.slice(1) : page.sort
  if (!Object.hasOwn(module.fields, field) || !isSortable(module.fields[field]!))
    throw invalid([{ field: 'sort', message: `不能按“${field}”排序` }], 'UNKNOWN_SORT')
  const direction = down ? sql`desc` : sql`asc`
  const beyond = down ? sql`<` : sql`>`
  const rest = sql<boolean>`sorting.module = ${module.path} and sorting.field = ${field} ${cursor ? sql`and (sorting.value, sorting.record_id) ${beyond} (${cursor[0]}, ${cursor[1]}::uuid)` : sql``}`
  const by = sql`sorting.value ${direction}, sorting.record_id ${direction}`
  const joined = (sorting: RawBuilder<unknown>) => sql`${sorting} as sorting join record on record.id = sorting.record_id`
  return {
    from: joined(sql`facet`),
    first: (many) => joined(sql`(select * from facet as sorting where ${rest} order by ${by} limit ${many})`),
    key: sql`sorting.value`,
    by,
    among: (rows) => sql`${rows}.sorted ${direction}, ${rows}.id ${direction}`,
    rest,
    older: null,
  }
}
