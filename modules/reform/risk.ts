import { choice } from '#kernel/fields/choice.ts'
import { date } from '#kernel/fields/date.ts'
import { files } from '#kernel/fields/files.ts'
import { link } from '#kernel/fields/link.ts'
import { org } from '#kernel/fields/org.ts'
import { paragraph } from '#kernel/fields/paragraph.ts'
import { text } from '#kernel/fields/text.ts'
import { defineModule } from '#kernel/module.ts'
import { textKey } from '#kernel/text-key.ts'
import { city, internetOffice, petitionsOffice, reformOffice } from '../offices.ts'
import { isApart, refuseSentLater, sentApart } from './sent-apart.ts'

/** 改革风险：市委网信办/市信访办录入员录入 → 相关部门审核员审核 → 市委改革办审核，有事才报。 */
export const risk = defineModule({
  name: '改革风险',
  path: 'reform/risk',
  manual: '操作说明（2023年3月31日版）四（五）、附件“风险管控力”',
  scope: '改革推进过程中引发的重大负面舆情或群体性事件。采取“有事法则”、实时填报，按件次扣分。',
  unit: '件',
  filedBy: [internetOffice, petitionsOffice],

  fields: {
    title: text('事件名称', { hint: '一句话写明何时何地因何项改革发生何事。' }),
    kind: choice('类型', ['重大负面舆情', '群体性事件'], {
      hint: '“重大负面舆情”以“八张问题清单”中认定的重大负面网络舆情标准为依据。',
      clause: '2023年3月31日版附件',
    }),
    level: choice('等级', ['较大', '重大', '特别重大'], {
      hint: '按照《重庆市群体性事件应急预案》（渝委办发〔2016〕58号）等有关规定划分。',
      clause: '2023年3月31日版附件',
    }),
    happenedOn: date('发生时间'),
    concerns: choice('涉及对象', ['区县', '市级重大改革项目']),
    district: org('涉及区县', { among: ['district'] }),
    project: link('涉及项目', { module: 'reform/project' }),
    details: paragraph('详情', { hint: '写明起因、经过、影响范围、处置情况，以及与改革的关系。' }),
    ...sentApart('认定依据', { to: '传市委改革办相关管理员' }),
    grounds: files('认定依据', { hint: '上传认定该事件类型、等级的文件。' }),
  },
  title: 'title',
  ledger: ['title', 'kind', 'level', 'district', 'happenedOn'],

  asks: {
    level: (it) => it.kind === '群体性事件',
    district: (it) => it.concerns === '区县',
    project: (it) => it.concerns === '市级重大改革项目',
    sentOn: (it) => isApart(it.apart),
    grounds: (it) => !isApart(it.apart),
  },

  alike: {
    key: (it) => (it.title && it.happenedOn ? `${textKey(it.title)}\n${it.happenedOn}` : null),
    about: '同名、同日的事件，只录入一件',
    field: 'title',
    message: '已有同名、同日的一件，同一事件只扣一次分',
    clause: '2023年3月31日版附件',
  },

  flow: {
    entry: { label: '市委网信办/市信访办录入', by: 'entry', at: 'owner', within: 3 },
    review: { label: '相关部门审核', by: 'reviewer', at: 'owner', within: 3 },
    confirm: { label: '市委改革办审核', by: 'reviewer', at: reformOffice, within: 5 },
  },
  seenBy: { confirm: [city], approved: ['district'] },

  // One happening, of one name on one day, counts once, at its highest level, however often it was filed.
  tallies: ({ approved }) =>
    approved?.district
      ? [
          {
            figure: 'risk',
            org: approved.district,
            on: approved.happenedOn,
            kind: approved.level ?? approved.kind,
            same: `${approved.kind} ${textKey(approved.title)} ${approved.happenedOn}`,
          },
        ]
      : [],

  refuse: (it, today) => [
    ...(it.happenedOn > today ? [{ field: 'happenedOn', message: '《发生时间》不能晚于今天', clause: '2023年3月31日版四（五）1' }] : []),
    ...(isApart(it.apart) ? refuseSentLater('认定依据', { field: 'sentOn', on: it.sentOn }, today) : []),
  ],
})
