import type { AnyValues } from '#kernel/field.ts'
import { choice } from '#kernel/fields/choice.ts'
import { date } from '#kernel/fields/date.ts'
import { files } from '#kernel/fields/files.ts'
import { paragraph } from '#kernel/fields/paragraph.ts'
import { term } from '#kernel/fields/term.ts'
import { text } from '#kernel/fields/text.ts'
import { defineModule } from '#kernel/module.ts'
import { textKey } from '#kernel/text-key.ts'
import { city, reformOffice } from '../offices.ts'
import { CATEGORIES, CITY, MEDIA, NATIONAL, needsParagraph, PRAISED, praises, PROMOTED, REPORTED } from './brand-situations.ts'
import { measureShape, reformTitle } from './checks.ts'
import { isApart, refuseSentLater, sentApart } from './sent-apart.ts'

/** 总结材料 may be classified while 佐证材料 is not. */
const { apart: summaryApart, sentOn: summarySentOn } = sentApart('总结材料', { to: '传市委改革办相关管理员', clause: '3.0版三（三）三' })

/** 成效晾晒，3.0版称改革品牌显示度：单位录入员录入 → 单位审核员审核 → 市委改革办审核。 */
export const brand = defineModule({
  name: '成效晾晒',
  path: 'reform/brand',
  manual: '操作说明（2023年3月31日版）四（三）、表三；操作说明（3.0版）三“改革品牌显示度模块”',
  scope:
    '采集数据生成区县改革报表“品牌显示度指数”：今年以来（2023年1月1日0时之后）改革经验获全国性肯定评价、获全市推广、被5家中央媒体深度专题报道的情形。属于改革的经验才填报，确定满足报表计分条件的才录入。属于市级重大改革项目取得的成效亮点，在“市级重大改革项目”中填报。',
  unit: '条',
  filedBy: ['district', 'department'],

  fields: {
    matter: text('改革事项', {
      hint: '要高度总结凝练，有改革味。如：建立×××机制、健全×××体系、开展×××改革、探索建立×××制度等。',
      example: '建立网约房全链条智慧化闭环管理服务体系',
      clause: '3.0版三（三）一',
    }),
    track: term('领域/跑道', 'field-track', { levels: 2 }),
    category: choice('类别', CATEGORIES, {
      only: { [PROMOTED]: ['district'] },
      hint: '“改革经验获全市推广”仅区县需要填报此类情形。',
      clause: '2023年3月31日版表三',
    }),
    national: choice('全国性肯定评价情形', NATIONAL, { clause: '2023年3月31日版表三' }),
    promotion: choice('全市推广情形', CITY, { clause: '2023年3月31日版表三' }),
    medium: choice('中央媒体', MEDIA, { clause: '2023年3月31日版表三' }),
    report: choice('报道形式', ['单篇报道', '《新闻联播》单条报道', '综合报道或仅点名提及'], {
      hint: '“深度专题报道”指前4家报纸单篇或中央广播电视总台《新闻联播》单条报道（不含报纸综合报道及《新闻联播》仅点名提及情形）。',
      clause: '2023年3月31日版表三',
    }),
    occasion: text('文件、会议或报道名称', { hint: '填写肯定、推广或报道该经验的文件、会议、简报或报道的全称。' }),
    length: choice('介绍篇幅', ['单篇或单自然段以上', '不足单自然段'], {
      hint: '凡属要求点名推广文件单自然段以上篇幅介绍本单位改革成效的，在无法满足此条件时可另附改革事项总结材料。',
      clause: '3.0版三（四）一',
    }),
    praise: choice('肯定的对象', ['改革事项', '改革工作领域的个人、集体', '一般业务性工作的个人、集体'], {
      hint: '凡属对个人、集体工作予以肯定的通报表彰类文件、领导批示等，属于一般业务性工作的均不纳入审核统计；但佐证资料明确指出对改革工作领域的个人、集体予以肯定的可纳入审核统计，并另附改革事项总结材料。',
      clause: '3.0版三（四）二',
    }),
    happenedOn: date('时间', {
      hint: '获肯定、推广或报道的日期。只填报今年以来（2023年1月1日0时之后）的情形；1月底前可以补报上一年的情形，计入上一年四季度报表。',
      clause: '3.0版三（一）一',
    }),
    problem: paragraph('解决问题', {
      hint: '一般采取“针对×××问题+出台《××》/上线×××应用/建立×××制度/召开×××会议+实现×××”的结构填写，写明解决了什么问题、破除了什么堵点卡点，实现了什么效果。',
      clause: '3.0版三（三）二',
    }),
    outcome: paragraph('主要成果', { hint: '要写明相关成果被复制推广、被上级表彰肯定等情况。', clause: '3.0版三（三）二' }),
    ...sentApart('佐证材料', { to: '传市委改革办相关管理员', clause: '3.0版三（三）三' }),
    evidence: files('佐证材料', {
      hint: '要能充分印证本条改革经验满足报表计分条件，比如召开全市推广会，则需上传会议通知、新闻报道等。',
      clause: '3.0版三（三）三',
    }),
    summaryApart,
    summarySentOn,
    summary: files('总结材料', {
      hint: '须介绍改革事项的启动时间、推进情况、取得的成效成果、存在的困难问题以及下一步打算等，经报本单位负责审核改革报表的领导签字后加盖公章。',
      clause: '3.0版三（四）三',
    }),
  },
  title: 'matter',
  ledger: ['matter', 'category', 'track', 'occasion', 'happenedOn'],

  asks: {
    national: (it) => it.category === PRAISED,
    promotion: (it) => it.category === PROMOTED,
    medium: (it) => it.category === REPORTED,
    report: (it) => it.category === REPORTED,
    length: needsParagraph,
    praise: praises,
    sentOn: (it) => isApart(it.apart),
    evidence: (it) => !isApart(it.apart),
    summaryApart: needsSummary,
    summarySentOn: (it) => needsSummary(it) && isApart(it.summaryApart),
    summary: (it) => needsSummary(it) && !isApart(it.summaryApart),
  },

  alike: {
    key: (it) => {
      const situation = it.national ?? it.promotion ?? it.medium
      return situation && it.occasion && it.happenedOn ? [situation, textKey(it.occasion), it.happenedOn].join('\n') : null
    },
    about: '同一情形、同一文件和同一日期的，只填报一条',
    field: 'occasion',
    message: '本单位已就同一情形、同一文件和同一日期填报过一条，同一事项只计一次',
    clause: '2023年3月31日版四（三）1',
  },

  flow: {
    entry: { label: '单位录入', by: 'entry', at: 'owner', within: 10 },
    review: { label: '单位审核', by: 'reviewer', at: 'owner', within: 5 },
    adopt: { label: '市委改革办审核', by: 'reviewer', at: reformOffice, within: 10 },
  },
  seenBy: { review: [reformOffice, city] },

  refuse: (it, today, filer) => [
    ...(it.category === PROMOTED && filer !== 'district'
      ? [{ field: 'category', message: '“改革经验获全市推广”仅区县需要填报此类情形', clause: '2023年3月31日版表三' }]
      : []),
    ...(it.happenedOn < '2023-01-01' || !isThisYears(it.happenedOn, today)
      ? [{ field: 'happenedOn', message: `只填报${periodWords(today)}的情形`, clause: '3.0版三（一）一' }]
      : []),
    ...(it.happenedOn > today ? [{ field: 'happenedOn', message: '《时间》不能晚于今天', clause: '3.0版三（一）一' }] : []),
    ...(isApart(it.apart) ? refuseSentLater('佐证材料', { field: 'sentOn', on: it.sentOn, clause: '3.0版三（三）三' }, today) : []),
    ...(needsSummary(it) && isApart(it.summaryApart)
      ? refuseSentLater('总结材料', { field: 'summarySentOn', on: it.summarySentOn, clause: '3.0版三（三）三' }, today)
      : []),
    ...(it.category === REPORTED && it.report !== reportOf(it.medium)
      ? [
          {
            field: 'report',
            message: `${it.medium}的深度专题报道应为“${reportOf(it.medium)}”，综合报道及仅点名提及的不计`,
            clause: '2023年3月31日版表三',
          },
        ]
      : []),
    ...(praises(it) && it.praise === '一般业务性工作的个人、集体'
      ? [{ field: 'praise', message: '对个人、集体一般业务性工作的肯定不纳入审核统计', clause: '3.0版三（四）二' }]
      : []),
  ],

  tallies: ({ owner, approved }) => (approved ? [{ figure: FIGURES[approved.category], org: owner, on: approved.happenedOn }] : []),

  checks: {
    title: reformTitle('matter', '改革事项', '3.0版三（三）一'),
    measure: measureShape('problem', '解决问题', '3.0版三（三）二'),
  },
})

/** Where the manual asks for 总结材料 besides (3.0版三（四）一、二). */
function needsSummary(it: AnyValues): boolean {
  return (needsParagraph(it) && it.length === '不足单自然段') || (praises(it) && it.praise === '改革工作领域的个人、集体')
}

/** What each category counts as. */
const FIGURES = { [PRAISED]: 'national', [PROMOTED]: 'promoted', [REPORTED]: 'reported' } as const

/** In January what happened in the year before may still be filed: the report of its fourth quarter is made from it (docs/decisions: last year's events in January). */
const isThisYears = (day: string, today: string): boolean => day >= `${firstYear(today)}-01-01`

const firstYear = (today: string): number => Number(today.slice(0, 4)) - (isJanuary(today) ? 1 : 0)
const isJanuary = (today: string): boolean => today.slice(5, 7) === '01'

/** 今年以来, and in January what that leaves open. */
function periodWords(today: string): string {
  const since = '今年以来（2023年1月1日0时之后）'
  return isJanuary(today) && firstYear(today) >= 2023 ? `${since}和1月底前补报的${firstYear(today)}年` : since
}

const reportOf = (medium: string) => (medium === '中央广播电视总台' ? '《新闻联播》单条报道' : '单篇报道')
