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
  amends: { at: 'host', by: 'entry', label: '调整赛事', fields: ['title', 'clubs', 'startsOn'] },
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
  counts: { unless: (it) => (it.status === '已结束' ? null : '比赛尚未结束') },
})

const NAMED: readonly string[] = ['列入名录', '继续修改施工图', '准予施工']

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
    holds: (it) => NAMED.includes(it.verdict ?? ''),
  },
  counts: { already: (it) => NAMED.includes(it.verdict ?? '') },
  round: { name: '集中核定', step: 'verdict', picked: 'listed', others: 'repeated', weekday: 5, common: ['球场'] },
})

const CONDITIONS = ['未开工', '施工中', '已完工'] as const

/** The federation has a court repaired: it writes the order, the club named reports every two months until it is done, others help and read. */
export const repair = defineModule({
  name: '球场维修',
  path: 'tennis/repair',
  manual: '俱乐部章程六',
  scope: '协会交办的球场维修',
  unit: '项',
  filedBy: [federation],
  fields: {
    title: text('维修项目'),
    works: rows('工序', { fields: { name: text('工序名称'), dueOn: date('计划完成') } }),
    club: org('承办俱乐部', { among: ['district'] }),
    helpers: orgs('协助单位', { optional: true }),
    reportBy: date('反馈时限'),
    condition: choice('进度', CONDITIONS),
    states: rows('工序进度', { fixed: true, fields: { name: text('工序', { given: true }), state: choice('状态', CONDITIONS) } }),
    report: paragraph('情况说明', { optional: true }),
  },
  title: 'title',
  ledger: ['title', 'club', 'condition', 'reportBy'],
  flow: {
    order: {
      label: '协会交办',
      by: 'entry',
      at: 'owner',
      does: { label: '交办', done: '交办' },
      refuse: (it, today) => (it.reportBy < today ? [{ field: 'reportBy', message: '《反馈时限》不能早于今天' }] : []),
    },
    report: {
      label: '俱乐部反馈',
      by: 'entry',
      at: 'club',
      fills: ['condition', 'states', 'report'],
      begins: ({ works = [], states = [] }) => ({
        states: works.map(({ name }) => states.find((row) => row.name === name) ?? { name, state: '未开工' as const }),
      }),
      dueOn: 'reportBy',
      within: 7,
      refuse: (it) => (it.states.length === it.works.length ? [] : [{ field: 'states', message: '《工序进度》应与工序一一对应' }]),
    },
    check: { label: '俱乐部审核', by: 'reviewer', at: 'club', within: 3 },
    accept: { label: '协会验收', by: 'reviewer', at: federation, within: 3 },
  },
  seenBy: { report: ['helpers'] },
  renews: { label: '更新进度', past: '历次进度', every: 'two-months', at: 'report', until: (it) => it.condition === '已完工' },
  extends: { decidedBy: federation, by: 'reviewer' },
  amends: { at: federation, by: 'entry', label: '调整工序', fields: ['works'] },
})

/** The federation meets and resolves: a record seen by whom its rows name, opening one for each of them. */
export const council = defineModule({
  name: '协会会议',
  path: 'tennis/council',
  manual: '俱乐部章程七',
  scope: '协会会议及其决议',
  unit: '次',
  filedBy: [federation],
  fields: {
    title: text('会议名称'),
    resolutions: rows('决议', {
      fields: { what: text('决议事项'), club: org('承办', { among: ['district'] }), helpers: orgs('协助', { optional: true }) },
    }),
  },
  title: 'title',
  ledger: ['title', 'resolutions'],
  flow: { entry: { label: '协会录入', by: 'entry', at: 'owner', does: { label: '发布', done: '发布' } } },
  seenBy: { approved: ['resolutions.club', 'resolutions.helpers'] },
  opens: ({ id, values }) =>
    values.resolutions.map(({ what, club }) => ({
      module: 'tennis/resolution',
      owner: club,
      key: `${what} ${club}`,
      values: { council: { id, title: values.title }, what },
    })),
})

/** What was resolved is reported on once a year until it is done. */
export const resolution = defineModule({
  name: '会议决议',
  path: 'tennis/resolution',
  manual: '俱乐部章程七',
  scope: '会议决议的办理',
  unit: '项',
  filedBy: 'opened',
  fields: {
    what: text('决议事项', { given: true }),
    council: link('所属会议', { module: 'tennis/council', given: true }),
    done: paragraph('办理情况'),
    state: choice('办理状态', ['办理中', '已办结']),
  },
  title: 'what',
  ledger: ['what', 'council', 'state'],
  flow: {
    entry: { label: '俱乐部办理', by: 'entry', at: 'owner', within: 30 },
    check: { label: '协会核实', by: 'reviewer', at: federation },
  },
  seenBy: { entry: [federation] },
  renews: { label: '更新办理情况', every: 'year', until: (it) => it.state === '已办结' },
})

export const clubModules = [tournament, match, naming, repair, council, resolution] as const
