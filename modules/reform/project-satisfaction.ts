import { decimal } from '#kernel/fields/decimal.ts'
import { files } from '#kernel/fields/files.ts'
import { link } from '#kernel/fields/link.ts'
import { paragraph } from '#kernel/fields/paragraph.ts'
import { defineModule } from '#kernel/module.ts'
import { everyone, reformOffice } from '../offices.ts'

/** 重大改革项目满意度：市委改革办录入 → 生成报表数据，一个项目一年一次，作为展示指标，不纳入改革报表生成指数。 */
export const projectSatisfaction = defineModule({
  name: '重大改革项目满意度',
  path: 'reform/project-satisfaction',
  manual: '操作说明（2023年3月31日版）四（六）2',
  scope:
    '每年末通过互联网收集统计群众、企业、基层对改革项目成效评价意见，检视改革“惠民有感”情况。鉴于各改革项目的利益主体、受惠群体不一，难以拉通评比，作为展示指标，不纳入改革报表生成指数。',
  unit: '项',
  filedBy: [reformOffice],

  fields: {
    project: link('市级重大改革项目', { module: 'reform/project', hint: '已有审定推进情况的项目。' }),
    year: decimal('年度', { places: 0, min: 2023, max: 2100, hint: '一般一个项目一年一次。', clause: '2023年3月31日版四（六）2' }),
    score: decimal('满意度得分', { max: 100, hint: '0至100分，保留两位小数。' }),
    report: files('调查报告', { optional: true, clause: '2023年3月31日版四（六）2' }),
    conclusion: paragraph('调查结论', {
      optional: true,
      hint: '写明群众、企业、基层对改革项目成效的评价意见和集中反映的问题。',
      clause: '2023年3月31日版四（六）2',
    }),
  },
  title: 'project',
  ledger: ['project', 'year', 'score', 'conclusion'],

  identity: {
    field: 'project',
    key: (it) => (it.project === undefined || it.year === undefined ? null : `${it.project.id} ${it.year}`),
    taken: '该项目本年度的满意度已经录入，一个项目一年录入一次。',
  },

  flow: { entry: { label: '市委改革办录入', by: 'entry', at: 'owner', does: { label: '录入', done: '录入' } } },
  seenBy: { approved: [everyone] },

  refuse: (it, today) =>
    it.year > today.slice(0, 4) ? [{ field: 'year', message: '《年度》不能晚于今年', clause: '2023年3月31日版四（六）2' }] : [],
})
