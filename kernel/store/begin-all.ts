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
import type { DB } from './schema.ts'
import { titlePairsOf } from './title-pairs.ts'

/** A record as its first acts left it, and the digest of its values after each of them. */
export type Begun = { subject: Subject; acts: readonly Act[]; digests: readonly string[] }

/**
 * Stores new records with their first acts: what `project` stores one by one, in one statement a table. Nobody saw them before, so
 * nothing is to be taken away; whoever sees them now is told once for all of them.
 */
export async function beginAll(tx: Transaction<DB>, module: Module, begun: readonly Begun[]): Promise<void> {
  const rows = (of: (each: Begun) => readonly object[]) => sql`${JSON.stringify(begun.flatMap(of))}::jsonb`
  await sql`insert into record (id, module, owner, stage, version, round, reached, title, record_values, approved, approved_at, hands, returned, asks, advance, deadline, respite, late, covered, extension, decided, since, created_at, changed_at, grams, found_in)
    select id, ${module.path}, owner, stage, version, round, reached, title, record_values, approved, approved_at, hands, returned, asks, advance, deadline, respite, late, covered, extension, decided, since, created_at, changed_at, grams, found_in
    from jsonb_to_recordset(${rows(({ subject, acts }) => [recordOf(module, subject, acts)])}) as r(id uuid, owner text, stage text, version int, round int, reached int, title text, record_values jsonb,
      approved jsonb, approved_at timestamptz, hands jsonb, returned jsonb, asks jsonb, advance jsonb, deadline jsonb, respite jsonb, late jsonb, covered date, extension jsonb, decided jsonb, since timestamptz, created_at timestamptz, changed_at timestamptz, grams text[], found_in text)`.execute(
    tx,
  )
  await sql`insert into act (record_id, seq, verb, by_person, by_name, for_person, for_name, org_id, role, from_stage, to_stage, patch, form, before_digest, after_digest, at)
    select id, seq, verb, by_person, by_name, for_person, for_name, org_id, role, from_stage, to_stage, patch, ${formDigest(module)}, before_digest, after_digest, at
    from jsonb_to_recordset(${rows(actsOf)}) as a(id uuid, seq int, verb text, by_person uuid, by_name text, for_person uuid, for_name text, org_id text, role text, from_stage text, to_stage text, patch jsonb, before_digest text, after_digest text, at timestamptz)`.execute(
    tx,
  )
  await sql`insert into sight (org_id, module, record_id) select org, ${module.path}, id from jsonb_to_recordset(${rows(({ subject }) => sightOf(module, subject).map((org) => ({ id: subject.id, org })))}) as s(id uuid, org text)`.execute(
    tx,
  )
  await sql`insert into todo (record_id, kind, org_id, role, module, stage, title, owner, since, starts, due, not_for)
    select id, kind, org, role, ${module.path}, stage, title, owner, since, starts, due, not_for
    from jsonb_to_recordset(${rows(({ subject }) => todosOf(module, subject).map(({ notFor, ...todo }) => ({ ...todo, not_for: notFor, id: subject.id, owner: subject.owner, title: titleOf(module, subject.state.values) })))})
      as t(id uuid, kind text, org text, role text, stage text, title text, owner text, since timestamptz, starts date, due date, not_for uuid[])`.execute(
    tx,
  )
  await sql`insert into facet (module, field, value, record_id) select ${module.path}, field, value, id
    from jsonb_to_recordset(${rows(({ subject }) => facetsOf(module, subject.state.values).map(([field, value]) => ({ id: subject.id, field, value })))}) as f(id uuid, field text, value text)`.execute(
    tx,
  )
  await sql`insert into link (record_id, field, target_id) select distinct id, field, target
    from jsonb_to_recordset(${rows(({ subject }) => linksOf(module, subject.state.values).map(([field, target]) => ({ id: subject.id, field, target })))}) as l(id uuid, field text, target uuid)`.execute(
    tx,
  )
  await sql`insert into title_pair (module, pair, record_id, pairs) select ${module.path}, pair, id, pairs
    from jsonb_to_recordset(${rows(({ subject }) => pairsOf(module, subject))}) as p(id uuid, pair text, pairs int)`.execute(tx)
  await sql`insert into timer (record_id, module, lapses_on) select id, ${module.path}, lapses_on
    from jsonb_to_recordset(${rows(({ subject }) => timerOf(subject))}) as t(id uuid, lapses_on date)`.execute(tx)
  await stir(tx, module, begun)
}

function recordOf(module: Module, { id, owner, state }: Subject, acts: readonly Act[]) {
  const found = foundIn(module, state.values)
  const { values: record_values, approvedAt: approved_at, ...rest } = state
  return {
    ...{ id, owner, record_values, approved_at, ...rest },
    ...{ title: titleOf(module, state.values), created_at: acts[0]!.at, changed_at: acts.at(-1)!.at },
    ...{ grams: grams(found), found_in: textKey(found) },
  }
}

const actsOf = ({ subject, acts, digests }: Begun) =>
  acts.map((act, at) => ({
    ...{ id: subject.id, seq: act.seq, verb: act.verb, by_person: act.by, by_name: act.byName },
    ...{ for_person: act.forPerson, for_name: act.forName, org_id: act.org, role: act.role },
    ...{ from_stage: act.from, to_stage: act.to, patch: act.patch, at: act.at },
    ...{ before_digest: digests[at - 1] ?? null, after_digest: digests[at] },
  }))

function pairsOf(module: Module, { id, state }: Subject) {
  const pairs = titlePairsOf(module, state.stage, state.values)
  return pairs.map((pair) => ({ id, pair, pairs: pairs.length }))
}

const timerOf = ({ id, state }: Subject) => (state.deadline?.lapses ? [{ id, lapses_on: addDays(state.deadline.on, 1) }] : [])

/** One word for all records that the same organisations see: pages ask anew for what is on them, whichever records it was. */
async function stir(tx: Transaction<DB>, module: Module, begun: readonly Begun[]) {
  const audiences = new Set(begun.map(({ subject }) => JSON.stringify(sightOf(module, subject))))
  for (const orgs of audiences)
    await sql`insert into outbox (kind, module, orgs, at) values ('record', ${module.path}, ${JSON.parse(orgs) as string[]}::text[], ${begun[0]!.acts.at(-1)!.at})`.execute(
      tx,
    )
}
