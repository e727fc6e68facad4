import { sql, type Kysely, type RawBuilder } from 'kysely'
import { CLOSED, VOID } from '../act.ts'
import type { FieldKind } from '../field.ts'
import type { Module } from '../module.ts'
import type { Actor } from '../org.ts'
import { viewerOrgs } from '../parties.ts'
import { invalid } from '../refusal.ts'
import { cursorOf } from './cursor.ts'
import { estimated } from './estimate.ts'
import { filedAt, hasTerms } from './filed.ts'
import { commonAmong } from './common.ts'
import { orderOf, type LedgerPage, type Order } from './ledger-order.ts'
import { groundHolds } from './link-rules.ts'
import type { DB } from './schema.ts'
import { searchFor } from './search.ts'

/** What a ledger shows: everything here is checked against the declaration before it becomes SQL. */
export type LedgerFilter = {
  phrase: string
  stages: string[]
  owners: string[]
  /** Only what was decided at least once, wherever it stands now. */
  decided: boolean
  /** Only what others may rest on: not stopped, and nothing gone that it rests on itself. */
  stands: boolean
  oneOf: Record<string, string[]>
  between: Record<string, { from?: string; to?: string }>
  /** These records alone, as far as they are seen. */
  ids?: readonly string[]
}

export type LedgerRow = {
  id: string
  title: string
  owner: string
  stage: string
  round: number
  version: number
  since: Date
  due: string | null
  changedAt: Date
  /** Null also where no field holds a term, which is what it is asked for. */
  filedAt: Date | null
  /** The ledger’s own fields, in brief as their kinds say. */
  values: Record<string, unknown>
}

/** A record as an export writes it, with all its values. */
export type WholeRow = Pick<LedgerRow, 'id' | 'title' | 'owner' | 'stage' | 'changedAt' | 'filedAt' | 'values'>

const DUE = sql`(select min(due)::text from todo where todo.record_id = record.id and todo.kind in ('handle', 'returned'))`

const COUNTED_TO = 10_000

/** Filters as they come in a query string: `stage=a,b`, `decided=yes`, `lead=x`, `dueOn.from=2023-01-01`. Unknown names are refused. */
export function readFilter(module: Module, query: Record<string, string>): LedgerFilter {
  const filter: LedgerFilter = { phrase: '', stages: [], owners: [], decided: false, stands: false, oneOf: {}, between: {} }
  for (const [name, text] of Object.entries(query)) {
    const [key, end, ...rest] = name.split('.') as [string, string?, ...string[]]
    const field = Object.hasOwn(module.fields, key) ? module.fields[key] : undefined
    if (name === 'q') filter.phrase = text.slice(0, 100)
    else if (name === 'stage') filter.stages = text.split(',')
    else if (name === 'owner') filter.owners = text.split(',')
    else if (name === 'decided' && text === 'yes') filter.decided = true
    else if (name === 'stands' && text === 'yes') filter.stands = true
    else if (field?.kind.filter === 'one-of' && end === undefined) filter.oneOf[key] = text.split(',').slice(0, 100)
    else if (field?.kind.filter === 'range' && (end === 'from' || end === 'to') && rest.length === 0) {
      const { like, read } = field.kind.rangeEnd!
      const bound = read(text)
      if (bound === null) throw invalid([{ field: name, message: `《${field.label}》的起止应形如 ${like}` }])
      filter.between[key] = { ...filter.between[key], [end]: bound }
    } else throw invalid([{ field: name, message: `不能按“${name}”筛选` }], 'UNKNOWN_FILTER')
  }
  return filter
}

/**
 * One page, from the cursor on. The order is read from an index and never from an offset, so that the thousandth page costs what the first does.
 * Sort: 'newest', or a sortable field, with '-' before it for the reverse.
 */
export function ledgerPage(db: Kysely<DB>, module: Module, actor: Actor, filter: LedgerFilter, page: LedgerPage): Promise<Page<LedgerRow>> {
  const columns = sql`record.round, record.version, record.since, ${filed(module)} as "filedAt", ${DUE} as due, ${inBrief(module)} as values`
  return pageOf(db, module, actor, filter, page, columns)
}

/** One page of an export. `timed`: whether it matters when a record was filed, as it does where a term has had other names. */
export function wholePage(
  db: Kysely<DB>,
  module: Module,
  actor: Actor,
  filter: LedgerFilter,
  page: LedgerPage & { timed: boolean },
): Promise<Page<WholeRow>> {
  const columns = sql`${page.timed ? filed(module) : sql`null`} as "filedAt", record.record_values as values`
  return pageOf(db, module, actor, filter, page, columns)
}

