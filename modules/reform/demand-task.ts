import { date } from '#kernel/fields/date.ts'
import { link } from '#kernel/fields/link.ts'
import { org } from '#kernel/fields/org.ts'
import { orgs } from '#kernel/fields/orgs.ts'
import { paragraph } from '#kernel/fields/paragraph.ts'
import { text } from '#kernel/fields/text.ts'
import { defineModule } from '#kernel/module.ts'
import { city, reformOffice } from '../offices.ts'
import { assignedTallies, quarterly, refusePast, report, reportChecks, reported } from './assigned.ts'

/** 改革需求清单交办：市委改革办录入需求清单 → 部门（区县）录入员录入推进情况 → 部门（区县）审核员审核 → 市委改革办审核。 */
export const demandTask = defineModule({
  name: '改革需求清单',
  menu: '改革需求清单交办',
  path: 'reform/demand-task',
  manual: '操作说明（2023年3月31日版）四（一）1、2.2、3',
  scope: '市委改革办从改革需求中梳理交办的清单任务。牵头单位在反馈时限前首次填报推进情况，后续每季度更新一次，直至推进状态为“已完成”。',
  unit: '项',
  filedBy: [reformOffice],

  fields: {
    title: text('清单任务', { hint: '要高度总结凝练，写明开展什么改革、建立什么制度机制。' }),
    source: link('来源需求', { module: 'reform/demand', optional: true, hint: '由填报的改革需求转化而来的，选择该需求。' }),
    asked: paragraph('任务要求', { hint: '写明需要牵头单位推动解决的问题和完成的改革任务。' }),
    lead: org('牵头单位', { among: ['district', 'department'], hint: '负责填报推进情况的部门（区县）。' }),
    coUnits: orgs('配合单位', { among: ['district', 'department'], optional: true, hint: '可查看该任务及其推进情况。' }),
    feedbackBy: date('反馈时限', { hint: '牵头单位首次填报推进情况的最后日期。', clause: '2023年3月31日版四（一）3' }),
    ...report,
  },
  title: 'title',
  ledger: ['title', 'lead', 'status', 'feedbackBy', 'coUnits'],

  flow: {
    entry: {
      label: '市委改革办录入交办',
      by: 'entry',
      at: 'owner',
      does: { label: '交办', done: '交办' },
      refuse: (it, today) => refusePast(it.feedbackBy, today),
    },
    report: { label: '部门（区县）录入推进情况', by: 'entry', at: 'lead', fills: reported, dueOn: 'feedbackBy', within: 7 },
    review: { label: '部门（区县）审核', by: 'reviewer', at: 'lead', within: 5 },
    confirm: { label: '市委改革办审核', by: 'reviewer', at: reformOffice, within: 10 },
  },
  seenBy: { report: ['coUnits', city] },

  tallies: assignedTallies('demand-tasks'),
  checks: reportChecks,
  renews: { ...quarterly, at: 'report' },
  extends: { decidedBy: reformOffice, by: 'reviewer' },
})
