import { createHash } from 'node:crypto'
import { sql, type RawBuilder, type Transaction } from 'kysely'
import type { Act, State, Subject } from '../act.ts'
import { addDays } from '../day.ts'
import { canonical } from '../fold.ts'
import { grams } from '../grams.ts'
import type { Module } from '../module.ts'
import { sightOf } from '../parties.ts'
import { todosOf } from '../todo.ts'
import { textKey } from '../text-key.ts'
import { formDigest } from './form.ts'
import { isChosenLink } from './link-rules.ts'
import { postHeld, type Holder } from './held-posts.ts'
import { planKept } from './plan-kept.ts'
import type { DB } from './schema.ts'
import { tallies } from './tallies.ts'
import { titlePairs } from './title-pairs.ts'

export type Change = {
  module: Module
  before: State | null
  next: Subject
  act: Act
  /** Whose post is a condition of the write; null where the system acts. */
  holder: Holder | null
}

/**
 * Stores one act and everything it changes, in one statement. The update carries version, stage and the actor's post as conditions:
 * checking and acting cannot come apart, however many nodes write at once. Answers false when the record was no longer as read.
 */
export async function project(tx: Transaction<DB>, change: Change): Promise<boolean> {
  const { module, before, next, act } = change
  const parts = [
    sql`moved as (${before ? moving(change, before) : beginning(change)})`,
    sql`acted as (${acting(change)})`,
    ...sights(module, next),
    ...todos(module, next),
    ...timers(module, next),
    ...(before === null || act.patch !== null ? [...facets(module, next), ...links(module, next)] : []),
    ...tallies(module, before, next, act),
    ...titlePairs(module, before, next.state, next.id),
    sql`told as (insert into outbox (kind, module, record_id, orgs, moved, at) select 'record', ${module.path}, moved.id, ${audience(module, before, next)}::text[], ${act.verb !== 'save'}, ${act.at} from moved)`,
  ]
  const { rows } = await sql<{ id: string }>`${planKept} with ${sql.join(parts, sql`, `)} select id from moved`.execute(tx)
  return rows.length === 1
}

export const digestOf = (values: unknown) => createHash('sha256').update(canonical(values)).digest('hex')

export function titleOf(module: Module, values: State['values']): string {
  const value = values[module.title]
  return value === undefined
    ? `未命名${module.name}`
    : module.fields[module.title]!.kind.toText(value, module.fields[module.title]!, {
        org: (id) => id,
        term: (_dictionary, code) => code,
      }).slice(0, 300)
}

function beginning({ module, next, act, holder }: Change) {
  const { state } = next
  const found = foundIn(module, state.values)
  return sql`insert into record (id, module, owner, stage, version, round, reached, title, record_values, hands, deadline, since, created_at, changed_at, grams, found_in)
    select ${next.id}::uuid, ${module.path}, ${next.owner}, ${state.stage}, ${state.version}::int, ${state.round}::int, ${state.reached}::int, ${titleOf(module, state.values)}, ${json(state.values)},
      ${json(state.hands)}, ${json(state.deadline)}, ${state.since}::timestamptz, ${act.at}::timestamptz, ${act.at}::timestamptz, ${grams(found)}::text[], ${textKey(found)} ${holder === null ? sql`` : sql`where ${postHeld(holder)}`} returning id`
}

