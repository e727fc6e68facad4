import { APPROVED, CLOSED, VOID, verbNames, type Stage, type Subject, type Verb } from './act.ts'
import type { Module, Outcome, Party } from './module.ts'
import type { Actor, BusinessRole, Post } from './org.ts'
import { roleNames } from './org.ts'
import { partyOrgs } from './parties.ts'
import { conflict, forbidden, type Refusal } from './refusal.ts'
import { fillerOf, fills, firstStep, renewalStep, stageAfter, stepsOf } from './steps.ts'

/** What a person may do to a record now, or the sentence that says why not. The button and the API ask the same question. */
export type Answer = { post: Post; to: Stage } | { refused: Refusal }

export type Ability = { verb: Verb; label: string; outcome?: string; refused?: { code: string; message: string } }

/** `outcome` names the decision where the verb is `decide`. */
export function mayAct(module: Module, subject: Subject, actor: Actor, verb: Verb, outcome: string | null = null): Answer {
  const { state } = subject
  const step = module.flow[state.stage]
  const filling = step !== undefined && fills(module, state.stage)
  switch (verb) {
    case 'save':
    case 'submit':
      if (!filling) return refused(notNow(module, state.stage))
      return seated(module, subject, actor, step.by, step.at, verb === 'submit' ? stageAfter(module, state.stage) : state.stage)
    case 'discard':
      if (state.stage !== firstStep(module) || state.reached > 0 || module.filedBy === 'opened')
        return refused(conflict('ALREADY_FILED', '已经提交过的内容不能作废，可以修改后重新提交。'))
      return seated(module, subject, actor, step!.by, step!.at, VOID)
    case 'pass':
    case 'return':
      if (!step || filling || step.outcomes) return refused(notNow(module, state.stage))
      return reviewing(module, subject, actor, verb === 'pass' ? stageAfter(module, state.stage) : fillerOf(module, state.stage))
    case 'decide': {
      const effective = outcome === null ? null : effectiveOutcome(module, subject, outcome)
      if (!step || effective === null) return refused(notNow(module, state.stage))
      return reviewing(module, subject, actor, effective.to)
    }
    case 'withdraw':
      return withdrawal(module, subject, actor)
    case 'renew':
    case 'unchanged': {
      if (!module.renews || state.stage !== APPROVED || (verb === 'unchanged' && module.renews.every === undefined))
        return refused(notNow(module, state.stage))
      if (module.renews.until(state.values)) return refused(conflict('FINISHED', '已经完成，不再需要更新。'))
      const at = renewalStep(module)
      return seated(module, subject, actor, module.flow[at]!.by, module.flow[at]!.at, verb === 'renew' ? at : stageAfter(module, at))
    }
    case 'amend': {
      if (!module.amends || state.stage !== APPROVED) return refused(notNow(module, state.stage))
      return seated(module, subject, actor, module.amends.by, module.amends.at, APPROVED)
    }
    case 'admit':
    case 'decline': {
      const joins = module.identity?.joins
      if (!joins || !asksAreOpen(module, subject)) return refused(notNow(module, state.stage))
      return seated(module, subject, actor, 'entry', joins.decidedBy, state.stage)
    }
    case 'extend':
      if (!module.extends || !filling || !state.deadline) return refused(notNow(module, state.stage))
      if (state.extension) return refused(conflict('ALREADY_ASKED', '已经申请延期，请等待答复。'))
      return seated(module, subject, actor, step.by, step.at, state.stage)
    case 'grant':
    case 'deny':
      if (!module.extends || !state.extension) return refused(notNow(module, state.stage))
      return seated(module, subject, actor, module.extends.by, module.extends.decidedBy, state.stage)
    case 'ask':
    case 'open':
    case 'create':
    case 'lapse':
      return refused(forbidden('此操作不能在记录上直接办理。'))
  }
}

/** What choosing an outcome comes to now: itself, or what follows when it was decided often enough. Null where it is not offered. */
export function effectiveOutcome(module: Module, subject: Subject, name: string): (Outcome & { name: string }) | null {
  const { stage, decided } = subject.state
  const outcomes = module.flow[stage]?.outcomes
  const chosen = outcomes && Object.hasOwn(outcomes, name) ? outcomes[name]! : undefined
  if (!outcomes || !chosen || chosen.auto) return null
  const spent = chosen.times !== undefined && (decided[name] ?? 0) >= chosen.times
  return spent ? { ...outcomes[chosen.beyond!]!, name: chosen.beyond! } : { ...chosen, name }
}

/** Asks reach the deciding desk together with the record itself: from the step that desk handles on. */
export function asksAreOpen(module: Module, subject: Subject): boolean {
  const { stage, asks, reached } = subject.state
  const decidedBy = module.identity?.joins?.decidedBy
  if (decidedBy === undefined || asks.length === 0 || stage === VOID || stage === CLOSED) return false
  const desk = stepsOf(module).findIndex((key) => module.flow[key]!.at === decidedBy)
  return reached >= desk && (stage === APPROVED || module.flow[stage]!.at === decidedBy)
}

