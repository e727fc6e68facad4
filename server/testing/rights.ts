import type { Module, Party } from '#kernel/module.ts'
import { EVERYONE } from '#kernel/org.ts'
import { named } from './named.ts'
import { firstOf, isWritten } from './walk.ts'

/*
 * Who may do what, said once more: from the declaration's words and what has happened to a record, without a line of what the product decides by. The
 * product and this must never learn from each other.
 */

/** What has happened to a record, oldest first; `for` is in whose place. */
export type Happened = { verb: string; from: string | null; to: string; by: string | null; for: string | null; org: string }

export type Facts = {
  owner: string
  stage: string
  values: Record<string, any>
  acts: readonly Happened[]
  /** Organisations that wait for an answer to be added. */
  asking: boolean
  /** More time was asked for. */
  extending: boolean
  deadline: boolean
}

/** Organisations whose people see a record: the unit that files it, the desks it has come to, and whoever is named for the steps it has come to. */
export function seers(module: Module, facts: Facts): string[] {
  if (facts.stage === 'void') return []
  const order = [...Object.keys(module.flow), 'approved']
  const furthest = Math.max(...facts.acts.map(({ to }) => order.indexOf(to)))
  const come = order.slice(0, furthest + 1)
  const parties: Party[] = [
    'owner',
    ...come.flatMap((stage) => [...(module.flow[stage] ? [module.flow[stage].at] : []), ...(module.seenBy[stage] ?? [])]),
  ]
  return [...new Set(parties.flatMap((party) => named(party, facts)))].sort()
}

export type Desk = { kind: string; org: string; role: string }

/** What a record puts on whose desk. */
export function desks(module: Module, facts: Facts): Desk[] {
  const { stage, acts } = facts
  const step = module.flow[stage]
  const at = (kind: string, party: Party, role: string) => named(party, facts).map((org) => ({ kind, org, role }))
  const { joins } = module.identity ?? {}
  return [
    ...(step ? at(waitsAs(module, facts), step.at, step.by) : []),
    ...(joins && facts.asking && (stage === 'approved' || step?.at === joins.decidedBy) ? at('ask', joins.decidedBy, 'entry') : []),
    ...(module.extends && facts.extending ? at('extension', module.extends.decidedBy, module.extends.by) : []),
    ...(reportsAgain(module, facts) ? at('renew', renewal(module).at, renewal(module).by) : []),
  ].filter((desk, place, all) => acts.length > 0 && all.findIndex((other) => same(desk, other)) === place)
}

/** A draft nobody waits for, something that came back, or something to handle. */
function waitsAs(module: Module, { stage, acts }: Facts): string {
  if (!isWritten(module, stage)) return 'handle'
  const last = acts.findLast(
    ({ verb, to }) => ['submit', 'return', 'decide', 'lapse'].includes(verb) && (verb !== 'submit' || to !== stage),
  )
  const cameBack = last !== undefined && last.verb !== 'submit' && isBack(module, last)
  if (cameBack) return 'returned'
  const untouched =
    stage === firstOf(module) && module.filedBy !== 'opened' && acts.every(({ verb }) => ['create', 'save', 'ask'].includes(verb))
  return untouched ? 'draft' : 'handle'
}

function isBack(module: Module, { from, to }: Happened): boolean {
  const order = Object.keys(module.flow)
  return from !== null && order.includes(to) && order.indexOf(to) < order.indexOf(from)
}

const same = (one: Desk, other: Desk) => one.kind === other.kind && one.org === other.org && one.role === other.role

const renewal = (module: Module) => module.flow[module.renews!.at ?? firstOf(module)]!

/** Reports that follow the calendar are asked for; those that follow what happens are not. */
function reportsAgain(module: Module, { stage, values }: Facts): boolean {
  return module.renews?.every !== undefined && stage === 'approved' && !module.renews.until(values)
}

/** Somebody asking: nobody, or a person with posts, own ones and those of whom they stand in for, in one of the states that end early. */
export type Asker = {
  id: string
  posts: readonly { org: string; role: string; for?: { id: string } }[]
  /** Whether their posts are the reform office's. */
  ofOffice: boolean
  state: 'signed in' | 'signed out' | 'password to change' | 'token that reads'
}

