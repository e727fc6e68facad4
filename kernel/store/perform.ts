import { sql, type Transaction } from 'kysely'
import { v7 } from 'uuid'
import { actedBy, APPROVED, type Act, type Subject, type Verb } from '../act.ts'
import { dayOf } from '../day.ts'
import { after, patchBetween } from '../fold.ts'
import type { Module, Outcome } from '../module.ts'
import type { Actor, Org, OrgKind, Post } from '../org.ts'
import { tellingOf } from '../message.ts'
import { conflict, forbidden, invalid, type Refusal } from '../refusal.ts'
import { firstStep, isFiledBy, rankOf, renewalStep } from '../steps.ts'
import { askedOf, problemsOf, readValues } from '../values.ts'
import { closedNow } from '../window.ts'
import { effectiveOutcome, mayAct } from '../workflow.ts'
import { begin, claimFiles } from './begin.ts'
import { aboutOf, reasonOf, refuseSurplus, type Deed } from './deed.ts'
import { holderOf, standingIn, type StandIn } from './held-posts.ts'
import { claimIdentity } from './identity.ts'
import { requireLinks } from './link-rules.ts'
import { load } from './load.ts'
import { givenAnew, openChildren } from './openings.ts'
import { digestOf, project, titleOf } from './project.ts'
import { settleReferences } from './references.ts'
import type { DB } from './schema.ts'
import { tell } from './tell.ts'
import { valuesAfter } from './values-after.ts'

/** What a verb is performed with: the transaction, who, when, and the collection that openings are looked up in. */
export type Stage = { tx: Transaction<DB>; actor: Actor; now: Date; modules: readonly Module[] }

/** What happened, for the audit row. */
export type Performed = { id: string; org: string; before: string | null; after: string } & StandIn

/** Begins a draft for one of the actor's organisations. Refuses people who are not entry clerks of a unit that files this business. */
export async function create(on: Stage, module: Module, seat: Pick<Org, 'id' | 'kind'>, raw: unknown): Promise<Performed> {
  const first = module.flow[firstStep(module)]!
  const post = on.actor.posts.find((held) => held.org === seat.id && held.role === first.by)
  if (!post || !isFiledBy(module, seat)) throw forbidden(`您的岗位不能新建${module.name}。`)
  const id = v7({ msecs: on.now.getTime() })
  const values = await settleReferences(on.tx, module, askedOf(module, readValues(module, raw, firstStep(module))), {
    record: null,
    actor: on.actor,
    org: post.org,
    today: dayOf(on.now),
    already: {},
  })
  const act = actOf(on, post, { verb: 'create', seq: 1, from: null, to: firstStep(module), patch: values })
  const begun = await begin(on.tx, module, { id, owner: post.org }, act, { holder: holderOf(on.actor, post) })
  if (!begun) throw forbidden(`您的岗位不能新建${module.name}。`)
  return { ...begun, ...standingIn(post) }
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
  const anew = deed.verb === 'renew' || deed.verb === 'unchanged' ? await givenAnew(on.tx, on.modules, module, id) : {}
  const values = { ...beginning(module, subject, deed.verb, outcome, answer.to, written), ...anew }
  const today = dayOf(on.now)
  if (['submit', 'pass', 'unchanged', 'amend'].includes(deed.verb))
    refuseIncomplete(module, values, today, row.owner_kind, stageLeft(module, subject, deed.verb))
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
  const holder = holderOf(on.actor, answer.post)
  if (!(await project(on.tx, { module, before: state, next, act, holder }))) throw await stale(on, id)
  if (act.patch !== null) await claimFiles(on.tx, module, next)
  const telling = tellingOf(module, next, act, titleOf(module, next.state.values))
  if (telling) await tell(on.tx, telling, { module: module.path, record: id, by: act.by, at: on.now })
  if (next.state.stage === APPROVED) await openChildren({ ...on, post: answer.post }, module, next)
  return { id, org: answer.post.org, before: digestOf(state.values), after: digestOf(next.state.values), ...standingIn(answer.post) }
}

/** What moves on, or is corrected when decided, must rest on what holds; what is sent back or stopped need not. */
function goesForward(module: Module, { verb, from, to }: Act) {
  return verb === 'amend' || verb === 'unchanged' || (verb !== 'withdraw' && rankOf(module, to) > rankOf(module, from!))
}

/** The stage whose rules hold: what is corrected afterwards is decided already, and “no change” is said where reports are written. */
function stageLeft(module: Module, { state }: Subject, verb: Verb): string {
  if (verb === 'amend') return APPROVED
  return verb === 'unchanged' ? renewalStep(module) : state.stage
}

/** What a filling step begins with: when the record comes to it and nobody has written there, and when the next report begins. */
export function beginning(
  module: Module,
  { state }: Subject,
  verb: Verb,
  outcome: Outcome | null,
  to: string,
  values: Subject['state']['values'],
): Subject['state']['values'] {
  const begins = module.flow[to]?.begins
  const untouched = (state.hands[to] ?? []).length === 0
  const forward = to !== state.stage && !['return', 'withdraw'].includes(verb) && !outcome?.returns
  return begins && forward && (verb === 'renew' || untouched) ? { ...values, ...begins(values) } : values
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
    byName: string
    forName: string | null
    verb: string
    seq: number
    at: Date
  }>`select by_name as "byName", for_name as "forName", verb, seq, at from act where record_id = ${id} order by seq desc limit 1`.execute(
    on.tx,
  )
  const [last] = rows
  const by = last && actedBy(last)
  return conflict('STALE', `内容已由${by ?? '他人'}更新，请查看最新内容后再办理。`, {
    facts: { by, verb: last?.verb, version: last?.seq, at: last?.at },
  })
}

/** An act as this person does it now, in this post. */
export function actOf(
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
    forPerson: post.for?.id ?? null,
    forName: post.for?.name ?? null,
    org: post.org,
    role: post.role,
    at: on.now,
  }
}
