import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { v7 } from 'uuid'
import { APPROVED } from '../act.ts'
import { dayOf } from '../day.ts'
import type { AnyValues } from '../field.ts'
import { after, fold } from '../fold.ts'
import type { Module } from '../module.ts'
import type { Org, Post } from '../org.ts'
import { conflict, forbidden, type Problem } from '../refusal.ts'
import { firstStep, isFiledBy } from '../steps.ts'
import { askedOf, problemsOf, readValues } from '../values.ts'
import { closedNow } from '../window.ts'
import { mayAct } from '../workflow.ts'
import { beginAll, type Begun } from './begin-all.ts'
import { holderOf, postHeld, standingIn, type Holder } from './held-posts.ts'
import { isChosenLink } from './link-rules.ts'
import { openChildren } from './openings.ts'
import { actOf, beginning, type Performed, type Stage } from './perform.ts'
import { digestOf, linksOf } from './project.ts'
import { settleAll } from './references.ts'

/** Records that cannot be begun, by their place in the list. */
export class NotAll extends Error {
  readonly problems: ReadonlyMap<number, readonly Problem[]>

  constructor(problems: ReadonlyMap<number, readonly Problem[]>) {
    super(`${problems.size} of the records cannot be begun`)
    this.name = 'NotAll'
    this.problems = problems
  }
}

/** What was done, one entry an act, in the order of the records. */
export type DoneAct = Performed & { verb: 'create' | 'submit' }

const AT_ONCE = 500

/**
 * Begins many records of one unit, as drafts or submitted, by the rules that hold for one. Everything is looked at before anything is written,
 * so that the writing is as short as it can be; the caller's transaction makes it all or nothing. Throws `NotAll` with what is wrong where.
 */
export async function createAll(
  on: Stage,
  module: Module,
  seat: Pick<Org, 'id' | 'kind'>,
  list: readonly AnyValues[],
  wish: 'draft' | 'submit',
): Promise<{ ids: string[]; done: DoneAct[] }> {
  const first = firstStep(module)
  const { by } = module.flow[first]!
  const post = on.actor.posts.find((held) => held.org === seat.id && held.role === by)
  if (!post || !isFiledBy(module, seat)) throw forbidden(`您的岗位不能新建${module.name}。`)
  const closed = wish === 'submit' && closedNow(module, { stage: first, returned: null, lapses: null }, 'submit', dayOf(on.now))
  if (closed) throw closed
  const settled = await looked(on, module, { ...seat, post }, list, wish)
  const begun: Begun[] = []
  for (const [at, values] of settled.entries()) {
    if (at % AT_ONCE === 0) await setImmediate()
    begun.push(begunWith(on, module, post, values, wish))
  }
  if (!(await holdPost(on, holderOf(on.actor, post)))) throw forbidden(`您的岗位不能新建${module.name}。`)
  if (wish === 'submit') await holdLinked(on, module, post.org, settled)
  for (let at = 0; at < begun.length; at += AT_ONCE) await beginAll(on.tx, module, begun.slice(at, at + AT_ONCE))
  if (wish === 'submit') await claimIdentities(on, module, begun)
  if (module.opens)
    for (const { subject } of begun) if (subject.state.stage === APPROVED) await openChildren({ ...on, post }, module, subject)
  return { ids: begun.map(({ subject }) => subject.id), done: begun.flatMap((each) => told(each, post)) }
}

type Unit = Pick<Org, 'kind'> & { post: Post }

async function looked(
  on: Stage,
  module: Module,
  { kind, post }: Unit,
  list: readonly AnyValues[],
  wish: 'draft' | 'submit',
): Promise<AnyValues[]> {
  const first = firstStep(module)
  const read = (values: AnyValues) => askedOf(module, readValues(module, values, first))
  const wrongIn = (values: AnyValues) => (wish === 'submit' ? problemsOf(module, values, dayOf(on.now), first, kind) : [])
  const settled = await settledEach(on, module, post.org, list, read, wrongIn)
  return settled.map(({ values }) => values)
}

/**
 * What is submitted must rest on what holds: linked records and what those rest on stay as they are until the end (see `requireLinks`). They are held as
 * late as possible, since everybody's news waits for whoever holds anything, and looked at once more, for somebody may have changed them since the first look.
 */
