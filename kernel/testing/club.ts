import { choice } from '../fields/choice.ts'
import { date } from '../fields/date.ts'
import { files } from '../fields/files.ts'
import { link } from '../fields/link.ts'
import { org } from '../fields/org.ts'
import { orgs } from '../fields/orgs.ts'
import { paragraph } from '../fields/paragraph.ts'
import { rows } from '../fields/rows.ts'
import { term } from '../fields/term.ts'
import { text } from '../fields/text.ts'
import { defineModule, type Fixed } from '../module.ts'
import { textKey } from '../text-key.ts'

/** An invented business that no manual knows, so that the kernel is tested and not a manual: tennis tournaments and the matches they open. */
export const federation: Fixed = { fixed: 'federation', name: '网球协会' }

export const tournament = defineModule({
  name: '网球赛事',
  path: 'tennis/tournament',
  manual: '俱乐部章程一',
  scope: '各俱乐部联合举办的赛事',
  unit: '场',
  filedBy: ['district'],
  fields: {
    title: text('赛事名称', { hint: '写全称' }),
    code: text('赛事编号', { sortable: true }),
    surface: choice('场地', ['硬地', '草地', '红土']),
    host: org('承办单位', { among: ['department'] }),
    clubs: orgs('参赛俱乐部', { among: ['district'] }),
    ball: term('用球', 'ball'),
    startsOn: date('开赛日期'),
    rules: paragraph('规程', { optional: true }),
    poster: files('海报', { optional: true, accept: ['png'] }),
    prizes: rows('奖项', { optional: true, fields: { name: text('奖项名称'), note: paragraph('说明', { optional: true }) } }),
  },
  title: 'title',
  ledger: ['title', 'code', 'surface', 'host', 'clubs', 'startsOn', 'rules', 'poster', 'prizes'],
  identity: {
    field: 'code',
    key: (it) => (it.code === undefined ? null : textKey(it.code)),
    taken: '该编号的赛事已经登记。',
    joins: { field: 'clubs', decidedBy: 'host' },
  },
  flow: {
    entry: { label: '俱乐部登记', by: 'entry', at: 'owner', within: 10 },
    review: { label: '俱乐部审核', by: 'reviewer', at: 'owner', within: 5 },
    host: {
      label: '承办单位确认',
      by: 'entry',
      at: 'host',
      does: { label: '确认开赛', done: '确认开赛' },
      mayCorrect: ['clubs', 'startsOn'],
    },
  },
  seenBy: { review: [federation], approved: ['clubs'] },
  refuse: (it, today) => (it.startsOn < today ? [{ field: 'startsOn', message: '《开赛日期》不能早于今天' }] : []),
  hints: (it) => (it.title && !it.title.endsWith('赛') ? [{ field: 'title', message: '名称一般以“赛”结尾', clause: '章程二' }] : []),
  opens: ({ id, values }) =>
    values.clubs.map((club) => ({
      module: 'tennis/match',
      owner: club,
      key: club,
      values: { tournament: { id, title: values.title }, host: values.host },
    })),
  amends: { at: 'host', by: 'entry', label: '调整赛事', fields: ['clubs', 'startsOn'] },
})

export const match = defineModule({
  name: '比赛成绩',
  path: 'tennis/match',
  manual: '俱乐部章程三',
  scope: '每个参赛俱乐部各报一份',
  unit: '份',
  filedBy: 'opened',
  fields: {
    tournament: link('所属赛事', { module: 'tennis/tournament', given: true }),
    host: org('承办单位', { given: true }),
    status: choice('进度', ['进行中', '已结束']),
    endedOn: date('结束日期'),
    score: text('比分'),
  },
  title: 'tournament',
  ledger: ['tournament', 'status', 'score'],
  asks: { endedOn: (it) => it.status === '已结束' },
  flow: {
    entry: { label: '俱乐部填报', by: 'entry', at: 'owner', within: 30 },
    review: { label: '俱乐部审核', by: 'reviewer', at: 'owner' },
    confirm: { label: '协会确认', by: 'reviewer', at: federation },
  },
  seenBy: { entry: ['host', federation] },
  renews: { label: '更新成绩', every: 'quarter', until: (it) => it.status === '已结束' },
})

export const clubModules = [tournament, match] as const