export type Expected = { status: number; code: string | null }

const BUSINESS = ['entry', 'reviewer', 'leader', 'module-admin']

/** Whether a person's posts open a record. */
export function mayRead(module: Module, facts: Facts, { posts }: Asker): boolean {
  const orgs = posts.filter(({ role }) => BUSINESS.includes(role)).map(({ org }) => org)
  const open = seers(module, facts)
  return orgs.some((org) => open.includes(org)) || (orgs.length > 0 && open.includes(EVERYONE))
}

const YES: Expected = { status: 200, code: null }
const no = (status: number, code: string): Expected => ({ status, code })

/** What stops a call before anything is looked at. */
export function atTheDoor({ state }: Asker, writes: boolean): Expected | null {
  if (state === 'signed out') return no(401, 'SIGNED_OUT')
  if (state === 'password to change') return no(403, 'PASSWORD_MUST_CHANGE')
  return state === 'token that reads' && writes ? no(403, 'SCOPE') : null
}

/** What reading a record answers. */
export function reading(module: Module, facts: Facts, asker: Asker): Expected {
  return atTheDoor(asker, false) ?? (mayRead(module, facts, asker) ? YES : no(404, 'NOT_FOUND'))
}

/** What doing something to a record answers. `outcome` is what is decided. */
export function doing(module: Module, facts: Facts, asker: Asker, verb: string, outcome: string | null = null): Expected {
  const stopped = atTheDoor(asker, true)
  if (stopped) return stopped
  if (!mayRead(module, facts, asker)) return no(404, 'NOT_FOUND')
  const rule = rules[verb]
  if (!rule) throw new Error(`Nobody has said who may ${verb}: see server/testing/rights.ts`)
  return rule({ module, facts, asker, step: module.flow[facts.stage], outcome })
}

/** What urging those who have a record answers: the reform office's module administrators and reviewers may, while somebody is to go on with it. */
export function urging(module: Module, facts: Facts, asker: Asker): Expected {
  const stopped = atTheDoor(asker, true)
  if (stopped) return stopped
  const holds = (role: string) => asker.posts.some((post) => post.role === role)
  if (!holds('module-admin') && !holds('reviewer')) return no(403, 'NOT_ALLOWED')
  if (!mayRead(module, facts, asker)) return no(404, 'NOT_FOUND')
  if (!asker.ofOffice) return no(403, 'NOT_ALLOWED')
  // A draft nobody waits for, the next report is owed only when its period begins, and who decides beside the way holds up nobody.
  const waits = desks(module, facts).some(({ kind }) => kind === 'handle' || kind === 'returned')
  return waits ? YES : no(409, 'NOT_WAITING')
}

type Case = { module: Module; facts: Facts; asker: Asker; step: Module['flow'][string] | undefined; outcome: string | null }

const NOT_NOW = no(409, 'NOT_NOW')

/** The table. When a verb fits the step, and whose it then is. */
const rules: Record<string, (it: Case) => Expected> = {
  save: (it) => (writing(it) ? theirs(it, it.step!.at, it.step!.by) : NOT_NOW),
  submit: (it) => (writing(it) ? theirs(it, it.step!.at, it.step!.by) : NOT_NOW),
  discard: (it) => (isDraft(it) ? theirs(it, it.step!.at, it.step!.by) : no(409, 'ALREADY_FILED')),
  pass: (it) => (judging(it) ? notOwn(it, theirs(it, it.step!.at, it.step!.by)) : NOT_NOW),
  return: (it) => (judging(it) ? notOwn(it, theirs(it, it.step!.at, it.step!.by)) : NOT_NOW),
  decide: (it) => (offered(it) ? notOwn(it, theirs(it, it.step!.at, it.step!.by)) : NOT_NOW),
  withdraw: (it) => {
    const last = taken(it)
    return last ? theirs(it, { fixed: last.org, name: '' }, it.module.flow[last.from!]!.by) : no(409, 'TOO_LATE')
  },
  renew: (it) => again(it, it.module.renews !== undefined),
  unchanged: (it) => again(it, it.module.renews?.every !== undefined),
  amend: (it) => (it.module.amends && it.facts.stage === 'approved' ? theirs(it, it.module.amends.at, it.module.amends.by) : NOT_NOW),
  admit: answering,
  decline: answering,
  extend: (it) => {
    if (!it.module.extends || !writing(it) || !it.facts.deadline) return NOT_NOW
    return it.facts.extending ? no(409, 'ALREADY_ASKED') : theirs(it, it.step!.at, it.step!.by)
  },
  grant: (it) => (it.module.extends && it.facts.extending ? theirs(it, it.module.extends.decidedBy, it.module.extends.by) : NOT_NOW),
  deny: (it) => (it.module.extends && it.facts.extending ? theirs(it, it.module.extends.decidedBy, it.module.extends.by) : NOT_NOW),
}