function moving({ module, next, act, holder }: Change, before: State) {
  const { state } = next
  const found = foundIn(module, state.values)
  const texts =
    act.patch === null
      ? sql``
      : sql`record_values = ${json(state.values)}, title = ${titleOf(module, state.values)}, grams = ${grams(found)}::text[], found_in = ${textKey(found)},`
  const approval =
    state.approvedAt === before.approvedAt && state.approved === before.approved
      ? sql``
      : sql`approved = ${json(state.approved)}, approved_at = ${state.approvedAt},`
  return sql`update record set ${texts} ${approval} stage = ${state.stage}, version = ${state.version}, round = ${state.round}, reached = ${state.reached}, hands = ${json(state.hands)},
      deadline = ${json(state.deadline)}, respite = ${json(state.respite)}, late = ${json(state.late)}, covered = ${state.covered}, extension = ${json(state.extension)}, decided = ${json(state.decided)}, returned = ${json(state.returned)}, asks = ${json(state.asks)}, advance = ${json(state.advance)}, since = ${state.since}, changed_at = ${act.at}
    where id = ${next.id} and version = ${before.version} and stage = ${before.stage} ${holder === null ? sql`` : sql`and ${postHeld(holder)}`} returning id`
}

function acting({ module, before, next, act }: Change) {
  return sql`insert into act (record_id, seq, verb, by_person, by_name, for_person, for_name, org_id, role, from_stage, to_stage, patch, reason, about, outcome, form, before_digest, after_digest, at)
    select moved.id, ${act.seq}::int, ${act.verb}, ${act.by}::uuid, ${act.byName}, ${act.forPerson}::uuid, ${act.forName}::text, ${act.org}, ${act.role}, ${act.from}::text, ${act.to}, ${json(act.patch)}, ${json(act.reason)}, ${act.about}::text, ${act.outcome}::text,
      ${formDigest(module)}, ${before ? digestOf(before.values) : null}::text, ${digestOf(next.state.values)}, ${act.at}::timestamptz from moved`
}

function sights(module: Module, next: Subject) {
  const orgs = sightOf(module, next)
  return [
    sql`sight_gone as (delete from sight where record_id = ${next.id} and org_id <> all(${orgs}::text[]))`,
    sql`sight_new as (insert into sight (org_id, module, record_id) select org, ${module.path}, moved.id from moved, unnest(${orgs}::text[]) as org on conflict do nothing)`,
  ]
}

function todos(module: Module, next: Subject) {
  const rows = todosOf(module, next)
  const desks = rows.map((todo) => `${todo.kind} ${todo.org} ${todo.role}`)
  const gone = sql`todo_gone as (delete from todo where record_id = ${next.id} and kind || ' ' || org_id || ' ' || role <> all(${desks}::text[]))`
  if (rows.length === 0) return [gone]
  const values = rows.map((todo) => ({ ...todo, not_for: todo.notFor }))
  return [
    gone,
    sql`todo_new as (insert into todo (record_id, kind, org_id, role, module, stage, title, owner, since, starts, due, not_for)
      select moved.id, desk.kind, desk.org, desk.role, ${module.path}, desk.stage, ${titleOf(module, next.state.values)}, ${next.owner}, desk.since, desk.starts, desk.due, desk.not_for
      from moved, jsonb_to_recordset(${json(values)}) as desk(kind text, org text, role text, stage text, since timestamptz, starts date, due date, not_for uuid[])
      on conflict (record_id, kind, org_id, role) do update set stage = excluded.stage, title = excluded.title, since = excluded.since, starts = excluded.starts, due = excluded.due, not_for = excluded.not_for)`,
  ]
}

/** A row where time running out has a consequence. Modules without such steps never touch the table. */
function timers(module: Module, next: Subject): RawBuilder<unknown>[] {
  if (!Object.values(module.flow).some((step) => Object.values(step.outcomes ?? {}).some((outcome) => outcome.lapses))) return []
  const { deadline } = next.state
  if (!deadline?.lapses) return [sql`timer_gone as (delete from timer where record_id = ${next.id})`]
  return [
    sql`timer_new as (insert into timer (record_id, module, lapses_on) select moved.id, ${module.path}, ${addDays(deadline.on, 1)}::date from moved
      on conflict (record_id) do update set lapses_on = excluded.lapses_on)`,
  ]
}

