import { date } from '#kernel/fields/date.ts'
import { files } from '#kernel/fields/files.ts'
import { link } from '#kernel/fields/link.ts'
import { paragraph } from '#kernel/fields/paragraph.ts'
import { text } from '#kernel/fields/text.ts'
import { defineModule } from '#kernel/module.ts'
import { textKey } from '#kernel/text-key.ts'
import { city, reformOffice } from '../offices.ts'
import { INTRODUCTION, introductionChecks } from './introduction.ts'
import { CHECKED } from './three-lists.ts'

/** 开发上线特色应用：区县录入员填报 → 区县审核员审核 → 市委改革办审核. */
export const application = defineModule({
  name: '特色应用',
  path: 'digital/application',
  manual: '操作说明（3.0版）四（二）三、五',
  scope: '区县通过“三张清单”论证审查、查重等系列程序后开发上线的应用。无相应“三张清单”的存量应用不纳入。',
  unit: '个',
  filedBy: ['district'],

  fields: {
    name: text('应用名称', { hint: '开发上线的特色应用基于“三张清单”开发建设，名称应与其一致。', clause: '3.0版四（二）五' }),
    threeLists: link('所依据的“三张清单”', {
      module: 'digital/three-lists',
      own: true,
      decided: true,
      where: { field: 'state', among: [CHECKED] },
      needs: '本区县已审核的、市大数据发展局查重通过的“三张清单”',
      hint: '开发上线的特色应用一定要基于纳入晾晒的应用“三张清单”开发建设。',
      clause: '3.0版四（二）五',
    }),
    onlineOn: date('上线时间', { clause: '3.0版四（二）三' }),
    introduction: paragraph('应用简介', { ...INTRODUCTION, clause: '3.0版四（二）三' }),
    screenshots: files('主要功能界面截图', {
      accept: ['png', 'jpg', 'jpeg'],
      hint: '上传该应用的主要功能界面截图。',
      clause: '3.0版四（二）三',
    }),
  },
  title: 'name',
  ledger: ['name', 'threeLists', 'onlineOn'],

  // 避免区县间重复策划开发应用.
  similarClause: '3.0版四',

  identity: {
    field: 'threeLists',
    key: (it) => it.threeLists?.id ?? null,
    taken: '这份“三张清单”已经填报过上线应用，不能重复填报。',
  },

  flow: {
    entry: { label: '区县录入', by: 'entry', at: 'owner', within: 15 },
    review: { label: '区县审核', by: 'reviewer', at: 'owner', within: 5 },
    confirm: { label: '市委改革办审核', by: 'reviewer', at: reformOffice, within: 10 },
  },
  seenBy: { review: [reformOffice, city] },

  refuse: (it, today) =>
    it.onlineOn > today ? [{ field: 'onlineOn', message: '《上线时间》不能晚于今天', clause: '3.0版四（二）三' }] : [],
  tallies: ({ owner, approved }) => (approved ? [{ figure: 'applications', org: owner, on: approved.onlineOn }] : []),
  checks: {
    name: {
      about: '应用名称与所依据的“三张清单”一致',
      clause: '3.0版四（二）五',
      finds: (it) =>
        it.name && it.threeLists?.title && nameKey(it.name) !== nameKey(it.threeLists.title)
          ? [{ field: 'name', message: `与所依据的“三张清单”中的应用名称“${it.threeLists.title}”不一致，请核对` }]
          : [],
    },
    ...introductionChecks('introduction', '3.0版四（二）三'),
  },

  // 当前办件量、当前活跃用户数 change while the application is in use.
  renews: { label: '更新应用情况', until: () => false },
})

/** Whether the word 应用 stands behind a name makes no other of it. */
const nameKey = (name: string) => textKey(name).replace(/应用$/u, '')
