import { APPROVED, VOID, verbNames, type Stage, type Subject, type Verb } from './act.ts'
import { firstStep, stepsOf, type Module, type Party } from './module.ts'
import type { Actor, BusinessRole, Post } from './org.ts'
import { roleNames } from './org.ts'
import { partyOrgs } from './parties.ts'
import { conflict, forbidden, type Refusal } from './refusal.ts'

/** What a person may do to a record now, or the sentence that says why not. The button and the API ask the same question. */
export type Answer = { post: Post; to: Stage } | { refused: Refusal }

export type Ability = { verb: Verb; label: string; refused?: { code: string; message: string } }

export function mayAct(module: Module, subject: Subject, actor: Actor, verb: Verb): Answer {
  const { state } = subject
  const step = module.flow[state.stage]
  const first = firstStep(module)
  switch (verb) {
    case 'save':
    case 'submit':
      if (state.stage !== first) return refused(notNow(module, state.stage))
      return seated(module, subject, actor, step!.by, step!.at, verb === 'submit' ? stageAfter(module, first) : first)
    case 'discard':
      if (state.stage !== first || state.reached > 0 || module.filedBy === 'opened')
        return refused(conflict('ALREADY_FILED', '已经提交过的内容不能作废，可以修改后重新提交。'))
      return seated(module, subject, actor, step!.by, step!.at, VOID)
    case 'pass':
    case 'return':
      if (!step || state.stage === first) return refused(notNow(module, state.stage))
      return unlessOwn(
        subject,
        actor,
        seated(module, subject, actor, step.by, step.at, verb === 'pass' ? stageAfter(module, state.stage) : first),
      )
    case 'withdraw':
      return withdrawal(module, subject, actor)
    case 'renew':
    case 'unchanged': {
      if (!module.renews || state.stage !== APPROVED) return refused(notNow(module, state.stage))
      if (module.renews.until(state.values)) return refused(conflict('FINISHED', '已经完成，不再需要更新。'))
      return seated(module, subject, actor, module.flow[first]!.by, 'owner', verb === 'renew' ? first : stageAfter(module, first))
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
    case 'ask':
    case 'open':
    case 'create':
      return refused(forbidden('此操作不能在记录上直接办理。'))
  }
}

/** Asks reach the deciding desk together with the record itself: from the step that desk handles on. */
export function asksAreOpen(module: Module, subject: Subject): boolean {
  const { stage, asks, reached } = subject.state
  const decidedBy = module.identity?.joins?.decidedBy
  if (decidedBy === undefined || asks.length === 0 || stage === VOID) return false
  const desk = stepsOf(module).findIndex((key) => module.flow[key]!.at === decidedBy)
  return reached >= desk && (stage === APPROVED || module.flow[stage]!.at === decidedBy)
}

/** The verbs worth showing this person: what they may do, and what they are told apart from and why. */
export function abilities(module: Module, subject: Subject, actor: Actor): Ability[] {
  const verbs: Verb[] = ['submit', 'save', 'pass', 'return', 'withdraw', 'unchanged', 'renew', 'amend', 'admit', 'decline', 'discard']
  return verbs.flatMap((verb) => {
    const answer = mayAct(module, subject, actor, verb)
    const label = labelOf(module, subject.state.stage, verb)
    if ('post' in answer) return [{ verb, label }]
    const { code, message } = answer.refused
    return code === 'OWN_SUBMISSION' ? [{ verb, label, refused: { code, message } }] : []
  })
}

/** What a verb is called: the first step says it of submitting, a later one of passing. */
export function labelOf(module: Module, stage: Stage, verb: Verb): string {
  if (verb === 'submit') return module.flow[firstStep(module)]!.does?.label ?? verbNames.submit
  if (verb === 'pass') return module.flow[stage]?.does?.label ?? verbNames.pass
  if (verb === 'renew') return module.renews?.label ?? verbNames.renew
  if (verb === 'amend') return module.amends?.label ?? verbNames.amend
  return verbNames[verb]
}

/** What is said of a step once it is handled: 已…… */
export function doneLabel(module: Module, stage: Stage): string {
  return module.flow[stage]?.does?.done ?? (stage === firstStep(module) ? verbNames.submit : verbNames.pass)
}

export function stageAfter(module: Module, stage: Stage): Stage {
  const steps = stepsOf(module)
  return steps[steps.indexOf(stage) + 1] ?? APPROVED
}

export function stageLabel(module: Module, stage: Stage): string {
  if (stage === APPROVED) return '已办结'
  if (stage === VOID) return '已作废'
  return module.flow[stage]?.label ?? stage
}

function withdrawal(module: Module, subject: Subject, actor: Actor): Answer {
  const { stage, advance } = subject.state
  if (!advance || !module.flow[stage]) return refused(conflict('TOO_LATE', '下一环节已经办理，不能撤回。'))
  const from = module.flow[advance.from]!
  const post = actor.posts.find((held) => held.role === from.by && held.org === advance.org)
  return post ? { post, to: advance.from } : refused(notYours(from.label, from.by))
}

function seated(module: Module, subject: Subject, actor: Actor, by: BusinessRole, at: Party, to: Stage): Answer {
  const desks = partyOrgs(at, subject)
  const post = actor.posts.find((held) => held.role === by && desks.includes(held.org))
  return post ? { post, to } : refused(notYours(stageLabel(module, subject.state.stage), by))
}

function unlessOwn(subject: Subject, actor: Actor, answer: Answer): Answer {
  if ('refused' in answer || !subject.state.hands.includes(actor.id)) return answer
  return refused(forbidden('不能审核本人填报的内容，请由本单位其他人员办理。', 'OWN_SUBMISSION'))
}

const refused = (refusal: Refusal) => ({ refused: refusal })

const notYours = (label: string, by: BusinessRole) => forbidden(`“${label}”由承办单位的${roleNames[by]}办理。`, 'NOT_YOURS')

const notNow = (module: Module, stage: Stage) => conflict('NOT_NOW', `当前为“${stageLabel(module, stage)}”，不能办理此操作。`)
