import { date } from '#kernel/fields/date.ts'
import { link } from '#kernel/fields/link.ts'
import { orgs } from '#kernel/fields/orgs.ts'
import { paragraph } from '#kernel/fields/paragraph.ts'
import { text } from '#kernel/fields/text.ts'
import { defineModule } from '#kernel/module.ts'
import { city, reformOffice } from '../offices.ts'
import { assignedTallies, quarterly, report, reportChecks } from './assigned.ts'

/** 会议决定事项：承办单位录入员按时限填报反馈 → 承办单位审核员审核 → 市委改革办审核，直至完成。 */
export const meetingDecision = defineModule({
  name: '会议决定事项',
  path: 'reform/meeting-decision',
  manual: '操作说明（2023年3月31日版）四（四）2、3、四（七）',
  scope:
    '深改委会议的决定事项，会议发布后下达给承办单位。承办单位在反馈时限前首次填报推进情况，后续每季度更新一次，直至推进状态为“已完成”。',
  unit: '项',
  filedBy: 'opened',

  fields: {
    what: text('决定事项', { given: true }),
    meeting: link('所属会议', { module: 'reform/meeting', given: true }),
    asked: paragraph('工作要求', { given: true, optional: true }),
    coUnits: orgs('配合单位', { given: true, optional: true }),
    feedbackBy: date('反馈时限', { given: true }),
    ...report,
  },
  title: 'what',
  ledger: ['what', 'meeting', 'status', 'feedbackBy', 'coUnits'],

  flow: {
    report: { label: '承办单位填报反馈', by: 'entry', at: 'owner', dueOn: 'feedbackBy', within: 7 },
    review: { label: '承办单位审核', by: 'reviewer', at: 'owner', within: 5 },
    confirm: { label: '市委改革办审核', by: 'reviewer', at: reformOffice, within: 10 },
  },
  seenBy: { report: [reformOffice, city, 'coUnits'] },

  tallies: assignedTallies('decisions'),
  checks: reportChecks,
  renews: quarterly,
  extends: { decidedBy: reformOffice, by: 'reviewer' },
})
