import { sql, type Transaction } from 'kysely'
import { v7 } from 'uuid'
import { APPROVED, type Act, type Subject, type Verb } from '../act.ts'
import { dayOf } from '../day.ts'
import { after, patchBetween } from '../fold.ts'
import type { Module } from '../module.ts'
import type { Actor, Org, OrgKind, Post } from '../org.ts'
import { conflict, forbidden, invalid, type Refusal } from '../refusal.ts'
import { fills, firstStep, isFiledBy, rankOf } from '../steps.ts'
import { problemsOf, readValues } from '../values.ts'
import { closedNow } from '../window.ts'
import { effectiveOutcome, mayAct } from '../workflow.ts'
import { begin, claimFiles } from './begin.ts'
import { aboutOf, reasonOf, refuseSurplus, type Deed } from './deed.ts'
import { claimIdentity } from './identity.ts'
import { requireLinks } from './link-rules.ts'
import { load } from './load.ts'
import { openChildren } from './openings.ts'
import { digestOf, project } from './project.ts'
import { settleReferences } from './references.ts'
import type { DB } from './schema.ts'
import { valuesAfter } from './values-after.ts'

/** What a verb is performed with: the transaction, who, when, and the collection that openings are looked up in. */
export type Stage = { tx: Transaction<DB>; actor: Actor; now: Date; modules: readonly Module[] }

/** What happened, for the audit row. */
export type Performed = { id: string; org: string; before: string | null; after: string }

/** Begins a draft for one of the actor's organisations. Refuses people who are not entry clerks of a unit that files this business. */
export async function create(on: Stage, module: Module, seat: Pick<Org, 'id' | 'kind'>, raw: unknown): Promise<Performed> {
  const first = module.flow[firstStep(module)]!
  const post = on.actor.posts.find((held) => held.org === seat.id && held.role === first.by)
  if (!post || !isFiledBy(module, seat)) throw forbidden(`您的岗位不能新建${module.name}。`)
  const id = v7({ msecs: on.now.getTime() })
  const values = await settleReferences(on.tx, module, readValues(module, raw, firstStep(module)), {
    record: null,
    actor: on.actor,
    org: post.org,
    today: dayOf(on.now),
    already: {},
  })
  const act = actOf(on, post, { verb: 'create', seq: 1, from: null, to: firstStep(module), patch: values })
  const begun = await begin(on.tx, module, { id, owner: post.org }, act, {
    holder: { person: on.actor.id, org: post.org, role: post.role },
  })
  if (!begun) throw forbidden(`您的岗位不能新建${module.name}。`)
  return begun
}

/** Performs one verb on a record: looks, decides by the same function the button used, and stores act and projections in one statement. */
export async function perform(on: Stage, module: Module, id: string, deed: Deed): Promise<Performed> {
  const { subject, row } = await load(on.tx, module, id, on.actor)
  const { state } = subject
  if (state.version !== deed.version) throw await stale(on, id)
  refuseLapsed(subject, deed.verb, on.now)
  const answer = mayAct(module, subject, on.actor, deed.verb, deed.outcome ?? null)
  if ('refused' in answer) throw answer.refused
  const closed = closedNow(module, { ...state, lapses: state.deadline?.lapses ?? null }, deed.verb, dayOf(on.now))
  if (closed) throw closed
  refuseSurplus(deed)
  const outcome = deed.verb === 'decide' ? effectiveOutcome(module, subject, deed.outcome!) : null
  const written = await valuesAfter({ ...on, post: answer.post }, module, subject, deed, outcome)
  const values = arrived(module, subject, answer.to, written)
  const today = dayOf(on.now)
  if (['submit', 'pass', 'unchanged', 'amend'].includes(deed.verb))
    refuseIncomplete(module, values, today, row.owner_kind, deed.verb === 'submit' || deed.verb === 'pass' ? state.stage : APPROVED)
  const act = actOf(on, answer.post, {
    verb: deed.verb,
    seq: state.version + 1,
    from: state.stage,
    to: answer.to,
    patch: patchBetween(state.values, values),
    reason: await reasonOf(on.tx, module, deed, outcome, today),
    about: aboutOf(state, deed, today),
    outcome: outcome?.name ?? null,
  })
  const next = { ...subject, state: after(module, state, act) }
  if (goesForward(module, act)) await requireLinks(on.tx, module, next)
  await claimIdentity(on, module, state, next, deed.verb)
  const holder = { person: on.actor.id, org: answer.post.org, role: answer.post.role }
  if (!(await project(on.tx, { module, before: state, next, act, holder }))) throw await stale(on, id)
  if (act.patch !== null) await claimFiles(on.tx, module, next)
  if (next.state.stage === APPROVED) await openChildren({ ...on, post: answer.post }, module, next)
  return { id, org: answer.post.org, before: digestOf(state.values), after: digestOf(next.state.values) }
}

/** What moves on, or is corrected when decided, must rest on what holds; what is sent back or stopped need not. */
function goesForward(module: Module, { verb, from, to }: Act) {
  return verb === 'amend' || verb === 'unchanged' || (verb !== 'withdraw' && rankOf(module, to) > rankOf(module, from!))
}

/** A filling step that is reached for the first time finds what it begins with. */
function arrived(module: Module, { state }: Subject, to: string, values: Subject['state']['values']) {
  const begins = module.flow[to]?.begins
  return begins && fills(module, to) && state.reached < rankOf(module, to) ? { ...begins(values), ...values } : values
}

/** Between the moment time ran out and the sweep that acts on it, nobody slips in. */
function refuseLapsed({ state }: Subject, verb: Verb, now: Date) {
  if (state.deadline?.lapses && verb !== 'withdraw' && dayOf(now) > state.deadline.on)
    throw conflict('LAPSED', `办理期限为${state.deadline.on}，已经超过，系统将自动处理。`)
}

function refuseIncomplete(module: Module, values: Subject['state']['values'], today: string, filer: OrgKind, stage: string) {
  const problems = problemsOf(module, values, today, stage, filer)
  if (problems.length > 0) throw invalid(problems, 'INCOMPLETE')
}

/** Who came first, so that the loser of a race is told (F-12). */
async function stale(on: Stage, id: string): Promise<Refusal> {
  const { rows } = await sql<{
    by_name: string
    verb: string
    seq: number
    at: Date
  }>`select by_name, verb, seq, at from act where record_id = ${id} order by seq desc limit 1`.execute(on.tx)
  const [last] = rows
  return conflict('STALE', `内容已由${last?.by_name ?? '他人'}更新，请查看最新内容后再办理。`, {
    facts: { by: last?.by_name, verb: last?.verb, version: last?.seq, at: last?.at },
  })
}

function actOf(
  on: Stage,
  post: Post,
  part: Pick<Act, 'verb' | 'seq' | 'from' | 'to' | 'patch'> & Partial<Pick<Act, 'reason' | 'about' | 'outcome'>>,
): Act {
  return {
    reason: null,
    about: null,
    outcome: null,
    ...part,
    by: on.actor.id,
    byName: on.actor.name,
    org: post.org,
    role: post.role,
    at: on.now,
  }
}
