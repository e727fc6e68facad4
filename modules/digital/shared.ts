import { files } from '#kernel/fields/files.ts'
import { link } from '#kernel/fields/link.ts'
import { paragraph } from '#kernel/fields/paragraph.ts'
import { defineModule } from '#kernel/module.ts'
import { city, reformOffice } from '../offices.ts'
import { INTRODUCTION, introductionChecks } from './introduction.ts'

/** 特色应用“一地创新、全市共享”：区县录入员填报 → 区县审核员审核 → 市委改革办审核. */
export const shared = defineModule({
  name: '一地创新、全市共享',
  path: 'digital/shared',
  manual: '操作说明（3.0版）四（二）四、五',
  scope: '获“一地创新、全市共享”的应用，一定来自于本区县开发上线的特色应用。',
  unit: '个',
  filedBy: ['district'],

  fields: {
    application: link('获共享的特色应用', {
      module: 'digital/application',
      own: true,
      needs: '本区县已审核的特色应用',
      hint: '获“一地创新、全市共享”的应用一定来自于本区县开发上线的特色应用。',
      clause: '3.0版四（二）五',
    }),
    introduction: paragraph('应用简介', { ...INTRODUCTION, clause: '3.0版四（二）四' }),
    proof: files('获“一地创新、全市共享”的依据', { hint: '上传该应用获“一地创新、全市共享”的依据。', clause: '3.0版四（二）四' }),
  },
  title: 'application',
  ledger: ['application', 'introduction'],

  identity: {
    field: 'application',
    key: (it) => it.application?.id ?? null,
    taken: '该应用的“一地创新、全市共享”情况已经填报。',
  },

  flow: {
    entry: { label: '区县录入', by: 'entry', at: 'owner', within: 15 },
    review: { label: '区县审核', by: 'reviewer', at: 'owner', within: 5 },
    confirm: { label: '市委改革办审核', by: 'reviewer', at: reformOffice, within: 10 },
  },
  seenBy: { review: [reformOffice, city] },

  tallies: ({ owner, approved, decidedOn }) => (approved ? [{ figure: 'shared', org: owner, on: decidedOn }] : []),
  checks: introductionChecks('introduction', '3.0版四（二）四'),
})
