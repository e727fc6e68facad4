import { date } from '#kernel/fields/date.ts'
import { files } from '#kernel/fields/files.ts'
import { paragraph } from '#kernel/fields/paragraph.ts'
import { term } from '#kernel/fields/term.ts'
import { text } from '#kernel/fields/text.ts'
import { defineModule } from '#kernel/module.ts'
import { everyone } from '../offices.ts'

/** 工作动态：单位录入员报送 → 单位审核员审核发布，全体单位可见。 */
export const news = defineModule({
  name: '工作动态',
  path: 'reform/news',
  manual: '操作说明（2023年3月31日版）四（七）',
  scope: '各区县、市级部门推进改革的工作动态，经本单位审核员审核后发布，供各单位交流。',
  unit: '篇',
  filedBy: ['district', 'department', 'office'],

  fields: {
    title: text('标题', { max: 60, hint: '一句话写明做了什么、有何进展。' }),
    happenedOn: date('日期', { hint: '工作开展的日期。' }),
    track: term('领域/跑道', 'field-track', { levels: 2, optional: true }),
    content: paragraph('正文', { max: 3000, hint: '开门见山，写明时间、举措、进展和成效。' }),
    pictures: files('图片、附件', { optional: true, max: 9 }),
  },
  title: 'title',
  ledger: ['title', 'happenedOn', 'track'],

  flow: {
    entry: { label: '单位报送', by: 'entry', at: 'owner' },
    review: { label: '单位审核发布', by: 'reviewer', at: 'owner', does: { label: '审核发布', done: '审核发布' }, within: 3 },
  },
  seenBy: { approved: [everyone] },

  refuse: (it, today) => (it.happenedOn > today ? [{ field: 'happenedOn', message: '《日期》不能晚于今天' }] : []),
})
