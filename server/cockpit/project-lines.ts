import { type Desk, type Line, type LineKind, type Until } from '#cockpits/project-board.ts'
import type { Subject } from '#kernel/act.ts'
import { addDays, dayOf } from '#kernel/day.ts'
import type { Values } from '#kernel/field.ts'
import { todosOf } from '#kernel/todo.ts'
import { stageLabel } from '#kernel/workflow.ts'
import { project } from '#modules/reform/project.ts'

/** Two months, the time between two reports of a project. */
const SOON = 60

/** What there is to say of an assigned project; nothing of a draft. Only what was decided is said: a report still on its way changes no line. */
export function linesOf(subject: Subject, until: Until): Line[] {
  const { id, state } = subject
  const { title, lead, endsOn, milestones = [] } = state.values as Partial<Values<typeof project.fields>>
  if (state.reached === 0 || state.stage === 'void' || lead === undefined) return []
  const approved = (state.approved ?? {}) as Partial<Values<typeof project.fields>>
  const own = { project: id, title: title ?? '', lead, desk: deskOf(subject) }
  const done = approved.status === '已完成' && state.approvedAt !== null && dayOf(state.approvedAt) <= until.on
  return [
    {
      ...own,
      kind: projectKind(state.approved !== null, done, endsOn, until),
      ...{ name: null, dueOn: endsOn ?? null, doneOn: done ? dayOf(state.approvedAt!) : null },
    },
    ...milestones.map(({ name, dueOn }): Line => {
      const reported = approved.states?.find((each) => each.name === name)?.doneOn
      const doneOn = reported !== undefined && reported <= until.on ? reported : null
      return { ...own, kind: milestoneKind(dueOn, doneOn, until), name, dueOn, doneOn }
    }),
    ...(approved.results ?? []).map(({ name }): Line => ({ ...own, kind: 'result', name, dueOn: null, doneOn: null })),
  ]
}

const isLate = (dueOn: string, { on, over }: Until) => (over ? dueOn <= on : dueOn < on)

function projectKind(reported: boolean, done: boolean, endsOn: string | undefined, until: Until): LineKind {
  if (done) return 'project-done'
  if (endsOn !== undefined && isLate(endsOn, until)) return 'project-overdue'
  return reported ? 'project-running' : 'project-first'
}

function milestoneKind(dueOn: string, doneOn: string | null, until: Until): LineKind {
  if (doneOn !== null) return doneOn <= dueOn ? 'milestone-met' : 'milestone-met-late'
  if (isLate(dueOn, until)) return 'milestone-late'
  return dueOn <= addDays(until.on, SOON) ? 'milestone-coming' : 'milestone-later'
}

/** Where the project’s report waits; between two reports, the unit that owes the next one. */
function deskOf(subject: Subject): Desk | null {
  const [todo] = todosOf(project, subject).filter(({ kind }) => kind === 'handle' || kind === 'returned' || kind === 'renew')
  if (!todo) return null
  const step = todo.kind === 'renew' ? project.renews!.label : stageLabel(project, todo.stage)
  return { step, org: todo.org, since: dayOf(todo.since), due: todo.due }
}

/** What has waited longest, or is due first, before the rest. */
export const inOrder = (lines: readonly Line[]): Line[] =>
  lines.toSorted(
    (a, b) =>
      (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999') || a.title.localeCompare(b.title, 'zh') || a.project.localeCompare(b.project),
  )
