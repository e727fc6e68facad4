import { choice } from '#kernel/fields/choice.ts'
import { date } from '#kernel/fields/date.ts'
import { files } from '#kernel/fields/files.ts'
import { term } from '#kernel/fields/term.ts'
import { text } from '#kernel/fields/text.ts'
import { defineModule } from '#kernel/module.ts'
import { city, reformOffice } from '../offices.ts'

/** 核准情况, word for word from the manual (3.0版四（二）一). */
const VERDICTS = [
  '继续深化完善原一图两清单',
  '已有重复事项',
  '纳入名录库并晾晒',
  '继续完善新一图两清单',
  '进入三张清单编制等后续环节',
  '移除名录库',
] as const

/** 核准情况 of what stands in the 名录库. */
export const IN_DIRECTORY = ['纳入名录库并晾晒', '继续完善新一图两清单', '进入三张清单编制等后续环节'] as const

/**
 * 一件事：区县录入员上传原一图两清单 → 区县审核员审核 → 市委改革办每周五集中核准；纳入名录库的，1个月内上传新一图两清单 → 区县审核员审核 → 市委改革办核准.
 */
export const matter = defineModule({
  name: '一件事',
  path: 'digital/matter',
  manual: '操作说明（3.0版）四（一）、（二）一、五',
  scope:
    '区县围绕重点领域策划推出的“一件事”：从核心业务梳理成果中选择一条困难问题较多、可以通过数字化解决的业务主线。已纳入名录库的事项，不再重复策划。',
  unit: '件',
  filedBy: ['district'],

  fields: {
    title: text('事项名称', {
      hint: '填写前请先查询名录库，已纳入名录库的“一件事”事项，不再重复策划。',
      example: '企业开办“一件事”',
      clause: '3.0版四（一）三',
    }),
    track: term('领域/跑道', 'field-track', { levels: 2 }),
    papersBefore: files('原一图两清单', {
      hint: '首次录入某“一件事”事项时，必须上传“原一图两清单”。多个区县上报内容相同或相近的，选择梳理质量最高的区县纳入名录库。',
      clause: '3.0版四（二）一',
    }),
    papersAfter: files('新一图两清单', {
      hint: '纳入名录库后抓紧编制，并于1个月内上传报审；未在1个月内上传或者上传内容被2次驳回的，移除名录库。',
      clause: '3.0版四（二）一',
    }),
    verdict: choice('核准情况', VERDICTS, {
      given: true,
      optional: true,
      hint: '由市委改革办核准，请实时查询，并依据核准意见开展下步工作。',
      clause: '3.0版四（二）一',
    }),
    listedOn: date('纳入名录库时间', { given: true, optional: true }),
  },
  title: 'title',
  ledger: ['title', 'verdict', 'track', 'listedOn'],

  flow: {
    entry: { label: '区县录入', by: 'entry', at: 'owner', within: 15 },
    review: { label: '区县审核', by: 'reviewer', at: 'owner', within: 5 },
    round: {
      label: '核准原一图两清单',
      by: 'reviewer',
      at: reformOffice,
      does: { label: '核准', done: '核准' },
      within: 7,
      outcomes: {
        deepen: {
          label: '继续深化完善原一图两清单',
          meaning: '事项梳理深度不够，且市级层面和其他区县暂未策划同类事项，可继续深化相关工作，并于一个星期内重新上传附件。',
          to: 'entry',
          returns: true,
          within: { days: 7 },
          sets: { verdict: '继续深化完善原一图两清单' },
        },
        repeated: {
          label: '已有重复事项',
          meaning: '市级层面或其他区县已策划该“一件事”，需停止与该“一件事”有关后续工作。',
          to: 'closed',
          sets: { verdict: '已有重复事项' },
        },
        listed: {
          label: '纳入名录库并晾晒',
          meaning: '该事项“原一图两清单”梳理深度足够，已具备一定基础，需抓紧编制“新一图两清单”，并于1个月内上传报审。',
          to: 'after',
          within: { months: 1 },
          lapses: 'removed',
          sets: { verdict: '纳入名录库并晾晒' },
          stamps: 'listedOn',
        },
      },
    },
    after: {
      label: '上传新一图两清单',
      by: 'entry',
      at: 'owner',
      does: { label: '上传报审', done: '上传' },
      fills: ['papersAfter'],
      within: 7,
    },
    check: { label: '审核新一图两清单', by: 'reviewer', at: 'owner', within: 5 },
    decide: {
      label: '核准新一图两清单',
      by: 'reviewer',
      at: reformOffice,
      does: { label: '核准', done: '核准' },
      within: 7,
      outcomes: {
        improve: {
          label: '继续完善新一图两清单',
          meaning: '“新一图两清单”质量不过关，被驳回，需进一步修改完善。',
          to: 'after',
          returns: true,
          times: 1,
          beyond: 'removed',
          sets: { verdict: '继续完善新一图两清单' },
        },
        proceed: {
          label: '进入三张清单编制等后续环节',
          meaning: '“新一图两清单”梳理质量较高，可围绕该“一件事”策划应用。',
          to: 'approved',
          sets: { verdict: '进入三张清单编制等后续环节' },
        },
        removed: {
          label: '移除名录库',
          meaning:
            '以纳入名录库的时间为节点，未在1个月内上传“新一图两清单”或上传内容被2次驳回，不得开展后续应用策划、“三张清单”编制、应用开发等工作。',
          to: 'closed',
          auto: true,
          sets: { verdict: '移除名录库' },
        },
      },
    },
  },

  seenBy: { review: [reformOffice, city] },

  checks: {
    thread: {
      about: '“一件事”是业务主线，不是应用',
      clause: '3.0版四（二）二',
      finds: (it) =>
        it.title && /(应用|平台|系统|小程序|APP)[”"』」）)]*$/iu.test(it.title.trim())
          ? [{ field: 'title', message: '“一件事”应为一条可以通过数字化解决的业务主线，应用、平台请在后续环节填报' }]
          : [],
    },
  },

  tallies: ({ owner, values: { verdict, listedOn } }) =>
    listedOn && isListed(verdict) ? [{ figure: 'matters', org: owner, on: listedOn }] : [],

  directory: {
    name: '名录库',
    fields: ['title', 'track', 'listedOn'],
    by: 'listedOn',
    holds: (it) => isListed(it.verdict),
  },
  round: {
    name: '集中核准',
    step: 'round',
    picked: 'listed',
    others: 'repeated',
    weekday: 5,
    common: ['一件事一次办', '一件事', '一次办', '一站式'],
  },
})

const isListed = (verdict: string | undefined) => (IN_DIRECTORY as readonly string[]).includes(verdict ?? '')
