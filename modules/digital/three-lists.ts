import { choice } from '#kernel/fields/choice.ts'
import { files } from '#kernel/fields/files.ts'
import { links } from '#kernel/fields/links.ts'
import { text } from '#kernel/fields/text.ts'
import { defineModule } from '#kernel/module.ts'
import { textKey } from '#kernel/text-key.ts'
import { city, reformOffice } from '../offices.ts'
import { IN_DIRECTORY } from './matter.ts'

/** 查重通过: the only state that is counted and that an application may be built on. */
export const CHECKED = '市大数据发展局查重通过'
export const ARGUED = '区县数建办已论证审查通过正报市大数据发展局查重'

/** 应用“三张清单”：区县录入员填报、及时更新当前状态 → 区县审核员审核 → 市委改革办审核. */
export const threeLists = defineModule({
  name: '应用“三张清单”',
  path: 'digital/three-lists',
  manual: '操作说明（3.0版）四（二）二、五',
  scope: '区县围绕纳入名录库的一个或者多个“一件事”，针对拟开发建设的应用编制的“三张清单”。只有查重通过的应用“三张清单”才纳入晾晒。',
  unit: '份',
  filedBy: ['district'],

  fields: {
    name: text('应用名称', { hint: '填写拟开发建设的应用全称。', example: '危险货物运输安全智控应用', clause: '3.0版四（二）二' }),
    matters: links('所依据的“一件事”', {
      module: 'digital/matter',
      own: true,
      where: { field: 'verdict', among: IN_DIRECTORY },
      needs: '本区县已纳入名录库的“一件事”',
      hint: '谋划应用功能时，可以围绕一个“一件事”展开，也可以围绕多个“一件事”展开。',
      clause: '3.0版四（二）五',
    }),
    state: choice('当前状态', ['编制中', ARGUED, CHECKED], {
      hint: '准确选填当前状态，并在取得阶段性成果后及时更新。只有查重通过的才纳入晾晒。',
      clause: '3.0版四（二）二、五',
    }),
    opinion: files('区县数建办论证审查意见', { hint: '“编制中”无需上传附件。', clause: '3.0版四（二）二' }),
    duplicates: files('市大数据发展局查重通过意见', { clause: '3.0版四（二）二' }),
    lists: files('“三张清单”文本', { clause: '3.0版四（二）二' }),
  },
  title: 'name',
  ledger: ['name', 'matters', 'state'],

  // 避免区县间重复策划开发应用.
  similarClause: '3.0版四',

  asks: {
    opinion: (it) => it.state === ARGUED || it.state === CHECKED,
    duplicates: (it) => it.state === CHECKED,
    lists: (it) => it.state === CHECKED,
  },

  alike: {
    key: (it) => (it.name ? textKey(it.name) : null),
    field: 'name',
    about: '同名应用的“三张清单”，只填报一份',
    message: '本区县已填报过同名应用的“三张清单”，有进展的请在原事项中更新当前状态，不要重复填报',
    clause: '3.0版四（二）五',
  },

  flow: {
    entry: { label: '区县录入', by: 'entry', at: 'owner', within: 15 },
    review: { label: '区县审核', by: 'reviewer', at: 'owner', within: 5 },
    confirm: { label: '市委改革办审核', by: 'reviewer', at: reformOffice, within: 10 },
  },
  seenBy: { review: [reformOffice, city] },

  tallies: ({ owner, approved, decidedOn }) => (approved?.state === CHECKED ? [{ figure: 'three-lists', org: owner, on: decidedOn }] : []),

  checks: {
    counted: {
      about: '未查重通过不纳入晾晒的提示',
      clause: '3.0版四（二）二',
      finds: (it) => (it.state && it.state !== CHECKED ? [{ field: 'state', message: '只有查重通过的应用“三张清单”才纳入晾晒' }] : []),
    },
  },

  counts: { unless: (it) => (it.state === CHECKED ? null : `当前状态为“${it.state}”，只有查重通过的才纳入晾晒`) },

  // 取得阶段性成果后及时更新: whenever something has happened, not by the calendar.
  renews: { label: '更新当前状态', until: (it) => it.state === CHECKED },
})
