import { date } from '#kernel/fields/date.ts'
import { link } from '#kernel/fields/link.ts'
import { org } from '#kernel/fields/org.ts'
import { orgs } from '#kernel/fields/orgs.ts'
import { paragraph } from '#kernel/fields/paragraph.ts'
import { text } from '#kernel/fields/text.ts'
import { defineModule } from '#kernel/module.ts'
import { city, reformOffice } from '../offices.ts'
import { assignedTallies, quarterly, refusePast, report, reportChecks, reported } from './assigned.ts'

/** 堵点卡点：市委改革办录入交办 → 部门（区县）录入员按时限填报反馈 → 部门（区县）审核员审核 → 市委改革办审核。 */
export const blockage = defineModule({
  name: '堵点卡点',
  path: 'reform/blockage',
  manual: '操作说明（2023年3月31日版）四（四）',
  scope: '改革要坚持问题导向，改革的切入口就是把堵点卡点找到，然后把它消除。由市委改革办录入交办，形成转交办工作闭环。',
  unit: '项',
  filedBy: [reformOffice],

  fields: {
    title: text('堵点卡点', { hint: '一句话写明什么领域、什么环节存在什么堵点卡点。' }),
    source: link('来源需求', { module: 'reform/demand', optional: true, hint: '由填报的改革需求转办而来的，选择该需求。' }),
    asked: paragraph('破解要求', { hint: '写明堵在哪里、卡在何处，需要承办单位通过改革解决什么问题。' }),
    lead: org('承办单位', { among: ['district', 'department'], hint: '按时限填报反馈的部门（区县）。' }),
    coUnits: orgs('配合单位', { among: ['district', 'department'], optional: true, hint: '可查看该堵点卡点及其推进情况。' }),
    feedbackBy: date('反馈时限', { hint: '承办单位首次填报反馈的最后日期。', clause: '2023年3月31日版四（四）3' }),
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
    report: { label: '部门（区县）填报反馈', by: 'entry', at: 'lead', fills: reported, dueOn: 'feedbackBy', within: 7 },
    review: { label: '部门（区县）审核', by: 'reviewer', at: 'lead', within: 5 },
    confirm: { label: '市委改革办审核', by: 'reviewer', at: reformOffice, within: 10 },
  },
  seenBy: { report: ['coUnits', city] },

  tallies: assignedTallies('blockages'),
  checks: reportChecks,
  renews: { ...quarterly, at: 'report' },
  extends: { decidedBy: reformOffice, by: 'reviewer' },
})
