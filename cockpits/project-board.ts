/** What a line of the board is about. Each number of the cockpit counts the lines of one kind, so that it can always be opened to them. */
export const lineKinds = {
  'project-first': '待首次填报',
  'project-running': '推进中',
  'project-overdue': '超期未完成',
  'project-done': '已完成',
  'milestone-met': '按期完成',
  'milestone-met-late': '超期完成',
  'milestone-late': '超期未完成',
  'milestone-coming': '60天内到期',
  'milestone-later': '60天后到期',
  result: '标志性成果',
} as const

export type LineKind = keyof typeof lineKinds

export const projectKinds = ['project-running', 'project-overdue', 'project-first', 'project-done'] as const
export const milestoneKinds = ['milestone-met', 'milestone-met-late', 'milestone-late', 'milestone-coming', 'milestone-later'] as const

/** What can be opened: the lines of one kind, or of all kinds of projects or of milestones together. */
export type Opened = LineKind | 'project' | 'milestone'

export const openable = ['project', 'milestone', ...Object.keys(lineKinds)] as [Opened, ...Opened[]]

export const isOf = (kind: LineKind, opened: Opened): boolean =>
  kind === opened || ((opened === 'project' || opened === 'milestone') && kind.startsWith(`${opened}-`))

/** Whose turn it is: which step, at which organisation, since when and until when ('YYYY-MM-DD'). */
export type Desk = { step: string; org: string; since: string; due: string | null }

/** A project, one of its 里程碑节点, or one of its 标志性成果. */
export type Line = {
  kind: LineKind
  project: string
  title: string
  lead: string
  /** The milestone or the result; null of the project itself. */
  name: string | null
  dueOn: string | null
  doneOn: string | null
  desk: Desk | null
}

/** The last day that is counted, and whether it has passed: what is due on a day is late once that day is over. */
export type Until = { on: string; over: boolean }

export type Counts = Record<LineKind, number>

/** How many lines of each kind there are, together and by department; departments in the order in which they come. */
export type Board = Until & { counts: Counts; departments: { org: string; counts: Counts }[] }

export function boardOf(lines: readonly Line[], until: Until): Board {
  const departments = [...Map.groupBy(lines, ({ lead }) => lead)].map(([org, own]) => ({ org, counts: countsOf(own) }))
  return { ...until, counts: countsOf(lines), departments }
}

function countsOf(lines: readonly Line[]): Counts {
  const counts = Object.fromEntries(Object.keys(lineKinds).map((kind) => [kind, 0])) as Counts
  for (const { kind } of lines) counts[kind] += 1
  return counts
}

export const sumOf = (counts: Counts, kinds: readonly LineKind[]): number => kinds.reduce((all, kind) => all + counts[kind], 0)