type Page<R> = { rows: R[]; next: string | null }

async function pageOf<R extends { id: string }>(
  db: Kysely<DB>,
  module: Module,
  actor: Actor,
  filter: LedgerFilter,
  page: LedgerPage,
  columns: RawBuilder<unknown>,
): Promise<Page<R>> {
  const order = orderOf(module, page)
  const { found, asked } = await conditions(db, module, actor, filter, { walked: true, older: order.older })
  const read = sql`record.module = ${module.path} and ${found} and ${order.rest}`
  const shownOf = (from: RawBuilder<unknown>, sorted: RawBuilder<unknown>, by: RawBuilder<unknown>) => sql<R & { sorted: string }>`
    select record.id, record.title, record.owner, record.stage, record.changed_at as "changedAt", ${columns}, ${sorted} as sorted
    from ${from} order by ${by} limit ${page.limit + 1}`
  const search = searchFor(filter.phrase)
  const all = shownOf(sql`${order.from} where ${read} and ${asked} ${search ? sql`and ${search.gathered}` : sql``}`, order.key, order.by)
  const nearby = search && sql<boolean>`${search.contains(sql`next.found_in`)} and ${asked}`
  const rows = (nearby && (await filledNearby(db, page, order, read, nearby, shownOf))) ?? (await all.execute(db)).rows
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    rows: shown.map(({ sorted: _sorted, ...row }) => row as unknown as R),
    next: rows.length > page.limit && last ? cursorOf(last.sorted, last.id) : null,
  }
}

/**
 * A page of a search that is full within the next records that are `read` in the ledger’s order; null where it is not. The index of pairs gathers a word that
 * stands in every tenth title a hundred thousand times over, where reading on would have been done after a few steps; what is not full so soon is rare enough to be
 * gathered. Whatever no index helps to find is asked of those read, not on the way to them, which might go through the whole ledger.
 */
async function filledNearby<R>(
  db: Kysely<DB>,
  page: LedgerPage,
  order: Order,
  read: RawBuilder<unknown>,
  fits: RawBuilder<boolean>,
  shownOf: (from: RawBuilder<unknown>, sorted: RawBuilder<unknown>, by: RawBuilder<unknown>) => RawBuilder<R>,
): Promise<R[] | null> {
  const many = Math.max(NEARBY, READ_FOR_ONE * page.limit)
  const next = sql`(select record.id, record.found_in, ${order.key} as sorted from ${order.first(many * PASSED_BY)} where ${read} order by ${order.by} limit ${many}) as next`
  const from = sql`${next} join record on record.id = next.id where ${fits}`
  const { rows } = await shownOf(from, sql`next.sorted`, order.among(sql`next`)).execute(db)
  return rows.length > page.limit ? rows : null
}

/** As many as are read in some hundredths of a second; more where a page is long, as in exports. */
const NEARBY = 5_000
const READ_FOR_ONE = 20
/** Where another order than age is walked, so many times more are passed by to find those that a person sees. */
const PASSED_BY = 8

const filed = (module: Module) => (hasTerms(module.fields) ? filedAt : sql`null`)

/** Counted up to ten thousand, which is as much as a person reads; beyond that `more` is true. */
export async function ledgerCount(
  db: Kysely<DB>,
  module: Module,
  actor: Actor,
  filter: LedgerFilter,
): Promise<{ count: number; more: boolean }> {
  const { found, asked } = await conditions(db, module, actor, filter, { walked: false, older: null })
  const fits = sql`${found} and ${asked} and ${await searched(db, module, actor, filter)}`
  const { rows } = await sql<{
    count: number
  }>`select count(*)::int as count from (select 1 from record where record.module = ${module.path} and ${fits} limit ${COUNTED_TO + 1}) as counted`.execute(
    db,
  )
  const count = rows[0]!.count
  return { count: Math.min(count, COUNTED_TO), more: count > COUNTED_TO }
}

/** Whoever sees few records, or has filtered them down to few, reads these through; of many the index gathers what a phrase is found in. */
async function searched(db: Kysely<DB>, module: Module, actor: Actor, filter: LedgerFilter): Promise<RawBuilder<boolean>> {
  const search = searchFor(filter.phrase)
  if (!search) return sql<boolean>`true`
  const sights = sql`select 1 from sight where sight.module = ${module.path} and ${among(sql`sight.org_id`, viewerOrgs(module, actor))}`
  const left = await estimated(db, [sights, ...facetsOf(module, filter).map((each) => sql`select 1 from facet where ${each}`)])
  return Math.min(...left) <= READ_THROUGH ? search.contains(sql`record.found_in`) : search.gathered
}

