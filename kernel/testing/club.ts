import { choice } from '../fields/choice.ts'
import { date } from '../fields/date.ts'
import { decimal } from '../fields/decimal.ts'
import { files } from '../fields/files.ts'
import { link } from '../fields/link.ts'
import { links } from '../fields/links.ts'
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
    fee: decimal('报名费', { optional: true, max: 10_000 }),
    rules: paragraph('规程', { optional: true }),
    poster: files('海报', { optional: true, accept: ['png'] }),
    prizes: rows('奖项', { optional: true, fields: { name: text('奖项名称'), note: paragraph('说明', { optional: true }) } }),
  },
  title: 'title',
  ledger: ['title', 'code', 'surface', 'host', 'clubs', 'startsOn', 'fee', 'rules', 'poster', 'prizes'],
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
  checks: {
    name: {
      about: '赛事名称以“赛”结尾',
      clause: '章程二',
      finds: (it) => (it.title && !it.title.endsWith('赛') ? [{ field: 'title', message: '名称一般以“赛”结尾' }] : []),
    },
  },
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

/** A court asks for a name: decided in the charter's words, with a second writing, times that run out by themselves, and a list for everybody. */
export const naming = defineModule({
  name: '球场命名',
  path: 'tennis/naming',
  manual: '俱乐部章程五',
  scope: '俱乐部球场的命名申请',
  unit: '件',
  filedBy: ['district'],
  fields: {
    title: text('拟用名称'),
    plan: paragraph('设计方案'),
    drawing: paragraph('施工图说明'),
    basedOn: links('依据赛事', { module: 'tennis/tournament', own: true, optional: true }),
    verdict: choice('核定情况', ['继续修改方案', '已有同名球场', '列入名录', '继续修改施工图', '准予施工', '移出名录'], {
      given: true,
      optional: true,
    }),
    listedOn: date('列入名录时间', { given: true, optional: true }),
  },
  title: 'title',
  ledger: ['title', 'verdict', 'listedOn'],
  flow: {
    entry: { label: '俱乐部申请', by: 'entry', at: 'owner', within: 10 },
    review: { label: '俱乐部审核', by: 'reviewer', at: 'owner', within: 5 },
    verdict: {
      label: '协会核定方案',
      by: 'reviewer',
      at: federation,
      outcomes: {
        revise: {
          label: '继续修改方案',
          meaning: '一周内重新报送',
          to: 'entry',
          returns: true,
          within: { days: 7 },
          sets: { verdict: '继续修改方案' },
        },
        repeated: { label: '已有同名球场', meaning: '停止申请', to: 'closed', sets: { verdict: '已有同名球场' } },
        listed: {
          label: '列入名录',
          meaning: '一个月内报送施工图',
          to: 'drawing',
          within: { months: 1 },
          lapses: 'removed',
          sets: { verdict: '列入名录' },
          stamps: 'listedOn',
        },
      },
    },
    drawing: { label: '俱乐部报送施工图', by: 'entry', at: 'owner', fills: ['drawing'], within: 14 },
    check: { label: '俱乐部复核', by: 'reviewer', at: 'owner', within: 5 },
    permit: {
      label: '协会核定施工图',
      by: 'reviewer',
      at: federation,
      outcomes: {
        improve: {
          label: '继续修改施工图',
          meaning: '修改后重新报送，两次即移出名录',
          to: 'drawing',
          returns: true,
          times: 1,
          beyond: 'removed',
          sets: { verdict: '继续修改施工图' },
        },
        permitted: { label: '准予施工', meaning: '可以施工', to: 'approved', sets: { verdict: '准予施工' } },
        removed: { label: '移出名录', meaning: '不得施工', to: 'closed', auto: true, sets: { verdict: '移出名录' } },
      },
    },
  },
  seenBy: { review: [federation] },
  extends: { decidedBy: federation, by: 'reviewer' },
  directory: {
    name: '球场名录',
    fields: ['title', 'listedOn'],
    by: 'listedOn',
    holds: (it) => ['列入名录', '继续修改施工图', '准予施工'].includes(it.verdict ?? ''),
  },
  round: { name: '集中核定', step: 'verdict', picked: 'listed', others: 'repeated', weekday: 5, common: ['球场'] },
})

export const clubModules = [tournament, match, naming] as const
