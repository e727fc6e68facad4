import { expect, test } from 'vitest'
import { boardOf, type LineKind, type Until } from '#cockpits/project-board.ts'
import type { State, Subject } from '#kernel/act.ts'
import { inOrder, linesOf } from './project-lines.ts'

const DAY = '2026-06-30'
const running: Until = { on: DAY, over: false }
const passed: Until = { on: DAY, over: true }

const set = { title: '健全某机制', lead: 'dept-a', startsOn: '2026-01-01', endsOn: '2026-12-31' }
const nothing: State = {
  ...{
    stage: 'report',
    version: 2,
    round: 1,
    values: set,
    approved: null,
    approvedAt: null,
    reached: 1,
    hands: {},
    returned: null,
    asks: [],
  },
  ...{ since: new Date('2026-03-02T02:00:00Z'), deadline: { on: '2026-05-01', lapses: null }, respite: null, late: [], covered: null },
  ...{ extension: null, decided: {}, advance: null },
}
const subject = (state: Partial<State>): Subject => ({ id: 'p', owner: 'office', state: { ...nothing, ...state } })

const kindOf = (until: Until, dueOn: string, doneOn?: string): LineKind => {
  const states = [{ name: '节点', dueOn, state: doneOn ? '已完成' : '推进中', ...(doneOn ? { doneOn } : {}) }]
  const values = { ...set, milestones: [{ name: '节点', dueOn }] }
  return linesOf(subject({ values, approved: { ...values, status: '推进中', states } }), until)[1]!.kind
}

test.each<[string, Until, string, string | undefined, LineKind]>([
  ['done before its day', running, '2026-06-30', '2026-06-01', 'milestone-met'],
  ['done on its day', running, '2026-06-30', '2026-06-30', 'milestone-met'],
  ['done after its day', running, '2026-06-01', '2026-06-02', 'milestone-met-late'],
  ['its day was yesterday', running, '2026-06-29', undefined, 'milestone-late'],
  ['its day is today, and today is not over', running, '2026-06-30', undefined, 'milestone-coming'],
  ['its day was the last of the period', passed, '2026-06-30', undefined, 'milestone-late'],
  ['the sixtieth day from now', running, '2026-08-29', undefined, 'milestone-coming'],
  ['the day after that', running, '2026-08-30', undefined, 'milestone-later'],
  ['done only after the period', passed, '2026-06-15', '2026-07-02', 'milestone-late'],
])('a milestone: %s', (_case, until, dueOn, doneOn, kind) => {
  expect(kindOf(until, dueOn, doneOn)).toBe(kind)
})

const projectOf = (state: Partial<State>, until = running) => linesOf(subject(state), until)[0]!

test('a project waits for its first report, runs, is over its day, is done; a draft is no project', () => {
  const approvedAt = new Date('2026-06-30T02:00:00Z')
  const kinds = [
    projectOf({}),
    projectOf({ approved: { ...set, status: '推进中' }, approvedAt }),
    projectOf({ values: { ...set, endsOn: '2026-06-29' } }),
    projectOf({ approved: { ...set, status: '已完成' }, approvedAt }),
  ].map(({ kind }) => kind)
  expect(kinds).toEqual(['project-first', 'project-running', 'project-overdue', 'project-done'])
  // Decided after the last day that is counted: the period knew it running.
  expect(projectOf({ approved: { ...set, status: '已完成' }, approvedAt: new Date('2026-07-01T02:00:00Z') }, passed)).toMatchObject({
    kind: 'project-running',
    doneOn: null,
  })
  expect(linesOf(subject({ reached: 0, stage: 'entry' }), running)).toEqual([])
  expect(linesOf(subject({ stage: 'void' }), running)).toEqual([])
})

test('it says whose turn it is since when; between two reports the next one is the unit’s; what is done waits for nobody', () => {
  expect(projectOf({}).desk).toEqual({ step: '牵头部门填报', org: 'dept-a', since: '2026-03-02', due: '2026-05-01' })
  expect(projectOf({ stage: 'confirm', reached: 3 }).desk).toMatchObject({ step: '市委改革办审核', org: 'office' })
  const approvedAt = new Date('2026-04-20T02:00:00Z')
  const decided = { stage: 'approved', reached: 4, approvedAt, covered: '2026-04-30' }
  expect(projectOf({ ...decided, approved: { ...set, status: '推进中' } }).desk).toEqual({
    ...{ step: '更新推进情况', org: 'dept-a', since: '2026-04-20', due: '2026-06-30' },
  })
  expect(projectOf({ ...decided, approved: { ...set, status: '已完成' } }).desk).toBeNull()
})

test('what is reported and not decided changes no line', () => {
  const milestones = [{ name: '节点', dueOn: '2026-06-01' }]
  const states = [{ name: '节点', dueOn: '2026-06-01', state: '已完成', doneOn: '2026-05-30' }]
  const values = { ...set, milestones, status: '已完成', states, results: [{ name: '成果' }] }
  expect(linesOf(subject({ values, stage: 'review' }), running).map(({ kind }) => kind)).toEqual(['project-first', 'milestone-late'])
})

test('a board counts its lines, together and by department; the line that is due first stands first', () => {
  const milestones = [
    { name: '二', dueOn: '2026-05-02' },
    { name: '一', dueOn: '2026-05-01' },
  ]
  const one = linesOf(subject({ values: { ...set, milestones } }), running)
  const other = linesOf({ ...subject({ values: { ...set, lead: 'dept-b', milestones } }), id: 'q' }, running)
  const lines = inOrder([...one, ...other])
  expect(lines.map(({ name, project }) => `${name ?? '项目'} ${project}`)).toEqual(['一 p', '一 q', '二 p', '二 q', '项目 p', '项目 q'])
  const board = boardOf(lines, running)
  expect(board.counts).toMatchObject({ 'project-first': 2, 'milestone-late': 4, result: 0 })
  expect(board.departments.map(({ org, counts }) => [org, counts['milestone-late']])).toEqual([
    ['dept-a', 2],
    ['dept-b', 2],
  ])
})
