import { sql, type Kysely } from 'kysely'
import { figuresOf, measureOf, windowsOf, type Window } from '#indicators/figures.ts'
import type { Scheme } from '#indicators/scheme.ts'
import { settingsOf } from '#indicators/settings.ts'
import { addDays } from '#kernel/day.ts'
import type { AnyValues, Fields } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import type { Actor, BusinessRole } from '#kernel/org.ts'
import { anyViewerOrgs } from '#kernel/parties.ts'
import type { DB } from '#kernel/store/schema.ts'
import type { Tally } from '#kernel/tally.ts'
import type { TodoKind } from '#kernel/todo.ts'
import { unitsOf } from './compute.ts'
import { handFiguresOf } from './hand-figures.ts'
import type { ReportId } from './reports.ts'
import { talliedIn } from './tallied.ts'

/** What is asked of: the scheme that scores the days, and today. `units` are those whose figures are asked for; null asks for all. */
export type Asked = { report: ReportId; scheme: Scheme; first: string; last: string; today: string; units: readonly string[] | null }

/** Units without a figure that somebody has to enter. */
export type FigureMissing = { indicator: string; name: string; keeper: string | null; units: { id: string; name: string }[]; of: number }

/** A record on its way that would count if it were decided today, or count otherwise than now: for which units, in which indicators. */
export type OnTheWay = {
  id: string
  module: string
  owner: string
  title: string
  stage: string
  kind: TodoKind
  since: Date
  /** The desks it waits on. */
  holders: { org: string; role: BusinessRole }[]
  units: string[]
  indicators: string[]
}

/** A periodic report that was due and has not been begun. */
export type Overdue = { module: string; owner: string; org: string; role: BusinessRole; count: number; due: string; record: string }

/** Figures that are entered and not counted, and have not come: a count without a record is a true 0. */
export async function figuresMissing(
  db: Kysely<DB>,
  { report, scheme, first, last, units: asked }: Asked,
  now: Date,
): Promise<FigureMissing[]> {
  const indicators = scheme.indicators.filter((indicator) => {
    const measure = measureOf(indicator)
    if (indicator.method === 'display' || indicator.method === 'deduction' || (measure && measure.takes !== 'amount')) return false
    return settingsOf(scheme, indicator).missing !== 'zero'
  })
  if (indicators.length === 0) return []
  const tallied = await talliedIn(db, windowsOf(indicators, { first, last }), now)
  const byHand = await handFiguresOf(db, { report, first, locked: now })
  const units = figuresOf({ ...scheme, indicators }, await unitsOf(db, { report, last, locked: now }), tallied, byHand)
  return indicators.flatMap(({ id, name, keeper = null }) => {
    const without = units.filter((unit) => (unit.values[id] ?? null) === null && (asked === null || asked.includes(unit.id)))
    return without.length === 0
      ? []
      : [{ indicator: id, name, keeper, of: units.length, units: without.map((unit) => ({ id: unit.id, name: unit.name })) }]
  })
}

/** As many records as are read at once: what is open may be tens of thousands, and its values are large. */
const BATCH = 2000

type Desk = Pick<OnTheWay, 'id' | 'kind' | 'since' | 'holders'>

type Row = Pick<OnTheWay, 'id' | 'module' | 'owner' | 'title' | 'stage'> & {
  values: AnyValues
  approved: AnyValues | null
  approvedOn: string | null
  reached: number
}

/**
 * Records that this person may see and that wait on a desk, each asked what it would count as if it were decided today. `at` narrows to one business and step.
 */
export async function onTheWay(
  db: Kysely<DB>,
  modules: readonly Module[],
  actor: Actor,
  asked: Asked,
  at: { module?: string | undefined; stage?: string | undefined } = {},
): Promise<OnTheWay[]> {
  const counting = modules.filter(({ tallies, path }) => tallies && (at.module === undefined || path === at.module))
  const counted = countedBy(asked)
  const found: OnTheWay[] = []
  const desks = await desksOf(db, counting, actor, at.stage ?? null)
  for (let from = 0; from < desks.length; from += BATCH) {
    const batch = new Map(desks.slice(from, from + BATCH).map((desk) => [desk.id, desk]))
    for (const { values, approved, approvedOn, reached, ...row } of await recordsOn(db, counting, [...batch.keys()])) {
      const module = counting.find(({ path }) => path === row.module)!
      const now = module.tallies!({ owner: row.owner, values, approved, decidedOn: approvedOn ?? '', reached })
      const more = wouldCount(module, { owner: row.owner, values, reached }, asked.today).filter(
        (tally) => !now.some((one) => same(one, tally)),
      )
      const counts = more.map((tally) => ({ org: tally.org, indicators: counted(tally) })).filter(({ indicators }) => indicators.length > 0)
      if (counts.length === 0) continue
      found.push({
        ...row,
        ...batch.get(row.id)!,
        units: distinct(counts.map(({ org }) => org)),
        indicators: distinct(counts.flatMap(({ indicators }) => indicators)),
      })
    }
  }
  return found
}

/** What a record would count as. What could not be filed yet, for want of a value, counts as nothing. */
function wouldCount(
  module: Module,
  { owner, values, reached }: Pick<Row, 'owner' | 'values' | 'reached'>,
  today: string,
): readonly Tally[] {
  try {
    if ((module.counts?.unless?.(values) ?? null) !== null) return []
    return module.tallies!({ owner, values, approved: values, decidedOn: today, reached: Math.max(reached, 1) })
  } catch {
    return []
  }
}

