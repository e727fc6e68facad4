import { sql, type Transaction } from 'kysely'
import type { Act, Subject } from '../act.ts'
import { addDays } from '../day.ts'
import { grams } from '../grams.ts'
import type { Module } from '../module.ts'
import { sightOf } from '../parties.ts'
import { textKey } from '../text-key.ts'
import { todosOf } from '../todo.ts'
import { formDigest } from './form.ts'
import { facetsOf, foundIn, linksOf, titleOf } from './project.ts'
import { talliesAfter } from './tallies.ts'
import type { DB } from './schema.ts'
import { titlePairsOf } from './title-pairs.ts'

/** A record as its first acts left it, and the digest of its values after each of them. */
export type Begun = { subject: Subject; acts: readonly Act[]; digests: readonly string[] }

/**
 * Stores new records with their first acts: what `project` stores one by one, in one statement a table. Nobody saw them before, so
 * nothing is to be taken away; whoever sees them now is told once for all of them.
 */
export async function beginAll(tx: Transaction<DB>, module: Module, begun: readonly Begun[]): Promise<void> {
  const store = (table: keyof DB, of: (each: Begun) => readonly object[]) => insertAll(tx, table, begun.flatMap(of))
  await store('record', (each) => [recordOf(module, each)])
  await store('act', (each) => actsOf(module, each))
  await store('sight', ({ subject }) => sightOf(module, subject).map((org_id) => ({ org_id, module: module.path, record_id: subject.id })))
  await store('todo', ({ subject }) => todosIn(module, subject))
  await store('facet', ({ subject: { id, state } }) =>
    facetsOf(module, state.values).map(([field, value]) => ({ module: module.path, field, value, record_id: id })),
  )
  await store('link', ({ subject: { id, state } }) => {
    const links = new Map(linksOf(module, state.values).map(([field, target]) => [`${field} ${target}`, { field, target }]))
    return [...links.values()].map(({ field, target }) => ({ record_id: id, field, target_id: target }))
  })
  await store('title_pair', ({ subject: { id, state } }) => {
    const pairs = titlePairsOf(module, state.stage, state.values)
    return pairs.map((pair) => ({ module: module.path, pair, record_id: id, pairs: pairs.length }))
  })
  await store('timer', ({ subject: { id, state } }) =>
    state.deadline?.lapses ? [{ record_id: id, module: module.path, lapses_on: addDays(state.deadline.on, 1) }] : [],
  )
  await store('tally', ({ subject, acts }) =>
    talliesAfter(module, subject, [{ state: subject.state, at: acts.at(-1)!.at }]).map((row) => ({ ...row, record_id: subject.id })),
  )
  await stir(tx, module, begun)
}

/** Rows of one table, all with the same columns; the database reads each as the table's own type. */
async function insertAll(tx: Transaction<DB>, table: keyof DB, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return
  const columns = sql.join(Object.keys(rows[0]!).map((column) => sql.ref(column)))
  // With its schema, for `record` alone is a word of SQL.
  const into = sql.id('public', table)
  await sql`insert into ${into} (${columns}) select ${columns} from jsonb_populate_recordset(null::${into}, ${JSON.stringify(rows)}::jsonb)`.execute(
    tx,
  )
}

function recordOf(module: Module, { subject: { id, owner, state }, acts }: Begun) {
  const found = foundIn(module, state.values)
  const { values, approvedAt, ...rest } = state
  return {
    ...{ id, module: module.path, owner, record_values: values, approved_at: approvedAt, ...rest },
    ...{ title: titleOf(module, values), created_at: acts[0]!.at, changed_at: acts.at(-1)!.at },
    ...{ grams: grams(found), found_in: textKey(found) },
  }
}

const actsOf = (module: Module, { subject, acts, digests }: Begun) =>
  acts.map((act, at) => ({
    ...{ record_id: subject.id, seq: act.seq, verb: act.verb, by_person: act.by, by_name: act.byName },
    ...{ for_person: act.forPerson, for_name: act.forName, org_id: act.org, role: act.role },
    ...{ from_stage: act.from, to_stage: act.to, patch: act.patch, at: act.at, form: formDigest(module) },
    ...{ before_digest: digests[at - 1] ?? null, after_digest: digests[at] },
  }))

function todosIn(module: Module, subject: Subject) {
  const about = { record_id: subject.id, module: module.path, owner: subject.owner, title: titleOf(module, subject.state.values) }
  return todosOf(module, subject).map(({ org, notFor, ...todo }) => ({ ...todo, ...about, org_id: org, not_for: notFor }))
}

/** One word for all records that the same organisations see: pages ask anew for what is on them, whichever records it was. */
async function stir(tx: Transaction<DB>, module: Module, begun: readonly Begun[]) {
  const audiences = new Set(begun.map(({ subject }) => JSON.stringify(sightOf(module, subject))))
  for (const orgs of audiences)
    await sql`insert into outbox (kind, module, orgs, at) values ('record', ${module.path}, ${JSON.parse(orgs) as string[]}::text[], ${begun[0]!.acts.at(-1)!.at})`.execute(
      tx,
    )
}
