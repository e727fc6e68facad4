import { choice } from '#kernel/fields/choice.ts'
import { date } from '#kernel/fields/date.ts'
import { files } from '#kernel/fields/files.ts'
import { link } from '#kernel/fields/link.ts'
import { org } from '#kernel/fields/org.ts'
import { paragraph } from '#kernel/fields/paragraph.ts'
import { rows } from '#kernel/fields/rows.ts'
import { text } from '#kernel/fields/text.ts'
import { defineModule } from '#kernel/module.ts'
import { city, reformOffice } from '../offices.ts'
import { later } from './assigned.ts'
import { focusedProblems, itemised, resultChecks } from './checks.ts'

/** 试点项目推进状态更新：区县录入员填报 → 区县审核员审核 → 主管市级部门录入员审核 → 市委改革办审核确认。 */
export const pilotProgress = defineModule({
  name: '试点推进',
  menu: '试点项目推进状态更新',
  path: 'reform/pilot-progress',
  manual: '操作说明（3.0版）二（二）、（三）2、3',
  scope: '主管市级部门确认分发后，每个涉及区县各填报一份，定期更新，直至推进状态为“已完成”。',
  unit: '项',
  filedBy: 'opened',

  fields: {
    pilot: link('所属试点', { module: 'reform/pilot', given: true }),
    level: choice('级别', ['国家级', '市级'], { given: true }),
    lead: org('主管市级部门', { given: true }),
    dueOn: date('完成时间', { given: true, hint: '国家文件中明确的完成时间。' }),
    status: choice('推进状态', ['推进中', '已完成']),
    acceptedOn: date('验收时间', { hint: '已完成的项目，验收时间根据实际情况填写。', clause: '3.0版二（三）2一' }),
    workDone: paragraph('已开展工作', {
      itemised: true,
      hint: '写明推动落实该项改革试点做了哪些工作部署，条目式列举具体的工作。',
      example:
        '1.召开×××会议，审议×××文件；\n2.开展×××督察/调研，指导×××，形成×××；\n3.举办×××现场会议，推广×××；\n4.开展×××培训，明确×××。',
      clause: '3.0版二（三）2二',
    }),
    problems: paragraph('存在问题', {
      optional: true,
      hint: '写明影响改革试点目标实现面临的主要困难，要聚焦体制机制问题、政策法规问题等。',
      clause: '3.0版二（三）2三',
    }),
    results: rows('试点成果', {
      optional: true,
      add: '增加一项成果',
      hint: '数据库按数据条数统计成果数量。取得多项成果的，请按“+”号逐项录入，不能将所有成果录在一条成果数据里。',
      clause: '3.0版二（三）3',
      fields: {
        name: text('成果名称', {
          hint: '要根据成果形式进行总结凝练，要有改革味。如，搭建×××平台、建立×××制度、完善×××机制等。印发×××通知、×××试点方案不属于制度性成果。',
          example: '健全城市更新项目规划和用地管理政策体系',
          clause: '3.0版二（三）3一',
        }),
        form: choice('成果形式', ['制度', '机制', '平台', '应用', '其他']),
        measure: paragraph('具体举措及解决问题', {
          hint: '一般采取“针对×××问题+出台《××》/上线×××应用/建立×××制度/召开×××会议+实现×××”的结构填写，写明通过试点举措，解决了什么问题、破除了什么堵点卡点，实现了什么效果。',
          example:
            '针对城市更新过程中“重存量土地盘活和短期经济利益，轻城市品质功能与内涵提升”等问题，出台《关于城市更新项目规划和用地管理的指导意见（试行）》，印发《关于加强城市更新项目管理的通知》，截至2022年9月，已完工城市更新试点示范项目8个，完成投资61.25亿元。',
          clause: '3.0版二（三）3二',
        }),
        effect: paragraph('具体成效', {
          hint: '要写明相关试点成果被复制推广、被上级表彰肯定等情况。',
          example: '相关试点经验获住建部城市更新情况交流2022年第4期（总第5期）刊载推广。',
          clause: '3.0版二（三）3三',
        }),
        evidence: files('佐证材料', { optional: true }),
      },
    }),
  },
  title: 'pilot',
  ledger: ['pilot', 'lead', 'status', 'dueOn', 'acceptedOn', 'results'],

  asks: { acceptedOn: (it) => it.status === '已完成' },

  flow: {
    entry: { label: '区县填报', by: 'entry', at: 'owner', within: 30 },
    review: { label: '区县审核', by: 'reviewer', at: 'owner', within: 5 },
    lead: { label: '主管市级部门审核', by: 'entry', at: 'lead', within: 10 },
    confirm: { label: '市委改革办审核确认', by: 'reviewer', at: reformOffice, does: { label: '审核确认', done: '审核确认' }, within: 10 },
  },

  seenBy: { entry: ['lead', reformOffice, city] },

  refuse: (it, today) =>
    it.status === '已完成' && it.acceptedOn > today
      ? [{ field: 'acceptedOn', message: '《验收时间》不能晚于今天', clause: '3.0版二（三）2一' }]
      : [],

  checks: {
    workDone: itemised('workDone', '已开展工作', '3.0版二（三）2二'),
    problems: focusedProblems('problems', '存在问题', '3.0版二（三）2三'),
    ...resultChecks('results', '3.0版二（三）3'),
  },

  tallies: ({ owner, values: { dueOn, level }, approved }) =>
    level === undefined || dueOn === undefined
      ? []
      : [
          // The pilot of this district, and what it brought, one row of 试点成果 counting one.
          { figure: 'pilots-carried', org: owner, on: dueOn, kind: level },
          ...(approved?.status === '已完成' ? [{ figure: 'pilots-finished', org: owner, on: dueOn, kind: level }] : []),
          ...[...Map.groupBy(approved?.results ?? [], ({ form }) => form)].map(([form, alike]) => ({
            ...{ figure: 'pilot-results', org: owner, on: dueOn, kind: form },
            amount: String(alike.length),
          })),
          // 已通过验收项目数: of those that were due, by the day on which both hold. Due and level are the pilot's, also where they were corrected after the acceptance.
          ...(approved?.status === '已完成'
            ? [
                {
                  figure: approved.acceptedOn <= dueOn ? 'pilots-accepted' : 'pilots-accepted-late',
                  org: owner,
                  on: later(approved.acceptedOn, dueOn),
                  kind: level,
                },
              ]
            : []),
        ],

  renews: { label: '更新推进情况', every: 'quarter', until: (it) => it.status === '已完成' },
})