async function holdLinked(on: Stage, module: Module, org: string, list: readonly AnyValues[]) {
  const ids = new Set(list.flatMap((values) => linksOf(module, values).map(([, id]) => id)))
  if (ids.size === 0) return
  await sql`select hold_ground(${[...ids]}::uuid[])`.execute(on.tx)
  const linked = (values: AnyValues) => Object.fromEntries(Object.entries(values).filter(([key]) => isChosenLink(module.fields[key]!)))
  await settledEach(on, module, org, list, linked)
}

/** A few hundred at a time, so that others have their turn in between. Throws `NotAll`. */
async function settledEach(
  { tx, actor, now }: Stage,
  module: Module,
  org: string,
  list: readonly AnyValues[],
  taken: (values: AnyValues) => AnyValues,
  wrongIn: (values: AnyValues) => readonly Problem[] = () => [],
) {
  const settled: { values: AnyValues; problems: readonly Problem[] }[] = []
  for (let from = 0; from < list.length; from += AT_ONCE) {
    await setImmediate()
    const some = list.slice(from, from + AT_ONCE).map(taken)
    const looked = await settleAll(tx, module, some, { record: null, actor, org, today: dayOf(now), already: {} })
    settled.push(...looked.map(({ values, problems }) => ({ values, problems: [...problems, ...wrongIn(values)] })))
  }
  const wrong = settled.flatMap(({ problems }, at): [number, readonly Problem[]][] => (problems.length > 0 ? [[at, problems]] : []))
  if (wrong.length > 0) throw new NotAll(new Map(wrong))
  return settled
}

function begunWith(on: Stage, module: Module, post: Post, values: AnyValues, wish: 'draft' | 'submit'): Begun {
  const id = v7({ msecs: on.now.getTime() })
  const first = firstStep(module)
  const creating = actOf(on, post, { verb: 'create', seq: 1, from: null, to: first, patch: values })
  const draft = { id, owner: post.org, state: fold(module, [creating]) }
  if (wish === 'draft') return { subject: draft, acts: [creating], digests: [digestOf(draft.state.values)] }
  const answer = mayAct(module, draft, on.actor, 'submit')
  if ('refused' in answer) throw answer.refused
  const reached = beginning(module, draft, 'submit', null, answer.to, values)
  const patch = reached === values ? null : reached
  const submitting = actOf(on, answer.post, { verb: 'submit', seq: 2, from: first, to: answer.to, patch })
  const subject = { ...draft, state: after(module, draft.state, submitting) }
  return { subject, acts: [creating, submitting], digests: [digestOf(draft.state.values), digestOf(subject.state.values)] }
}

/** The post is read in the transaction that uses it, and nobody withdraws it, or the deputy, before the end (R-AC-08). */
async function holdPost({ tx }: Stage, holder: Holder): Promise<boolean> {
  const { person, org, role, for: principal } = holder
  await sql`select 1 from post where person_id = ${principal ?? person} and org_id = ${org} and role = ${role} for share`.execute(tx)
  if (principal !== null)
    await sql`select 1 from deputation where deputy_id = ${person} and principal_id = ${principal} and org_id = ${org} for share`.execute(
      tx,
    )
  // Looked at anew, for whoever held the rows before may have changed them.
  return (await sql`select 1 where ${postHeld(holder)}`.execute(tx)).rows.length > 0
}

/** Takes all keys at once, in their order, so that two imports meet at the same key first and neither waits for the other in a circle. */
async function claimIdentities({ tx }: Stage, module: Module, begun: readonly Begun[]) {
  const keyed = begun.flatMap(({ subject }) => {
    const key = module.identity?.key(subject.state.values) ?? null
    return key === null ? [] : [{ key, id: subject.id }]
  })
  if (keyed.length === 0) return
  const { rows } = await sql`insert into identity (module, key, record_id) select ${module.path}, key, id
    from jsonb_to_recordset(${JSON.stringify(keyed)}::jsonb) as claimed(key text, id uuid) order by key collate "C" on conflict do nothing returning 1`.execute(
    tx,
  )
  if (rows.length < keyed.length) throw conflict('TAKEN', module.identity!.taken, { field: module.identity!.field })
}

function told({ subject, digests, acts }: Begun, post: Post): DoneAct[] {
  return acts.map(({ verb }, at) => ({
    verb: verb as DoneAct['verb'],
    id: subject.id,
    org: post.org,
    before: at === 0 ? null : digests[at - 1]!,
    after: digests[at]!,
    ...standingIn(post),
  }))
}
