import { sql, type Kysely, type Transaction } from 'kysely'
import { VOID, type Act, type State, type Subject, type Verb } from '../act.ts'
import type { AnyValues } from '../field.ts'
import { after } from '../fold.ts'
import type { Module } from '../module.ts'
import type { Actor, Org } from '../org.ts'
import { conflict, forbidden, notFound } from '../refusal.ts'
import { stageLabel } from '../workflow.ts'
import { refuseUnwelcome } from '../written.ts'
import { holderOf, standingIn, type StandIn } from './held-posts.ts'
import { planKept } from './plan-kept.ts'
import { project } from './project.ts'
import { recordColumns, subjectOf, type RecordRow } from './record-row.ts'
import type { DB } from './schema.ts'
import { firstStep, isFiledBy } from '../steps.ts'

/** What a second filer learns of the record that came first: enough to ask to be added, and nothing else. */
export type Existing = {
  title: string
  owner: string
  ownerName: string
  stage: string
  stageLabel: string
  since: Date
  listed: boolean
  asked: boolean
}

type At = { tx: Transaction<DB>; actor: Actor; now: Date }

/**
 * Takes the key at submission and keeps it while the record lives; what is filed again or corrected under another key lets the old one go.
 * Two filers at one instant meet at the primary key: the later one waits for the first, and learns who that was.
 */
export async function claimIdentity({ tx }: Pick<At, 'tx'>, module: Module, before: State, next: Subject, verb: Verb): Promise<void> {
  if (!module.identity) return
  if (verb === 'discard') {
    await sql`delete from identity where record_id = ${next.id}`.execute(tx)
    return
  }
  if (!['submit', 'pass', 'amend', 'unchanged'].includes(verb)) return
  const key = module.identity.key(next.state.values)
  // Beyond the first step the key is held since the submission, unless it is corrected here.
  if (key === null || (verb !== 'submit' && key === module.identity.key(before.values))) return
  if (before.reached > 0) await sql`delete from identity where record_id = ${next.id} and key <> ${key}`.execute(tx)
  const { rows } = await sql`${planKept}
    insert into identity (module, key, record_id) values (${module.path}, ${key}, ${next.id}) on conflict do nothing returning key`.execute(
    tx,
  )
  if (rows.length > 0) return
  const found = await underKey(tx, module, key)
  if (found?.row.id === next.id) return
  const existing = found && existingOf(module, found, next.owner)
  throw conflict('TAKEN', module.identity.taken, { field: module.identity.field, facts: { existing } })
}

/** The live record under these values' key, unless it is the one being edited. */
export async function existingFor(
  db: Kysely<DB>,
  module: Module,
  values: AnyValues,
  owner: string,
  except: string | null,
): Promise<Existing | null> {
  const key = module.identity?.key(values) ?? null
  if (key === null) return null
  const found = await underKey(db, module, key)
  return found && found.row.id !== except ? existingOf(module, found, owner) : null
}

function existingOf(module: Module, { row, subject, ownerName }: Found, owner: string): Existing {
  const joins = module.identity!.joins
  return {
    title: row.title,
    owner: subject.owner,
    ownerName,
    stage: subject.state.stage,
    stageLabel: stageLabel(module, subject.state.stage),
    since: subject.state.since,
    listed: joins ? ((subject.state.values[joins.field] ?? []) as string[]).includes(owner) : false,
    asked: subject.state.asks.some((ask) => ask.org === owner),
  }
}

/** Asks that an organisation be added to a record it may not see. Found by the identity alone: no id of a hidden record is ever needed. */
export async function ask(
  on: At,
  module: Module,
  seat: Pick<Org, 'id' | 'kind'>,
  values: AnyValues,
  words: string,
): Promise<{ id: string; existing: Existing } & StandIn> {
  const key = module.identity?.key(values) ?? null
  if (!module.identity?.joins || key === null) throw notFound()
  refuseUnwelcome(words, '申请理由', 'words')
  const first = module.flow[firstStep(module)]!
  const post = on.actor.posts.find((held) => held.org === seat.id && held.role === first.by)
  if (!isFiledBy(module, seat) || !post) throw forbidden('您的岗位不能提出此项申请。')
  const found = await underKey(on.tx, module, key, true)
  if (!found || found.row.stage === VOID) throw notFound()
  const { subject } = found
  const listed: string[] = subject.state.values[module.identity.joins.field] ?? []
  if (subject.owner === seat.id || listed.includes(seat.id)) throw conflict('ALREADY_LISTED', '本单位已在该事项的名单中，不需要申请。')
  if (subject.state.asks.some((each) => each.org === seat.id)) throw conflict('ALREADY_ASKED', '本单位已经申请过，请等待主管部门处理。')
  const act: Act = {
    seq: subject.state.version + 1,
    verb: 'ask',
    by: on.actor.id,
    byName: on.actor.name,
    forPerson: post.for?.id ?? null,
    forName: post.for?.name ?? null,
    org: seat.id,
    role: first.by,
    from: subject.state.stage,
    to: subject.state.stage,
    patch: null,
    reason: { code: 'ask', words, pins: [] },
    about: seat.id,
    outcome: null,
    at: on.now,
  }
  const next = { ...subject, state: after(module, subject.state, act) }
  if (
    !(await project(on.tx, {
      module,
      before: subject.state,
      next,
      act,
      holder: holderOf(on.actor, post),
    }))
  )
    throw forbidden('您的岗位不能提出此项申请。')
  return { id: subject.id, existing: existingOf(module, { ...found, subject: next }, seat.id), ...standingIn(post) }
}

type Found = { row: RecordRow; subject: Subject; ownerName: string }

async function underKey(db: Kysely<DB>, module: Module, key: string, lock = false): Promise<Found | null> {
  const { rows } = await sql<RecordRow & { owner_name: string }>`
    select ${recordColumns}, (select name from org where org.id = record.owner) as owner_name from identity join record on record.id = identity.record_id
    where identity.module = ${module.path} and identity.key = ${key} ${lock ? sql`for update of record` : sql``}`.execute(db)
  const [row] = rows
  return row ? { row, subject: subjectOf(row), ownerName: row.owner_name } : null
}