/** The indicators that a tally is added up in, for the units asked for. */
function countedBy({ scheme, first, last, units }: Asked): (tally: Tally) => string[] {
  const windows = scheme.indicators.map(({ id, ...indicator }) => ({ id, windows: windowsOf([{ id, ...indicator }], { first, last }) }))
  return (tally) =>
    units !== null && !units.includes(tally.org)
      ? []
      : windows.flatMap(({ id, windows: own }) => (own.some((window) => lies(tally, window)) ? [id] : []))
}

const lies = ({ figure, on, kind = '' }: Tally, window: Window) =>
  figure === window.figure && on >= window.from && on <= window.to && (window.kinds === null || window.kinds.includes(kind))

const same = (a: Tally, b: Tally) =>
  a.figure === b.figure &&
  a.org === b.org &&
  (a.on === b.on || a.keepsDay === true) &&
  (a.kind ?? '') === (b.kind ?? '') &&
  (a.amount ?? '1') === (b.amount ?? '1')

const distinct = (texts: readonly string[]) => [...new Set(texts)]

/** Long texts and files are in no tally, and most of what a record weighs. */
const HEAVY = new Set(['paragraph', 'files'])
const light = (column: string, fields: Fields) =>
  sql`record.${sql.ref(column)} - ${Object.keys(fields).filter((key) => HEAVY.has(fields[key]!.kind.name))}::text[]`

/** What is open and seen by this person, each record once with all the desks it waits on. */
async function desksOf(db: Kysely<DB>, modules: readonly Module[], actor: Actor, stage: string | null): Promise<Desk[]> {
  const { rows } = await sql<Desk>`
    select record_id as id, min(kind) as kind, min(since) as since, jsonb_agg(distinct jsonb_build_object('org', org_id, 'role', role)) as holders
    from todo
    where kind in ('handle', 'returned', 'draft') and module = any(${modules.map(({ path }) => path)}::text[]) and (${stage}::text is null or stage = ${stage})
      and exists (select 1 from sight where sight.record_id = todo.record_id and sight.module = todo.module and sight.org_id = any(${anyViewerOrgs(actor)}::text[]))
    group by record_id order by record_id`.execute(db)
  return rows
}

async function recordsOn(db: Kysely<DB>, modules: readonly Module[], ids: readonly string[]): Promise<Row[]> {
  const of = (column: string) =>
    sql`case record.module ${sql.join(
      modules.map(({ path, fields }) => sql`when ${path} then ${light(column, fields)}`),
      sql` `,
    )} end`
  const { rows } = await sql<Row>`
    select id, module, owner, title, stage, reached, ${of('record_values')} as values, ${of('approved')} as approved,
      to_char(approved_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as "approvedOn"
    from record where id = any(${ids}::uuid[]) order by id`.execute(db)
  return rows
}

/**
 * 推进情况 that was due within the period, or before today, and that nobody has begun: of businesses whose next report could change a figure of this scheme.
 */
export async function overdueUpdates(db: Kysely<DB>, modules: readonly Module[], actor: Actor, asked: Asked): Promise<Overdue[]> {
  const yesterday = addDays(asked.today, -1)
  const until = asked.last < yesterday ? asked.last : yesterday
  const renewing = modules.filter(({ tallies, renews }) => tallies && renews?.every)
  if (renewing.length === 0) return []
  const { rows } = await sql<Overdue>`
    select todo.module, min(todo.owner) as owner, todo.org_id as org, todo.role, count(*)::int as count, to_char(min(todo.due), 'YYYY-MM-DD') as due,
      (array_agg(todo.record_id order by todo.due, todo.record_id))[1]::text as record
    from todo
    where todo.kind = 'renew' and todo.due <= ${until} and todo.module = any(${renewing.map(({ path }) => path)}::text[])
      and (${asked.units}::text[] is null or todo.org_id = any(${asked.units}::text[]))
      and exists (select 1 from sight where sight.record_id = todo.record_id and sight.module = todo.module and sight.org_id = any(${anyViewerOrgs(actor)}::text[]))
    group by todo.module, todo.org_id, todo.role order by min(todo.due), todo.module, todo.org_id`.execute(db)
  const figures = new Set(windowsOf(asked.scheme.indicators, asked).map(({ figure }) => figure))
  const samples = await samplesOf(db, [...new Map(rows.map(({ module, record }) => [module, record])).values()])
  const bearing = new Set(
    samples.flatMap((sample) => {
      const module = renewing.find(({ path }) => path === sample.module)!
      return figuresWithin(module, sample, asked.today).some((figure) => figures.has(figure)) ? [module.path] : []
    }),
  )
  return rows.filter(({ module }) => bearing.has(module))
}

type Sample = Pick<Row, 'module' | 'owner' | 'values' | 'reached'>

const samplesOf = async (db: Kysely<DB>, ids: readonly string[]): Promise<Sample[]> =>
  (await sql<Sample>`select module, owner, reached, record_values as values from record where id = any(${ids}::uuid[])`.execute(db)).rows

/**
 * Figures that the next report may bear on: a declaration says what a record counts as, so each answer of its choices is tried, with the days that it has not told
 * yet long past and far ahead.
 */
function figuresWithin(module: Module, { values, ...record }: Sample, today: string): string[] {
  const answers = Object.entries(module.fields).flatMap(([key, { kind, options }]) =>
    kind.name === 'choice' ? (options as { words: readonly string[] }).words.map((choice) => ({ [key]: choice })) : [],
  )
  const untold = Object.keys(module.fields).filter((key) => module.fields[key]!.kind.name === 'date' && values[key] === undefined)
  const days = ['1900-01-01', '9999-12-31'].map((day) => Object.fromEntries(untold.map((key) => [key, day])))
  const tries = [{}, ...answers].flatMap((answer) => [answer, ...days.map((told) => ({ ...told, ...answer }))])
  return tries.flatMap((answer) => wouldCount(module, { ...record, values: { ...values, ...answer } }, today).map(({ figure }) => figure))
}