const writing = ({ module, facts, step }: Case) => step !== undefined && isWritten(module, facts.stage)
const judging = (it: Case) => it.step !== undefined && !writing(it) && !it.step.outcomes
const offered = ({ step, outcome }: Case) => outcome !== null && step?.outcomes?.[outcome] !== undefined && !step.outcomes[outcome].auto

/** Somebody with the right post at a desk that is meant. */
function theirs({ facts, asker }: Case, party: Party, role: string): Expected {
  const orgs = named(party, facts)
  return asker.posts.some((post) => post.role === role && orgs.includes(post.org)) ? YES : no(403, 'NOT_YOURS')
}

/** Whoever wrote what is being judged judges nothing, nor does whoever stands in for them; what a deputy writes is the absent one's too. */
function notOwn({ module, facts, asker, step }: Case, answer: Expected): Expected {
  if (answer !== YES) return answer
  const order = Object.keys(module.flow)
  const written = order.slice(0, order.indexOf(facts.stage)).findLast((stage) => isWritten(module, stage))
  const writing = facts.acts.filter(({ verb, from, to }) =>
    ['save', 'submit'].includes(verb) ? from === written : verb === 'create' ? to === written : verb === 'unchanged',
  )
  const wrote = (person: string) => writing.some((act) => act.by === person || act.for === person)
  const seats = asker.posts.filter(({ org, role }) => role === step!.by && named(step!.at, facts).includes(org))
  const free = seats.some((seat) => seat.for === undefined || !wrote(seat.for.id))
  return free && !wrote(asker.id) ? YES : no(403, 'OWN_SUBMISSION')
}

function isDraft({ module, facts }: Case): boolean {
  return module.filedBy !== 'opened' && facts.stage === firstOf(module) && facts.acts.every(({ to }) => to === facts.stage)
}

/** The latest step forward, as long as nobody has done anything since that it cannot be taken back from. */
function taken({ module, facts }: Case): Happened | null {
  const last = facts.acts.findLast(({ verb }) => !['ask', 'admit', 'decline', 'extend', 'grant', 'deny'].includes(verb))
  if (!last || (!module.flow[facts.stage] && facts.stage !== 'closed')) return null
  if (last.verb === 'unchanged') return { ...last, from: module.renews!.at ?? firstOf(module) }
  return ['submit', 'pass', 'decide'].includes(last.verb) && !isBack(module, last) ? last : null
}

function again(it: Case, offers: boolean): Expected {
  if (!offers || it.facts.stage !== 'approved') return NOT_NOW
  if (it.module.renews!.until(it.facts.values)) return no(409, 'FINISHED')
  return theirs(it, renewal(it.module).at, renewal(it.module).by)
}

/** An ask is answered from the step of the desk that decides on: by then that desk has the record. */
function answering(it: Case): Expected {
  const joins = it.module.identity?.joins
  const open = joins && it.facts.asking && (it.facts.stage === 'approved' || it.step?.at === joins.decidedBy)
  return open ? theirs(it, joins.decidedBy, 'entry') : NOT_NOW
}
