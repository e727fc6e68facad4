import { APPROVED, type Stage, type Subject } from './act.ts'
import { addDays, dayOf, nextQuarter } from './day.ts'
import { firstStep, type Module } from './module.ts'
import type { BusinessRole } from './org.ts'
import { partyOrgs } from './parties.ts'
import { asksAreOpen } from './workflow.ts'

/** Why it is on somebody's desk: to handle, came back, own draft, an ask to decide, the next report is due. */
export type TodoKind = 'handle' | 'returned' | 'draft' | 'ask' | 'renew'

export const todoNames: Record<TodoKind, string> = { handle: '待办理', returned: '被驳回', draft: '草稿', ask: '申请加入', renew: '待更新' }

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
  return [...handling(module, subject), ...asking(module, subject), ...renewing(module, subject)]
}

function handling(module: Module, subject: Subject): Todo[] {
  const { stage, since, hands, returned, reached, round } = subject.state
  const step = module.flow[stage]
  if (!step) return []
  const first = stage === firstStep(module)
  const untouched = reached === 0 && round === 1 && module.filedBy !== 'opened'
  const kind = !first ? 'handle' : returned ? 'returned' : untouched ? 'draft' : 'handle'
  const day = dayOf(since)
  const due = step.within === undefined || kind === 'draft' ? null : addDays(day, step.within)
  return partyOrgs(step.at, subject).map((org) => ({
    kind,
    org,
    role: step.by,
    stage,
    since,
    starts: day,
    due,
    notFor: first ? [] : hands,
  }))
}

function asking(module: Module, subject: Subject): Todo[] {
  const joins = module.identity?.joins
  if (!joins || !asksAreOpen(module, subject)) return []
  const since = subject.state.asks[0]!.at
  return partyOrgs(joins.decidedBy, subject).map((org) => ({
    kind: 'ask',
    org,
    role: 'entry',
    stage: subject.state.stage,
    since,
    starts: dayOf(since),
    due: null,
    notFor: [],
  }))
}

function renewing(module: Module, subject: Subject): Todo[] {
  const { stage, approved, approvedAt } = subject.state
  if (!module.renews || stage !== APPROVED || !approved || !approvedAt || module.renews.until(approved)) return []
  const quarter = nextQuarter(dayOf(approvedAt))
  const { by } = module.flow[firstStep(module)]!
  return [{ kind: 'renew', org: subject.owner, role: by, stage, since: approvedAt, starts: quarter.first, due: quarter.last, notFor: [] }]
}
