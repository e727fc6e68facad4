import { describe, expect, test } from 'vitest'
import { hintsOf, problemsOf } from '#kernel/values.ts'
import { project } from './project.ts'
import { projectSatisfaction } from './project-satisfaction.ts'

const today = '2026-11-20'
const fieldsOf = (list: readonly { field?: string }[]) => list.map((each) => each.field)

const set = {
  title: '建立土地要素市场化配置机制',
  track: 'x',
  lead: 'dept-guihuaziranju',
  goals: '1.建立统一的土地交易规则；\n2.健全存量土地盘活机制。',
  milestones: [
    { name: '出台实施意见', dueOn: '2026-06-30' },
    { name: '上线交易平台', dueOn: '2026-12-31' },
  ],
  startsOn: '2026-03-01',
  endsOn: '2027-12-31',
}
const reported = {
  status: '推进中',
  states: [
    { name: '出台实施意见', dueOn: '2026-06-30', state: '已完成', doneOn: '2026-06-20' },
    { name: '上线交易平台', dueOn: '2026-12-31', state: '推进中' },
  ],
  progress: '1.召开专题会议，审议实施意见；\n2.开展调研，形成平台建设方案。',
  results: [
    {
      name: '建立存量土地盘活机制',
      measure: '针对存量土地底数不清的问题，建立动态调查机制，实现一地一档。',
      effect: '获国家部委工作简报刊发推广。',
    },
  ],
  problems: '跨部门数据共享的政策依据不足。',
}
const all = { ...set, ...reported }

describe('市级重大改革项目：设立交办', () => {
  test('a project as it should be is assigned without a hint', () => {
    expect(problemsOf(project, set, today, 'entry')).toEqual([])
    expect(hintsOf(project, set, today)).toEqual([])
  })

  test.each(['title', 'track', 'lead', 'goals', 'milestones', 'startsOn', 'endsOn'])('%s is required, 配合单位 is not', (key) => {
    expect(fieldsOf(problemsOf(project, { ...set, [key]: undefined }, today, 'entry'))).toEqual([key])
  })

  test('dates that cannot be, and two milestones of one name, are refused', () => {
    expect(fieldsOf(problemsOf(project, { ...set, endsOn: '2026-02-28' }, today, 'entry'))).toContain('endsOn')
    const milestones = [...set.milestones, { name: ' 出台实施意见', dueOn: '2028-01-01' }]
    expect(fieldsOf(problemsOf(project, { ...set, milestones }, today, 'entry'))).toEqual(['milestones.2.dueOn', 'milestones.2.name'])
    expect(fieldsOf(problemsOf(project, { ...set, milestones: [{ name: '只有名称' }] }, today, 'entry'))).toEqual(['milestones.0.dueOn'])
  })

  test('however a name is spelt, it is one project', () => {
    expect(project.identity!.key({ title: '“双碳”认证 改革' })).toBe(project.identity!.key({ title: ' “双碳”认证  改革' }))
  })
})

describe('市级重大改革项目：每两月填报', () => {
  const { begins } = project.flow.report!

  test('begins with one row a milestone, those reported before as they were reported', () => {
    expect(begins!(set)).toEqual({ states: set.milestones.map((due) => ({ ...due, state: '未启动' })) })
    const later = [set.milestones[0]!, { ...set.milestones[1]!, dueOn: '2027-06-30' }, { name: '全面推开', dueOn: '2027-12-31' }]
    expect(begins!({ ...all, milestones: later })).toEqual({
      states: [reported.states[0], { ...reported.states[1], dueOn: '2027-06-30' }, { ...later[2], state: '未启动' }],
    })
  })

  test('a report as the manual wants it passes without a hint', () => {
    expect(problemsOf(project, all, today, 'report')).toEqual([])
    expect(hintsOf(project, all, today)).toEqual([])
  })

  test.each(['status', 'states', 'progress'])('%s is required, results and problems are not', (key) => {
    expect(fieldsOf(problemsOf(project, { ...all, [key]: undefined }, today, 'report'))).toEqual([key])
    expect(problemsOf(project, { ...all, results: undefined, problems: undefined }, today, 'report')).toEqual([])
  })

  test('the rows are the milestones’, and what is done says when', () => {
    const [first, second] = reported.states
    const places = (states: object[]) => fieldsOf(problemsOf(project, { ...all, states }, today, 'report'))
    expect(places([first!])).toEqual(['states'])
    expect(places([second!, first!])).toEqual(['states'])
    expect(places([{ ...first!, name: '别的节点' }, second!])).toEqual(['states'])
    expect(places([{ ...first!, doneOn: undefined }, second!])).toEqual(['states.0.doneOn'])
    expect(places([{ ...first!, doneOn: '2026-11-21' }, second!])).toEqual(['states.0.doneOn'])
    expect(places([first!, { ...second!, doneOn: '2026-11-01' }])).toEqual(['states.1.doneOn'])
  })

  test('what the manual wants otherwise: hints', () => {
    const poor = {
      ...all,
      status: '已完成',
      progress: '做了很多工作。',
      problems: '力度还需加大。',
      results: [{ name: '印发工作方案', measure: '积极推进。', effect: '好。' }],
    }
    expect(problemsOf(project, poor, today, 'report')).toEqual([])
    expect(fieldsOf(hintsOf(project, poor, today))).toEqual(['progress', 'problems', 'results.0.name', 'results.0.measure', 'status'])
    expect(hintsOf(project, poor, today).every(({ clause }) => clause.startsWith('2023年3月31日版'))).toBe(true)
  })

  test('every two months until 已完成', () => {
    expect(project.renews).toMatchObject({ every: 'two-months', at: 'report' })
    expect(['推进中', '已完成'].map((status) => project.renews!.until({ status }))).toEqual([false, true])
  })
})

describe('重大改革项目满意度', () => {
  const survey = { project: { id: 'p', title: set.title }, year: '2026', score: '92.50' }

  test('one a project and year, and none of a year to come', () => {
    expect(problemsOf(projectSatisfaction, survey, today)).toEqual([])
    expect(hintsOf(projectSatisfaction, survey, today)).toEqual([])
    expect(fieldsOf(problemsOf(projectSatisfaction, { ...survey, year: '2027' }, today))).toEqual(['year'])
    const key = projectSatisfaction.identity!.key
    expect([key(survey), key({ ...survey, year: '2025' }), key({ year: '2026' })]).toEqual(['p 2026', 'p 2025', null])
  })

  test.each(['project', 'year', 'score'])('%s is required', (key) => {
    expect(fieldsOf(problemsOf(projectSatisfaction, { ...survey, [key]: undefined }, today))).toEqual([key])
  })

  test('a score has two places between 0 and 100', () => {
    const { score } = projectSatisfaction.fields
    const read = (typed: string) => score.kind.schema(score).safeParse(typed)
    expect(read('92.5').data).toBe('92.50')
    for (const wrong of ['100.01', '-1', '92.505', '优']) expect(read(wrong).success, wrong).toBe(false)
  })
})
