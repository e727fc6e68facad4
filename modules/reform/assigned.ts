import { choice } from '#kernel/fields/choice.ts'
import { files } from '#kernel/fields/files.ts'
import { paragraph } from '#kernel/fields/paragraph.ts'
import type { Counted, Tally } from '#kernel/tally.ts'
import { focusedProblems, itemised, reformDeeds } from './checks.ts'

/*
 * What 改革需求清单, 堵点卡点 and 会议决定事项 have in common: a unit reports on what it was assigned, first before 反馈时限, then every quarter
 * until “推进状态”为“已完成”. The manual asks the same of all of them (2023年3月31日版四（四）2：填写要求一致).
 */

export const report = {
  status: choice('推进状态', ['未启动', '推进中', '已完成'], {
    hint: '首次在反馈时限前填报，后续每季度更新一次，直至推进状态为“已完成”。',
    clause: '2023年3月31日版四（一）3',
  }),
  details: paragraph('推进详情', {
    itemised: true,
    hint: '写明推动落实该项任务做了哪些动作，这些动作要有改革味，要条目式列举；写明文件中的重大政策规定、机制如何运转、应用的功能及取得的效果。',
    example: '1.出台××文件，推动×××，调整×××，实现×××；\n2.建立×××机制，实现×××；\n3.开发建设×××应用，汇集×××数据，实现×××。',
    clause: '2023年3月31日版四（一）2.2一',
  }),
  problems: paragraph('存在问题', {
    optional: true,
    hint: '写明推动落实该项任务还面临的主要困难，要聚焦体制机制问题、政策法规问题等，切忌泛泛而谈、言之无物。',
    clause: '2023年3月31日版四（一）2.2二',
  }),
  attachments: files('附件', { optional: true }),
}

export const reported = ['status', 'details', 'problems', 'attachments'] as const

/** 办结率: what was assigned and what of it is done, of the unit that reports on it, by the day of the first report. */
export const assignedTallies =
  (figure: string) =>
  ({ owner, values, approved, decidedOn, reached }: Counted<{ lead?: string; feedbackBy: string; status: string }>): Tally[] => {
    // What a meeting decided is the unit’s own; what the office assigns names its unit.
    const { lead = owner, feedbackBy } = values
    if ((values.lead !== undefined && reached === 0) || feedbackBy === undefined) return []
    const assigned = { figure, org: lead, on: feedbackBy }
    return approved?.status === '已完成'
      ? [assigned, { ...assigned, figure: `${figure}-done`, on: later(feedbackBy, decidedOn) }]
      : [assigned]
  }

/** What is done counts from the day on which both hold: that it was due, and that it was decided. */
export const later = (one: string, other: string): string => (one > other ? one : other)

export const reportChecks = {
  details: itemised('details', '推进详情', '2023年3月31日版四（一）2.2一'),
  deeds: reformDeeds('details', '推进详情', '2023年3月31日版四（一）2.2一'),
  problems: focusedProblems('problems', '存在问题', '2023年3月31日版四（一）2.2二'),
}

/** What is assigned has time left to be reported on. */
export const refusePast = (feedbackBy: string, today: string) =>
  feedbackBy < today ? [{ field: 'feedbackBy', message: '《反馈时限》不能早于今天', clause: '2023年3月31日版四（一）3' }] : []

/** 首次录入在反馈时限之前，后续每季度更新一次，直至该任务的推进状态为“已完成”（2023年3月31日版四（一）3）. */
export const quarterly = {
  label: '更新推进情况',
  past: '历次推进情况',
  every: 'quarter',
  until: (it: { status?: string }) => it.status === '已完成',
} as const
