import { APPROVED, CLOSED, type Act, type Deadline, type Stage, type Subject } from './act.ts'
import { outcomeOf } from './fold.ts'
import type { Module } from './module.ts'
import type { BusinessRole } from './org.ts'
import { partyOrgs } from './parties.ts'
import { todoNames, todosOf, type Todo, type TodoKind } from './todo.ts'
import { stageLabel } from './workflow.ts'

/** What somebody is told of beside their to-dos. */
export const messageNames = {
  returned: '被驳回',
  extension: '延期答复',
  due: '到期提醒',
  overdue: '超期提醒',
  lapsing: '到期预警',
  lapsed: '到期处理',
  urged: '加急提醒',
  deputy: '代理通知',
} as const

export type MessageKind = keyof typeof messageNames

/** Words for whoever holds one of these desks, but for those a to-do there is barred from. */
export type Telling = { kind: MessageKind; words: string; desks: { org: string; role: BusinessRole }[]; notFor: readonly string[] }

/** What an act tells, once it is done; null where the to-do says it all. */
export function tellingOf(module: Module, next: Subject, act: Act, title: string): Telling | null {
  const named = namedAs(module, title)
  switch (act.verb) {
    case 'return':
    case 'decide': {
      if (act.verb === 'decide' && !outcomeOf(module, act.outcome!).returns) return null
      const verdict = act.verb === 'return' ? '被驳回' : `的意见为“${outcomeOf(module, act.outcome!).label}”`
      const words = `${named}在“${stageLabel(module, act.from!)}”${verdict}：${brief(act.reason!.words)}（${inBrackets(act.byName, act.forName)}）`
      return { kind: 'returned', words, desks: desksOf(toGoOn(module, next)), notFor: [] }
    }
    case 'grant':
    case 'deny': {
      const { on } = next.state.deadline!
      const words =
        act.verb === 'grant' ? `${named}的延期申请已获同意，办理期限延至${on}。` : `${named}的延期申请未获同意，办理期限仍为${on}。`
      return { kind: 'extension', words, desks: desksOf(toGoOn(module, next)), notFor: [] }
    }
    case 'lapse': {
      const step = module.flow[act.from!]!
      const words = `${named}在“${step.label}”的办理期限已过，系统已自动按“${outcomeOf(module, act.outcome!).label}”处理。`
      return { kind: 'lapsed', words, desks: partyOrgs(step.at, next).map((org) => ({ org, role: step.by })), notFor: [] }
    }
    default:
      return null
  }
}

/** To-dos of those who are to go on with a record where it now stands: not of who decides on something beside its way, nor of a report to come. */
const toGoOn = (module: Module, subject: Subject): Todo[] =>
  todosOf(module, subject).filter(({ kind }) => kind === 'handle' || kind === 'returned')

const desksOf = (todos: readonly Todo[]): Telling['desks'] => todos.map(({ org, role }) => ({ org, role }))

/** A to-do that is due on a day, as the table keeps it. */
export type Due = { kind: TodoKind; stage: Stage; title: string; due: string; deadline: Deadline | null }

/** What is told of a to-do so many days after its day; negative before it. */
export function reminderOf(module: Module, { kind, stage, title, due, deadline }: Due, days: number): Pick<Telling, 'kind' | 'words'> {
  const what = kind === 'renew' || stage === APPROVED || stage === CLOSED ? todoNames[kind] : stageLabel(module, stage)
  const when = days < 0 ? `还有${-days}天到期` : days === 0 ? '今天到期' : `已超期${days}天`
  const lapses = deadline?.lapses && deadline.on === due && days <= 0 ? deadline.lapses : null
  const then = lapses === null ? '' : `到期仍未办理的，系统将自动按“${outcomeOf(module, lapses).label}”处理。`
  return {
    kind: lapses === null ? (days > 0 ? 'overdue' : 'due') : 'lapsing',
    words: `${namedAs(module, title)}的“${what}”办理期限为${due}，${when}。${then}`,
  }
}

/** What somebody says who needs it handled now, to those who are to go on with it; null where nobody is to. */
export function urgingOf(module: Module, subject: Subject, title: string, words: string, by: string): Telling | null {
  const waiting = toGoOn(module, subject)
  if (waiting.length === 0) return null
  const said = `${namedAs(module, title)}处于“${stageLabel(module, subject.state.stage)}”环节，请尽快办理：${words}（${by}）`
  return { kind: 'urged', words: said, desks: desksOf(waiting), notFor: waiting.flatMap(({ notFor }) => notFor) }
}

/** Who acted, within brackets: 张三代李四. */
export const inBrackets = (name: string, forName: string | null | undefined): string => (forName ? `${name}代${forName}` : name)

const namedAs = (module: Module, title: string) => `${module.name}《${title}》`

const LONGEST = 160
const brief = (words: string) => ([...words].length > LONGEST ? `${[...words].slice(0, LONGEST).join('')}……` : words)
