import { sql, type Transaction } from 'kysely'
import { v7 } from 'uuid'
import { APPROVED, VOID, type Act, type Subject } from '../act.ts'
import { dayOf } from '../day.ts'
import type { AnyValues } from '../field.ts'
import { after, fold, patchBetween } from '../fold.ts'
import type { Module, Opening } from '../module.ts'
import { firstStep } from '../module.ts'
import type { Actor, Org, Post } from '../org.ts'
import { conflict, forbidden, invalid, type Refusal } from '../refusal.ts'
import { isAsked, problemsOf, readValues } from '../values.ts'
import { mayAct } from '../workflow.ts'
import { reasonOf, refuseSurplus, type Deed } from './deed.ts'
import { claimIdentity } from './identity.ts'
import { load } from './load.ts'
import { digestOf, project } from './project.ts'
import { settleReferences } from './references.ts'
import { recordColumns, subjectOf, type RecordRow } from './record-row.ts'
import type { DB } from './schema.ts'

/** What a verb is performed with: the transaction, who, when, and the collection that openings are looked up in. */
export type Stage = { tx: Transaction<DB>; actor: Actor; now: Date; modules: readonly Module[] }

/** What happened, for the audit row. */
export type Performed = { id: string; org: string; before: string | null; after: string }

/** Begins a draft for one of the actor's organisations. Refuses people who are not entry clerks of a kind that files this business. */
export async function create(on: Stage, module: Module, seat: Pick<Org, 'id' | 'kind'>, raw: unknown): Promise<Performed> {
  const first = module.flow[firstStep(module)]!
  const post = on.actor.posts.find((held) => held.org === seat.id && held.role === first.by)
  if (!post || module.filedBy === 'opened' || !module.filedBy.includes(seat.kind)) throw forbidden(`您的岗位不能新建${module.name}。`)
  const id = v7({ msecs: on.now.getTime() })
  const values = await settleReferences(on.tx, module, readValues(module, raw), {
    record: null,
    actor: on.actor,
    org: post.org,
    today: dayOf(on.now),
    already: {},
  })
  const act = actOf(on, post, { verb: 'create', seq: 1, from: null, to: firstStep(module), patch: values })
  const begun = await begin(on, module, { id, owner: post.org }, act, null)
  if (!begun) throw forbidden(`您的岗位不能新建${module.name}。`)
  return begun
}

/** Performs one verb on a record: looks, decides by the same function the button used, and stores act and projections in one statement. */
export async function perform(on: Stage, module: Module, id: string, deed: Deed): Promise<Performed> {
  const { subject } = await load(on.tx, module, id, on.actor)
  const { state } = subject
  if (state.version !== deed.version) throw await stale(on, id)
  const answer = mayAct(module, subject, on.actor, deed.verb)
  if ('refused' in answer) throw answer.refused
  refuseSurplus(deed)
  const values = await valuesAfter(on, module, subject, answer.post, deed)
  if (['submit', 'pass', 'unchanged', 'amend'].includes(deed.verb)) refuseIncomplete(module, values, dayOf(on.now))
  const act = actOf(on, answer.post, {
    verb: deed.verb,
    seq: state.version + 1,
    from: state.stage,
    to: answer.to,
    patch: patchBetween(state.values, values),
    reason: await reasonOf(on.tx, module, deed, dayOf(on.now)),
    about: deed.about ?? null,
  })
  const next = { ...subject, state: after(module, state, act) }
  await claimIdentity(on, module, state, next, deed.verb)
  const holder = { person: on.actor.id, org: answer.post.org, role: answer.post.role, system: false }
  if (!(await project(on.tx, { module, before: state, next, act, holder }))) throw await stale(on, id)
  if (act.patch !== null) await claimFiles(on, module, next)
  if (next.state.stage === APPROVED) await openChildren(on, answer.post, module, next)
  return { id, org: answer.post.org, before: digestOf(state.values), after: digestOf(next.state.values) }
}

async function valuesAfter(on: Stage, module: Module, subject: Subject, post: Post, deed: Deed): Promise<AnyValues> {
  const { values } = subject.state
  const settle = (read: AnyValues) =>
    settleReferences(on.tx, module, read, { record: subject.id, actor: on.actor, org: post.org, today: dayOf(on.now), already: values })
  if (deed.verb === 'admit') return admitted(module, subject, deed.about ?? null)
  if (deed.values === undefined || deed.values === null) return values
  const typed = readValues(module, deed.values)
  if (deed.verb === 'save' || deed.verb === 'submit') {
    const given = Object.fromEntries(Object.entries(values).filter(([key]) => module.fields[key]?.given))
    const asked = Object.fromEntries(Object.entries(typed).filter(([key]) => isAsked(module, key, typed)))
    return { ...given, ...(await settle(asked)) }
  }
  const open: readonly string[] =
    (deed.verb === 'pass' ? module.flow[subject.state.stage]?.mayCorrect : deed.verb === 'amend' ? module.amends?.fields : []) ?? []
  const closed = Object.keys(deed.values as object).filter((key) => !open.includes(key))
  if (closed.length > 0)
    throw invalid(
      closed.map((key) => ({ field: key, message: `《${module.fields[key]?.label ?? key}》在此环节不能修改` })),
      'NOT_CORRECTABLE',
    )
  const cleared = Object.fromEntries(Object.keys(deed.values as object).map((key) => [key, undefined]))
  return Object.fromEntries(Object.entries({ ...values, ...cleared, ...(await settle(typed)) }).filter(([, value]) => value !== undefined))
}

