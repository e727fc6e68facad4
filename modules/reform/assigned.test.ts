import { describe, expect, test } from 'vitest'
import type { Module } from '#kernel/module.ts'
import { filledAt, renewalStep } from '#kernel/steps.ts'
import { hintsOf, problemsOf } from '#kernel/values.ts'
import { blockage } from './blockage.ts'
import { demandTask } from './demand-task.ts'
import { meetingDecision } from './meeting-decision.ts'

const today = '2026-11-20'
const fieldsOf = (list: readonly { field?: string }[]) => list.map((each) => each.field)

const order = {
  title: '建立用地并联审批机制',
  asked: '破解用地审批跨部门衔接不畅的问题，建立并联审批机制。',
  lead: 'dept-guihuaziranju',
  coUnits: ['500103'],
  feedbackBy: '2026-12-31',
}
const reported = {
  status: '推进中',
  details: '1.出台《用地并联审批办法》，推动材料互认，实现一次受理；\n2.建立联席会商机制，实现疑难事项五日内答复。',
  problems: '跨部门数据共享的政策依据不足。',
}
const given = { ...order, what: order.title, meeting: { id: 'm', title: '会议' } }

describe.each([
  ['改革需求清单', demandTask as Module],
  ['堵点卡点', blockage as Module],
])('%s: 市委改革办录入交办', (_name, module) => {
  test('an order as it should be is assigned without a hint, before anything is reported', () => {
    expect(problemsOf(module, order, today, 'entry')).toEqual([])
    expect(hintsOf(module, order, today)).toEqual([])
  })

  test.each(['title', 'asked', 'lead', 'feedbackBy'])('%s is required', (key) => {
    expect(fieldsOf(problemsOf(module, { ...order, [key]: undefined }, today, 'entry'))).toEqual([key])
  })

  test('反馈时限 lies ahead when it is assigned, and no longer stops a report that is late', () => {
    const late = { ...order, feedbackBy: '2026-11-19' }
    expect(problemsOf(module, late, today, 'entry')).toEqual([
      { field: 'feedbackBy', message: '《反馈时限》不能早于今天', clause: '2023年3月31日版四（一）3' },
    ])
    expect(problemsOf(module, { ...order, feedbackBy: today }, today, 'entry')).toEqual([])
    for (const stage of ['report', 'review', 'confirm']) expect(problemsOf(module, { ...late, ...reported }, today, stage)).toEqual([])
  })

  test('the unit writes the report and nothing of the order', () => {
    expect(filledAt(module, 'report')).toEqual(['status', 'details', 'problems', 'attachments'])
    expect(filledAt(module, 'entry')).toEqual(['title', 'source', 'asked', 'lead', 'coUnits', 'feedbackBy'])
    expect(module.flow.report).toMatchObject({ at: 'lead', dueOn: 'feedbackBy' })
  })
})

describe.each([
  ['改革需求清单', demandTask as Module],
  ['堵点卡点', blockage as Module],
  ['会议决定事项', meetingDecision as Module],
])('%s: 按时限填报反馈', (_name, module) => {
  test('a report as the manual wants it passes without a hint', () => {
    expect(problemsOf(module, { ...given, ...reported }, today, 'report')).toEqual([])
    expect(hintsOf(module, reported, today)).toEqual([])
    expect(hintsOf(module, { details: module.fields.details!.example }, today)).toEqual([])
  })

  test.each(['status', 'details'])('%s is required, 存在问题 and 附件 are not', (key) => {
    expect(fieldsOf(problemsOf(module, { ...given, ...reported, [key]: undefined }, today, 'report'))).toEqual([key])
    expect(problemsOf(module, { ...given, ...reported, problems: undefined }, today, 'report')).toEqual([])
  })

  test('details not itemised, deeds without reform, problems without substance: hints', () => {
    const poor = { ...reported, details: '高度重视，积极推进各项工作。', problems: '工作力度还需进一步加大。' }
    expect(problemsOf(module, { ...given, ...poor }, today, 'report')).toEqual([])
    expect(hintsOf(module, poor, today).map(({ field, check, clause }) => [field, check, clause])).toEqual([
      ['details', 'details', '2023年3月31日版四（一）2.2一'],
      ['details', 'deeds', '2023年3月31日版四（一）2.2一'],
      ['problems', 'problems', '2023年3月31日版四（一）2.2二'],
    ])
  })

  test('每季度更新一次，直至推进状态为“已完成”', () => {
    expect(module.renews).toMatchObject({ every: 'quarter' })
    expect(renewalStep(module)).toBe('report')
    expect(['未启动', '推进中', '已完成'].map((status) => module.renews!.until({ status }))).toEqual([false, false, true])
  })
})
