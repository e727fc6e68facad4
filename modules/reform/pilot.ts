import { documentNumberKey } from '#kernel/document-number.ts'
import { choice } from '#kernel/fields/choice.ts'
import { date } from '#kernel/fields/date.ts'
import { files } from '#kernel/fields/files.ts'
import { org } from '#kernel/fields/org.ts'
import { orgs } from '#kernel/fields/orgs.ts'
import { paragraph } from '#kernel/fields/paragraph.ts'
import { term } from '#kernel/fields/term.ts'
import { text } from '#kernel/fields/text.ts'
import { defineModule } from '#kernel/module.ts'
import { city, reformOffice } from '../offices.ts'
import { isApart, refuseSentLater, sentApart } from './sent-apart.ts'
import { hasReformWording, PILOT_NAME } from './wording.ts'

const PAPERS = ['pdf', 'doc', 'docx'] as const

/** 试点项目创建分发：区县录入员创建 → 区县审核员审核 → 试点主管市级部门录入员确认并分发。 */
export const pilot = defineModule({
  name: '改革试点',
  menu: '试点项目创建分发',
  path: 'reform/pilot',
  manual: '操作说明（3.0版）二（一）（二）（三）1、（四）',
  scope: '区县承接、正在推进中的国家改革试点。国家文件明确范围为“重庆市”的不纳入；市级部门自行扩大试点范围的区县不属于填报范围。',
  unit: '个',
  filedBy: ['district'],

  fields: {
    title: text('试点名称', {
      hint: '改革试点名称应为：×××试点、×××改革试点、×××示范区、×××试验区等。',
      example: '第一批城市更新试点',
      clause: '3.0版二（四）一',
    }),
    level: choice('级别', ['国家级', '市级'], { hint: '3.0版指标只统计国家级试点；市级试点可以填报，列入台账。' }),
    docTitle: text('部署文件名称', {
      hint: '填写部署该试点项目的国家文件名称。国家文件由各省市自行确定试点范围的，仍填写国家文件的名称和文号。文件涉密的，可填写不涉密的名称；名称涉密的，填写不涉密的概括名称，如“关于开展×××试点工作的文件”。',
      clause: '3.0版二（一）二',
    }),
    docNo: text('文号', {
      max: 60,
      sortable: true,
      hint: '填写部署该试点项目的国家文件文号，系统据此自动去重。文件涉密的，可填写不涉密的文号；文号涉密的，填写市委改革办试点管理模块管理员提供的不涉密编号（含年份和序号）。',
      example: '建办科函〔2021〕443号',
      clause: '3.0版二（二）',
    }),
    issuer: text('部署单位', {
      hint: '党中央、国务院或中办、国办，中央和国家有关部委（含司局级），全国人大常委会。',
      clause: '3.0版二（一）一',
    }),
    batch: text('批次', { optional: true, max: 40, hint: '不同文件不同批次的改革试点应分开填报。', example: '第一批' }),
    lead: org('主管市级部门', { among: ['department', 'office'], hint: '负责确认并分发该试点的市级部门。' }),
    districts: orgs('涉及区县', { among: ['district'], hint: '对照文件列举完全，不多选，也不漏选。', clause: '3.0版二（三）1三' }),
    scopeBy: choice('试点范围', ['国家文件写明由各省市自行确定'], {
      optional: true,
      hint: '国家文件没有明确到区县、写明由各省市自行确定试点范围的，选择此项，并同时上传相应市级文件。',
      clause: '3.0版二（一）二',
    }),
    track: term('领域/跑道', 'field-track', { levels: 2 }),
    // Before the field that it leaves out, so that nobody has written there what does not belong here.
    ...sentApart('佐证材料', {
      to: '分别传市委改革办试点管理模块管理员和主管市级部门',
      unsaid: '试点内容',
      clause: '3.0版二（三）1二',
    }),
    content: paragraph('试点内容', {
      hint: '应包含开展×××改革、建立健全×××机制、建立健全×××体系、探索建立×××制度等内容。',
      clause: '3.0版二（四）一',
    }),
    deployedOn: date('部署时间', { hint: '部署文件的印发日期。' }),
    dueOn: date('完成时间', { hint: '按照国家文件中明确的时间填写。', clause: '3.0版二（三）1一' }),
    evidence: files('佐证材料', {
      accept: PAPERS,
      hint: '上传部署该试点项目的国家文件Word版或PDF版。没有相应国家文件的，请联系市级部门协助上传。',
      clause: '3.0版二（三）1一',
    }),
    cityPapers: files('相应市级文件', {
      accept: PAPERS,
      hint: '国家文件和相应市级文件须同时作为佐证材料。',
      clause: '3.0版二（一）二',
    }),
  },
  title: 'title',
  asks: {
    sentOn: (it) => isApart(it.apart),
    content: (it) => !isApart(it.apart),
    evidence: (it) => !isApart(it.apart),
    cityPapers: (it) => it.scopeBy !== undefined && !isApart(it.apart),
  },
  ledger: ['title', 'docNo', 'level', 'lead', 'districts', 'track', 'dueOn'],

  identity: {
    field: 'docNo',
    key: (it) => (it.docNo === undefined ? null : documentNumberKey(it.docNo)),
    taken:
      '该文号的试点已经创建，不能重复创建。待主管市级部门确认分发后，系统会将更新该项目推进状态的指令自动推送给所有承接了该项目的区县。',
    joins: { field: 'districts', decidedBy: 'lead' },
  },

  similarClause: '3.0版二（二）',

  flow: {
    entry: { label: '区县录入', by: 'entry', at: 'owner', within: 15 },
    review: { label: '区县审核', by: 'reviewer', at: 'owner', within: 5 },
    distribute: {
      label: '主管市级部门确认并分发任务',
      by: 'entry',
      at: 'lead',
      does: { label: '确认并分发', done: '确认分发' },
      mayCorrect: ['title', 'docTitle', 'docNo', 'issuer', 'batch', 'districts', 'track', 'deployedOn', 'dueOn'],
      within: 10,
    },
  },

  seenBy: { review: [reformOffice, city], approved: ['districts'] },

  refuse: (it, today) => [
    ...(documentNumberKey(it.docNo) === null
      ? [{ field: 'docNo', message: '《文号》没有年份和序号，请按文件填写完整文号', clause: '3.0版二（二）' }]
      : []),
    ...(/^重庆市?(全市|全域)?$/u.test(it.title.replace(/[（）()\s]/gu, ''))
      ? [{ field: 'title', message: '《试点名称》不能只写“重庆市”', clause: '3.0版二（一）二' }]
      : []),
    ...(it.districts.length >= 41
      ? [{ field: 'districts', message: '试点范围为全市（重庆市）的不纳入填报范围', clause: '3.0版二（一）二' }]
      : []),
    ...(it.dueOn < it.deployedOn ? [{ field: 'dueOn', message: '《完成时间》不能早于《部署时间》', clause: '3.0版二（三）1一' }] : []),
    ...(it.deployedOn > today ? [{ field: 'deployedOn', message: '《部署时间》不能晚于今天' }] : []),
    ...(isApart(it.apart) ? refuseSentLater('佐证材料', { field: 'sentOn', on: it.sentOn, clause: '3.0版二（三）1二' }, today) : []),
  ],

  checks: {
    name: {
      about: '试点名称的写法',
      clause: '3.0版二（四）一',
      finds: (it) =>
        it.title && !PILOT_NAME.test(it.title) ? [{ field: 'title', message: '名称一般以“试点”“改革试点”“示范区”“试验区”等结尾' }] : [],
    },
    content: {
      about: '试点内容应包含改革举措',
      clause: '3.0版二（四）一',
      finds: (it) =>
        it.content && !hasReformWording(it.content)
          ? [{ field: 'content', message: '内容中没有看到“开展……改革”“建立健全……机制（体系）”“探索建立……制度”等改革举措' }]
          : [],
    },
    issuer: {
      about: '国家级试点的部署单位',
      clause: '3.0版二（一）一',
      finds: (it) =>
        it.level === '国家级' && it.issuer && /^(中共)?重庆|^市(委|政府|人大)/u.test(it.issuer)
          ? [{ field: 'issuer', message: '国家级试点由党中央、国务院或中办、国办，中央和国家有关部委（含司局级），全国人大常委会部署' }]
          : [],
    },
    docNo: {
      about: '国家级试点填写国家文件的文号',
      clause: '3.0版二（三）1一',
      finds: (it) =>
        it.level === '国家级' && it.docNo?.trim().startsWith('渝')
          ? [{ field: 'docNo', message: '看起来是市级文件的文号，应填写部署该试点项目的国家文件名称和文号' }]
          : [],
    },
    level: {
      about: '市级试点不计分的提示',
      clause: '3.0版二（一）一',
      finds: (it) => (it.level === '市级' ? [{ field: 'level', message: '3.0版指标只统计国家级试点，市级试点不计分' }] : []),
    },
  },

  opens: ({ id, values }) =>
    values.districts.map((district) => ({
      module: 'reform/pilot-progress',
      owner: district,
      key: district,
      values: { pilot: { id, title: values.title }, level: values.level, lead: values.lead, dueOn: values.dueOn },
    })),

  // 承接试点项目数 and 应通过验收项目数, of each district that it was distributed to.
  tallies: ({ approved }) =>
    (approved?.districts ?? []).flatMap((org) => [
      { figure: 'pilots', org, on: approved!.deployedOn, kind: approved!.level },
      { figure: 'pilots-due', org, on: approved!.dueOn, kind: approved!.level },
    ]),

  amends: {
    at: 'lead',
    by: 'entry',
    label: '更正试点信息',
    fields: ['title', 'docTitle', 'issuer', 'batch', 'districts', 'track', 'deployedOn', 'dueOn'],
  },
})