function admitted(module: Module, subject: Subject, org: string | null): AnyValues {
  const joins = module.identity!.joins!
  if (!subject.state.asks.some((ask) => ask.org === org)) throw conflict('NO_SUCH_ASK', '该单位没有待处理的加入申请。')
  const listed: string[] = subject.state.values[joins.field] ?? []
  return { ...subject.state.values, [joins.field]: listed.includes(org!) ? listed : [...listed, org] }
}

function refuseIncomplete(module: Module, values: AnyValues, today: string) {
  const problems = problemsOf(module, values, today)
  if (problems.length > 0) throw invalid(problems, 'INCOMPLETE')
}

/** Opens what this record calls for and takes back what a correction no longer names, as long as nobody has reported on it. */
async function openChildren(on: Stage, post: Post, module: Module, parent: Subject) {
  const openings = module.opens?.({ id: parent.id, owner: parent.owner, values: parent.state.values }) ?? []
  const { rows } = await sql<{
    module: string
    key: string
    record_id: string
  }>`select module, key, record_id from identity where module = any(${openings.map((each) => each.module)}::text[]) and key >= ${`${parent.id}:`} and key < ${`${parent.id};`}`.execute(
    on.tx,
  )
  const keys = new Set(openings.map((each) => `${each.module} ${parent.id}:${each.key}`))
  for (const child of rows.filter((row) => !keys.has(`${row.module} ${row.key}`))) await takeBack(on, post, child)
  const known = new Set(rows.map((row) => `${row.module} ${row.key}`))
  for (const opening of openings.filter((each) => !known.has(`${each.module} ${parent.id}:${each.key}`)))
    await open(on, post, parent, opening)
}

async function open(on: Stage, post: Post, parent: Subject, opening: Opening) {
  const module = moduleAt(on, opening.module)
  const act = actOf(on, post, { verb: 'open', seq: 1, from: null, to: firstStep(module), patch: opening.values })
  await begin(on, module, { id: v7({ msecs: on.now.getTime() }), owner: opening.owner }, act, `${parent.id}:${opening.key}`)
}

async function takeBack(on: Stage, post: Post, child: { module: string; record_id: string }) {
  const module = moduleAt(on, child.module)
  const { rows } = await sql<RecordRow>`select ${recordColumns} from record where id = ${child.record_id}`.execute(on.tx)
  const subject = subjectOf(rows[0]!)
  if (subject.state.reached > 0) throw conflict('ALREADY_REPORTED', '名单中有单位已经填报，不能移除。')
  const act = actOf(on, post, {
    verb: 'discard',
    seq: subject.state.version + 1,
    from: subject.state.stage,
    to: VOID,
    patch: null,
  })
  const next = { ...subject, state: after(module, subject.state, act) }
  if (
    !(await project(on.tx, {
      module,
      before: subject.state,
      next,
      act,
      holder: { person: on.actor.id, org: act.org, role: act.role, system: true },
    }))
  )
    throw await stale(on, subject.id)
  await sql`delete from identity where record_id = ${subject.id}`.execute(on.tx)
}

function moduleAt(on: Stage, path: string): Module {
  const module = on.modules.find((each) => each.path === path)
  if (!module) throw new Error(`No module ${path}`)
  return module
}

/** Stores a record's first act; null when whoever creates it holds the post no more. */
async function begin(
  on: Stage,
  module: Module,
  { id, owner }: { id: string; owner: string },
  act: Act,
  key: string | null,
): Promise<Performed | null> {
  const subject = { id, owner, state: fold(module, [act]) }
  const holder = { person: on.actor.id, org: act.org, role: act.role, system: act.verb === 'open' }
  if (!(await project(on.tx, { module, before: null, next: subject, act, holder }))) return null
  if (key !== null) await sql`insert into identity (module, key, record_id) values (${module.path}, ${key}, ${id})`.execute(on.tx)
  await claimFiles(on, module, subject)
  return { id, org: act.org, before: null, after: digestOf(subject.state.values) }
}

async function claimFiles(on: Stage, module: Module, subject: Subject) {
  const ids = Object.entries(subject.state.values).flatMap(([key, value]) =>
    (module.fields[key]?.kind.references?.(value, module.fields[key]!) ?? []).flatMap((to) => (to.to === 'file' ? [to.id] : [])),
  )
  if (ids.length > 0)
    await sql`insert into file_claim (file_id, record_id) select id, ${subject.id} from unnest(${ids}::uuid[]) as id on conflict do nothing`.execute(
      on.tx,
    )
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
  part: Pick<Act, 'verb' | 'seq' | 'from' | 'to' | 'patch'> & Partial<Pick<Act, 'reason' | 'about'>>,
): Act {
  return { reason: null, about: null, ...part, by: on.actor.id, byName: on.actor.name, org: post.org, role: post.role, at: on.now }
}