function links(module: Module, next: Subject): RawBuilder<unknown>[] {
  if (linkFields(module).length === 0) return []
  // What was decided is rested on until it is decided anew, whatever the report under way says.
  const named = [next.state.values, ...(next.state.approved ? [next.state.approved] : [])].flatMap((values) => linksOf(module, values))
  const pairs = [...new Map(named.map((pair) => [pair.join(' '), pair])).values()]
  const kept = sql`unnest(${pairs.map(([key]) => key)}::text[], ${pairs.map(([, id]) => id)}::uuid[]) as kept(field, target_id)`
  return [
    sql`link_gone as (delete from link where record_id = ${next.id} and not exists (select 1 from ${kept} where kept.field = link.field and kept.target_id = link.target_id))`,
    sql`link_new as (insert into link (record_id, field, target_id) select moved.id, kept.field, kept.target_id from moved, ${kept} on conflict do nothing)`,
  ]
}

const linkFields = (module: Module) => Object.entries(module.fields).filter(([, field]) => isChosenLink(field))

/** Pairs of field and record for what was chosen. */
export function linksOf(module: Module, values: State['values']): [string, string][] {
  return linkFields(module).flatMap(([key, field]) => {
    const references = values[key] === undefined ? [] : (field.kind.references?.(values[key], field) ?? [])
    return references.flatMap((reference): [string, string][] => (reference.to === 'record' ? [[key, reference.id]] : []))
  })
}

function facets(module: Module, next: Subject): RawBuilder<unknown>[] {
  const pairs = facetsOf(module, next.state.values)
  const fields = pairs.map(([field]) => field)
  const values = pairs.map(([, value]) => value)
  return [
    sql`facet_gone as (delete from facet where record_id = ${next.id} and not exists (select 1 from unnest(${fields}::text[], ${values}::text[]) as kept(field, value) where kept.field = facet.field and kept.value = facet.value))`,
    sql`facet_new as (insert into facet (module, field, value, record_id) select ${module.path}, kept.field, kept.value, moved.id from moved, unnest(${fields}::text[], ${values}::text[]) as kept(field, value) on conflict do nothing)`,
  ]
}

/** Pairs of field and value that the ledger may filter or sort by. A sortable field without a value sorts as the empty text. */
export function facetsOf(module: Module, values: State['values']): [string, string][] {
  const alike = module.alike?.key(values) ?? null
  const listed: [string, string][] = module.directory?.holds(values) ? [[DIRECTORY, textKey(titleOf(module, values))]] : []
  const own = Object.entries(module.fields).flatMap(([key, field]) => {
    if (!field.kind.facets || !(field.kind.filter || isSortable(field) || field.kind.name.startsWith('link'))) return []
    const value = values[key]
    const found = value === undefined ? (isSortable(field) ? [''] : []) : field.kind.facets(value)
    return [...new Set(found)].map((each): [string, string] => [key, each])
  })
  return [...own, ...listed, ...(alike === null ? [] : [[ALIKE, alike.slice(0, 500)] as [string, string]])]
}

/** The facet that tells what a unit has filed already. */
export const ALIKE = '@alike'

/** The facet by which a record stands in its module's directory. */
export const DIRECTORY = '@directory'

export function isSortable(field: Module['fields'][string]): boolean {
  return field.kind.sortable === true || field.options.sortable === true
}

/** What a search looks into, as typed. */
export function foundIn(module: Module, values: State['values']): string {
  return Object.entries(module.fields)
    .flatMap(([key, field]) => (values[key] === undefined ? [] : [field.kind.search?.(values[key]) ?? '']))
    .filter(Boolean)
    .join('\n')
    .slice(0, 4000)
}

/** Everyone whose picture of the record changed: those who see it now and those who saw it before. */
function audience(module: Module, before: State | null, next: Subject): string[] {
  return [...new Set([...sightOf(module, next), ...(before ? sightOf(module, { ...next, state: before }) : [])])]
}

const json = (value: unknown) => sql`${value === null || value === undefined ? null : JSON.stringify(value)}::jsonb`
