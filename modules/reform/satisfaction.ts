import { files } from '#kernel/fields/files.ts'
import { paragraph } from '#kernel/fields/paragraph.ts'
import { quarter, quarterDays, quarterWords } from '#kernel/fields/quarter.ts'
import { scores } from '#kernel/fields/scores.ts'
import { defineModule } from '#kernel/module.ts'
import { city, reformOffice, surveyCentre } from '../offices.ts'

/** 区县改革满意度：市社情民意调查中心录入员录入 → 市委改革办审核，每季度一次，各区县在一张表上。 */
export const satisfaction = defineModule({
  name: '区县改革满意度',
  path: 'reform/satisfaction',
  manual: '操作说明（2023年3月31日版）四（六）1',
  scope: '由市社情民意调查中心每季度开展一次区县改革满意度调查，录入各区县满意度得分、调查报告和调查结论，用于生成“改革满意度”指数。',
  unit: '期',
  filedBy: [surveyCentre],

  fields: {
    quarter: quarter('季度', { hint: '调查所属的季度，每季度一期。', clause: '2023年3月31日版四（六）1' }),
    scores: scores('各区县满意度得分', { among: ['district'], hint: '0至100分，保留两位小数。' }),
    report: files('调查报告', { optional: true, hint: '上传本期电话调查报告。' }),
    conclusion: paragraph('调查结论', { optional: true, hint: '写明总体满意度、较上期变化和群众集中反映的问题。' }),
  },
  title: 'quarter',
  ledger: ['quarter', 'scores', 'conclusion'],

  identity: {
    field: 'quarter',
    key: (it) => it.quarter ?? null,
    taken: '该季度的区县改革满意度已经录入，不能重复录入。',
  },

  flow: {
    entry: { label: '市社情民意调查中心录入', by: 'entry', at: 'owner', within: 10 },
    review: { label: '市委改革办审核', by: 'reviewer', at: reformOffice, within: 5 },
  },
  seenBy: { approved: [city] },

  tallies: ({ approved }) =>
    (approved?.scores ?? []).map(({ org, score }) => ({ figure: 'survey', org, on: quarterDays(approved!.quarter).last, amount: score })),

  refuse: (it, today) =>
    quarterDays(it.quarter).first > today
      ? [{ field: 'quarter', message: `${quarterWords(it.quarter)}尚未开始`, clause: '2023年3月31日版四（六）1' }]
      : [],

  checks: {
    everyDistrict: {
      about: '各区县得分是否齐全',
      clause: '2023年3月31日版四（六）1',
      finds: (it, _today, units) => {
        const missing = units(['district']) - (it.scores?.length ?? 0)
        return it.scores && missing > 0
          ? [{ field: 'scores', message: `还有 ${missing} 个区县没有得分，缺少得分的区县本期不能生成指数` }]
          : []
      },
    },
  },
})
