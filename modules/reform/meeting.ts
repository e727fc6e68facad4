import { date } from '#kernel/fields/date.ts'
import { files } from '#kernel/fields/files.ts'
import { org } from '#kernel/fields/org.ts'
import { orgs } from '#kernel/fields/orgs.ts'
import { paragraph } from '#kernel/fields/paragraph.ts'
import { rows } from '#kernel/fields/rows.ts'
import { text } from '#kernel/fields/text.ts'
import { defineModule } from '#kernel/module.ts'
import { textKey } from '#kernel/text-key.ts'
import { city, reformOffice } from '../offices.ts'
import { isApart, refuseSentLater, sentApart } from './sent-apart.ts'

/** 深改委会议：市委改革办录入会议、议题和决定事项 → 市委改革办审核发布，每个决定事项下达给承办单位。 */
export const meeting = defineModule({
  name: '深改委会议',
  path: 'reform/meeting',
  manual: '操作说明（2023年3月31日版）四（七）',
  scope: '市委全面深化改革委员会会议的议题和决定事项。发布后，决定事项逐项下达给承办单位，按时限反馈，直至完成。',
  unit: '次',
  filedBy: [reformOffice],

  fields: {
    title: text('会议名称', { hint: '写全称。', example: '六届市委全面深化改革委员会第×次会议' }),
    session: text('届次', { max: 40, sortable: true, hint: '写明第几届、第几次，一次会议录入一条。', example: '六届市委第×次' }),
    heldOn: date('会议时间'),
    agenda: rows('议题', {
      add: '增加一个议题',
      counts: '议题',
      fields: {
        topic: text('议题名称', { hint: '如，审议《×××改革实施方案》；听取×××改革情况汇报。' }),
        speaker: org('汇报单位', { among: ['district', 'department', 'office'], optional: true }),
      },
    }),
    decisions: rows('决定事项', {
      optional: true,
      add: '增加一个决定事项',
      counts: '决定事项',
      hint: '会议议定、需要有关单位落实的事项，一条一事，发布后逐项下达给承办单位。',
      fields: {
        what: text('事项名称', { max: 120, hint: '一句话写明要做什么。' }),
        asked: paragraph('工作要求', { optional: true, max: 1000 }),
        lead: org('承办单位', { among: ['district', 'department'] }),
        coUnits: orgs('配合单位', { among: ['district', 'department'], optional: true }),
        feedbackBy: date('反馈时限', { hint: '承办单位首次填报推进情况的最后日期。' }),
      },
    }),
    ...sentApart('会议纪要', { to: '送有关单位' }),
    minutes: files('会议纪要', { optional: true }),
  },
  title: 'title',
  asks: {
    sentOn: (it) => isApart(it.apart),
    minutes: (it) => !isApart(it.apart),
  },
  ledger: ['title', 'session', 'heldOn', 'agenda', 'decisions'],

  identity: {
    field: 'session',
    key: (it) => (it.session === undefined ? null : textKey(it.session).replaceAll(' ', '')),
    taken: '该届次的会议已经录入，一次会议录入一条。',
  },

  flow: {
    entry: { label: '市委改革办录入', by: 'entry', at: 'owner' },
    publish: {
      label: '市委改革办审核发布',
      by: 'reviewer',
      at: reformOffice,
      does: { label: '审核发布', done: '审核发布' },
      within: 5,
    },
  },
  // Those who have to act on a decision read the meeting it was taken at.
  seenBy: { publish: [city], approved: ['decisions.lead', 'decisions.coUnits'] },

  refuse: (it, today) => [
    ...(isApart(it.apart) ? refuseSentLater('会议纪要', { field: 'sentOn', on: it.sentOn }, today) : []),
    ...(it.heldOn > today ? [{ field: 'heldOn', message: '《会议时间》不能晚于今天' }] : []),
    ...(it.decisions ?? []).flatMap(({ feedbackBy }, at) =>
      feedbackBy < it.heldOn
        ? [{ field: `decisions.${at}.feedbackBy`, message: `决定事项第 ${at + 1} 条的《反馈时限》不能早于会议时间` }]
        : [],
    ),
    ...(it.decisions ?? []).flatMap(({ what, lead }, at, all) =>
      all.findIndex((other) => other.lead === lead && textKey(other.what) === textKey(what)) < at
        ? [{ field: `decisions.${at}.what`, message: `决定事项第 ${at + 1} 条与前面的事项重复` }]
        : [],
    ),
  ],

  checks: {
    time: {
      about: '决定事项的反馈时限',
      clause: '2023年3月31日版四（四）3',
      finds: (it, today) =>
        (it.decisions ?? []).flatMap(({ feedbackBy }, at) =>
          feedbackBy && feedbackBy < today
            ? [{ field: `decisions.${at}.feedbackBy`, message: '反馈时限已过，下达后承办单位将直接超期' }]
            : [],
        ),
    },
  },

  opens: ({ id, values }) =>
    (values.decisions ?? []).map(({ what, asked, lead, coUnits, feedbackBy }) => ({
      module: 'reform/meeting-decision',
      owner: lead,
      key: `${lead} ${textKey(what)}`,
      values: {
        meeting: { id, title: values.title },
        what,
        feedbackBy,
        ...(asked === undefined ? {} : { asked }),
        ...(coUnits === undefined ? {} : { coUnits }),
      },
    })),
})