const READ_THROUGH = 50_000

function inBrief(module: Module): RawBuilder<unknown> {
  const columns = module.ledger.flatMap((key) => [sql.lit(key), briefly(module.fields[key]!.kind, key)])
  return sql`jsonb_strip_nulls(jsonb_build_object(${sql.join(columns)}))`
}

const stored = (key: string) => sql`record.record_values -> ${sql.lit(key)}`

/** Cut here, so that what no row shows never leaves the database. A value of another shape is older than its field and is left out. */
function briefly({ brief }: FieldKind, key: string): RawBuilder<unknown> {
  if (brief === undefined) return stored(key)
  if (brief === 'count') return sql`case when jsonb_typeof(${stored(key)}) = 'array' then jsonb_array_length(${stored(key)}) end`
  const text = sql`(record.record_values ->> ${sql.lit(key)})`
  return sql`case when length(${text}) > ${sql.lit(brief.first)} then left(${text}, ${sql.lit(brief.first)}) || '……' else ${text} end`
}

/**
 * What a row must fit: what an index finds, and what is asked of each row. `walked`: a page is read in its order until it is full, so that what is common among
 * records is asked and only the rest is gathered before. `older` than a record says it of every index that is walked: the planner knows equal ids from one another, not smaller ones.
 */
async function conditions(
  db: Kysely<DB>,
  module: Module,
  actor: Actor,
  filter: LedgerFilter,
  { walked, older }: { walked: boolean; older: string | null },
): Promise<{ found: RawBuilder<boolean>; asked: RawBuilder<boolean> }> {
  const facets = facetsOf(module, filter)
  const common = walked ? await commonAmong(db, module, facets) : []
  const found = [seen(actor, module, older), ...facets.filter((each) => !common.includes(each)).map((each) => gathered(each, older))]
  const asked = [sql<boolean>`true`, ...common.map(onTheWay)]
  if (filter.decided) asked.push(sql<boolean>`record.approved is not null and record.stage <> ${VOID}`)
  if (filter.stands) asked.push(sql<boolean>`record.stage not in (${VOID}, ${CLOSED}) and ${groundHolds}`)
  if (filter.ids) found.push(sql<boolean>`record.id = any(${filter.ids}::uuid[])`)
  if (filter.stages.length > 0) asked.push(among(sql`record.stage`, filter.stages))
  if (filter.owners.length > 0) asked.push(among(sql`record.owner`, filter.owners))
  const both = (parts: RawBuilder<boolean>[]) => sql<boolean>`${sql.join(parts, sql` and `)}`
  return { found: both(found), asked: both(asked) }
}

function seen(actor: Actor, module: Module, older: string | null): RawBuilder<boolean> {
  const orgs = viewerOrgs(module, actor)
  return orgs.length === 0
    ? sql<boolean>`false`
    : sql<boolean>`exists (select 1 from sight where sight.record_id = record.id and sight.module = record.module and ${among(sql`sight.org_id`, orgs)} ${olderThan(sql`sight.record_id`, older)})`
}

/** A single value compares with `=`, which lets the planner walk an index in its order; several need the general form. */
function among(column: RawBuilder<unknown>, values: readonly string[]): RawBuilder<boolean> {
  return values.length === 1 ? sql<boolean>`${column} = ${values[0]}` : sql<boolean>`${column} = any(${values}::text[])`
}

const facetsOf = (module: Module, { oneOf, between }: LedgerFilter) => [
  ...Object.entries(oneOf).map(([field, values]) => facet(module, field, among(sql`facet.value`, values))),
  ...Object.entries(between).map(([field, { from = '0', to = '9' }]) =>
    facet(module, field, sql<boolean>`facet.value >= ${from} and facet.value <= ${to}`),
  ),
]

const facet = (module: Module, field: string, test: RawBuilder<boolean>) =>
  sql<boolean>`facet.module = ${module.path} and facet.field = ${field} and ${test}`

const gathered = (has: RawBuilder<boolean>, older: string | null) =>
  sql<boolean>`exists (select 1 from facet where facet.record_id = record.id and ${has} ${olderThan(sql`facet.record_id`, older)})`

/** A single answer for each row is nothing that the planner could join. */
const onTheWay = (has: RawBuilder<boolean>) => sql<boolean>`(select true from facet where facet.record_id = record.id and ${has} limit 1)`

const olderThan = (id: RawBuilder<unknown>, older: string | null) => (older === null ? sql`` : sql`and ${id} < ${older}::uuid`)
