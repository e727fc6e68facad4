import { APPROVED, type Stage, type Subject } from './act.ts'
import { dayOf, nextPeriod } from './day.ts'
import type { Module, Party } from './module.ts'
import type { BusinessRole } from './org.ts'
import { partyOrgs } from './parties.ts'
import { fills, firstStep, renewalStep } from './steps.ts'
import { asksAreOpen, handsAt } from './workflow.ts'

/** Why it is on somebody's desk: to handle, came back, own draft, an ask to decide, more time asked for, the next report is due. */
export type TodoKind = 'handle' | 'returned' | 'draft' | 'ask' | 'extension' | 'renew'

export const todoNames: Record<TodoKind, string> = {
  handle: '待办理',
  returned: '被驳回',
  draft: '草稿',
  ask: '申请加入',
  extension: '申请延期',
  renew: '待更新',
}

export type Todo = {
  kind: TodoKind
  org: string
  role: BusinessRole
  stage: Stage
  since: Date
  starts: string
  due: string | null
  notFor: string[]
}

/** What a record puts on desks, worked out from its state alone. */
export function todosOf(module: Module, subject: Subject): Todo[] {
  return [...handling(module, subject), ...asking(module, subject), ...extending(module, subject), ...renewing(module, subject)]
}

function handling(module: Module, subject: Subject): Todo[] {
  const { stage, since, returned, reached, round, deadline } = subject.state
  const step = module.flow[stage]
  if (!step) return []
  const filling = fills(module, stage)
  const untouched = stage === firstStep(module) && reached === 0 && round === 1 && module.filedBy !== 'opened'
  const kind = !filling ? 'handle' : returned ? 'returned' : untouched ? 'draft' : 'handle'
  const due = kind === 'draft' ? null : (deadline?.on ?? null)
  const notFor = filling ? [] : handsAt(module, subject)
  return desks(step.at, subject, { kind, role: step.by, stage, since, starts: dayOf(since), due, notFor })
}

function asking(module: Module, subject: Subject): Todo[] {
  const joins = module.identity?.joins
  if (!joins || !asksAreOpen(module, subject)) return []
  const since = subject.state.asks[0]!.at
  return desks(joins.decidedBy, subject, { ...open(subject), kind: 'ask', role: 'entry', since, starts: dayOf(since) })
}

function extending(module: Module, subject: Subject): Todo[] {
  const { extension } = subject.state
  if (!module.extends || !extension) return []
  const { decidedBy, by } = module.extends
  return desks(decidedBy, subject, { ...open(subject), kind: 'extension', role: by, since: extension.at, starts: dayOf(extension.at) })
}

function renewing(module: Module, subject: Subject): Todo[] {
  const { stage, approved, approvedAt } = subject.state
  if (!module.renews?.every || stage !== APPROVED || !approved || !approvedAt || module.renews.until(approved)) return []
  const period = nextPeriod(dayOf(approvedAt), module.renews.every)
  const { by, at } = module.flow[renewalStep(module)]!
  return desks(at, subject, { ...open(subject), kind: 'renew', role: by, since: approvedAt, starts: period.first, due: period.last })
}

const open = ({ state }: Subject) => ({ stage: state.stage, due: null, notFor: [] })

function desks(party: Party, subject: Subject, todo: Omit<Todo, 'org'>): Todo[] {
  return partyOrgs(party, subject).map((org) => ({ ...todo, org }))
}