const OFFERED: readonly Verb[] = [
  'submit',
  'save',
  'pass',
  'return',
  'withdraw',
  'unchanged',
  'renew',
  'amend',
  'admit',
  'decline',
  'grant',
  'deny',
  'extend',
  'discard',
]

/** The verbs worth showing this person: what they may do, and what they are told apart from and why. */
export function abilities(module: Module, subject: Subject, actor: Actor): Ability[] {
  const { stage } = subject.state
  const outcomes = Object.entries(module.flow[stage]?.outcomes ?? {}).flatMap(([name, { auto }]) => (auto ? [] : [name]))
  const wishes: { verb: Verb; outcome?: string }[] = [
    ...outcomes.map((outcome) => ({ verb: 'decide' as const, outcome })),
    ...OFFERED.map((verb) => ({ verb })),
  ]
  return wishes.flatMap((wish) => {
    const answer = mayAct(module, subject, actor, wish.verb, wish.outcome)
    const ability = { ...wish, label: labelOf(module, stage, wish.verb, wish.outcome) }
    if ('post' in answer) return [ability]
    const { code, message } = answer.refused
    return code === 'OWN_SUBMISSION' ? [{ ...ability, refused: { code, message } }] : []
  })
}

/** What a verb is called: a filling step says it of submitting, a later one of passing, an outcome of deciding. */
export function labelOf(module: Module, stage: Stage, verb: Verb, outcome: string | null = null): string {
  if (verb === 'submit') return module.flow[stage]?.does?.label ?? verbNames.submit
  if (verb === 'pass') return module.flow[stage]?.does?.label ?? verbNames.pass
  if (verb === 'renew') return module.renews?.label ?? verbNames.renew
  if (verb === 'amend') return module.amends?.label ?? verbNames.amend
  if ((verb === 'decide' || verb === 'lapse') && outcome !== null) return outcomeLabel(module, outcome) ?? outcome
  return verbNames[verb]
}

/** What an outcome is called, at whichever step it is declared; nothing for a name that is no outcome’s. */
export function outcomeLabel(module: Module, name: string): string | undefined {
  return Object.values(module.flow).find((step) => step.outcomes?.[name])?.outcomes?.[name]?.label
}

/** What is said of a step once it is handled: 已…… */
export function doneLabel(module: Module, stage: Stage): string {
  return module.flow[stage]?.does?.done ?? (fills(module, stage) ? verbNames.submit : verbNames.pass)
}

/** Where a record stands, in words. What is reported period by period is never done with for good before it says so itself. */
export function stageLabel(module: Module, stage: Stage): string {
  if (stage === APPROVED) return module.renews?.every ? '本期已办结' : '已办结'
  if (stage === CLOSED) return '已终止'
  if (stage === VOID) return '已作废'
  return module.flow[stage]?.label ?? stage
}

function withdrawal(module: Module, subject: Subject, actor: Actor): Answer {
  const { stage, advance } = subject.state
  if (!advance || (!module.flow[stage] && stage !== CLOSED)) return refused(conflict('TOO_LATE', '下一环节已经办理，不能撤回。'))
  const from = module.flow[advance.from]!
  const post = actor.posts.find((held) => held.role === from.by && held.org === advance.org)
  return post ? { post, to: advance.from } : refused(notYours(from.label, from.by))
}

function seated(module: Module, subject: Subject, actor: Actor, by: BusinessRole, at: Party, to: Stage): Answer {
  const [post] = seatsAt(subject, actor, by, at)
  return post ? { post, to } : refused(notYours(stageLabel(module, subject.state.stage), by))
}

function seatsAt(subject: Subject, actor: Actor, by: BusinessRole, at: Party): Post[] {
  const desks = partyOrgs(at, subject)
  return actor.posts.filter((held) => held.role === by && desks.includes(held.org))
}

/** Who wrote what is under review at this stage, and in whose place. */
export function handsAt(module: Module, subject: Subject): string[] {
  return subject.state.hands[fillerOf(module, subject.state.stage)] ?? []
}

/** Nobody reviews what they filed, nor, as a deputy, what the person they stand in for filed. */
function reviewing(module: Module, subject: Subject, actor: Actor, to: Stage): Answer {
  const { by, at } = module.flow[subject.state.stage]!
  const seats = seatsAt(subject, actor, by, at)
  const hands = handsAt(module, subject)
  if (seats.length > 0 && hands.includes(actor.id))
    return refused(forbidden('不能审核本人填报的内容，请由本单位其他人员办理。', 'OWN_SUBMISSION'))
  const post = seats.find((seat) => !seat.for || !hands.includes(seat.for.id))
  if (post) return { post, to }
  const principal = seats[0]?.for
  if (!principal) return refused(notYours(stageLabel(module, subject.state.stage), by))
  return refused(forbidden(`不能代${principal.name}审核其本人填报的内容，请由本单位其他人员办理。`, 'OWN_SUBMISSION'))
}

const refused = (refusal: Refusal) => ({ refused: refusal })

const notYours = (label: string, by: BusinessRole) => forbidden(`“${label}”由承办单位的${roleNames[by]}办理。`, 'NOT_YOURS')

const notNow = (module: Module, stage: Stage) => conflict('NOT_NOW', `当前为“${stageLabel(module, stage)}”，不能办理此操作。`)
