import { choice } from '#kernel/fields/choice.ts'
import { date } from '#kernel/fields/date.ts'
import { files } from '#kernel/fields/files.ts'
import { org } from '#kernel/fields/org.ts'
import { orgs } from '#kernel/fields/orgs.ts'
import { paragraph } from '#kernel/fields/paragraph.ts'
import { rows } from '#kernel/fields/rows.ts'
import { term } from '#kernel/fields/term.ts'
import { text } from '#kernel/fields/text.ts'
import { defineModule } from '#kernel/module.ts'
import { textKey } from '#kernel/text-key.ts'
import { city, internetOffice, petitionsOffice, reformOffice } from '../offices.ts'
import { later } from './assigned.ts'
import { focusedProblems, itemised, resultChecks } from './checks.ts'

const STATES = ['未启动', '推进中', '已完成'] as const

/** 市级重大改革项目：市委改革办设立交办 → 牵头部门录入员每两月填报 → 牵头部门审核员审核 → 市委改革办审核。 */
export const project = defineModule({
  name: '市级重大改革项目',
  path: 'reform/project',
  manual: '操作说明（2023年3月31日版）一（一）、四（七）',
  scope: '市委改革办设立的市级重大改革项目。重大改革项目报表每两月生成一次，牵头部门每两月填报一次推进情况，直至推进状态为“已完成”。',
  unit: '个',
  filedBy: [reformOffice],

  fields: {
    title: text('项目名称', { hint: '要高度总结凝练，有改革味。如：建立×××机制、健全×××体系、开展×××改革。' }),
    track: term('领域/跑道', 'field-track', { levels: 2, clause: '2023年3月31日版三（二）' }),
    lead: org('牵头部门', { among: ['department'], hint: '负责每两月填报推进情况的市级部门。' }),
    coUnits: orgs('配合单位', { among: ['district', 'department'], optional: true, hint: '可查看该项目及其推进情况。' }),
    goals: paragraph('改革目标', { itemised: true, hint: '条目式写明项目要建立的制度机制、要解决的问题和预期成效。' }),
    startsOn: date('启动时间'),
    endsOn: date('完成时间', { hint: '项目计划全部完成的日期。' }),
    milestones: rows('里程碑节点', {
      add: '增加一个节点',
      counts: '节点',
      hint: '按时间先后列出推进项目的关键节点，牵头部门逐一填报进展。',
      fields: { name: text('节点名称', { max: 100 }), dueOn: date('计划完成时间') },
    }),
    status: choice('推进状态', ['推进中', '已完成'], {
      hint: '每两月更新一次，直至推进状态为“已完成”。',
      clause: '2023年3月31日版一（一）',
    }),
    states: rows('节点进展', {
      fixed: true,
      counts: '节点',
      hint: '节点由系统带入，逐一填写状态；已完成的，填写实际完成时间。',
      fields: {
        name: text('节点', { given: true }),
        dueOn: date('计划完成', { given: true }),
        state: choice('节点状态', STATES),
        doneOn: date('实际完成时间', { optional: true }),
      },
    }),
    progress: paragraph('推进情况', {
      itemised: true,
      hint: '写明推动该项目做了哪些工作部署、取得了哪些进展，条目式列举。',
      clause: '2023年3月31日版四（二）3.2一',
    }),
    results: rows('标志性成果', {
      optional: true,
      add: '增加一项标志性成果',
      counts: '标志性成果',
      hint: '取得多项成果的，请按“+”号逐项录入，一条只写一项。',
      clause: '2023年3月31日版四（二）3.3',
      fields: {
        name: text('成果名称', { hint: '要总结凝练，有改革味。如，搭建×××平台、建立×××制度、上线×××应用。' }),
        measure: paragraph('具体举措及解决问题', {
          hint: '一般采取“针对×××问题+出台《××》/上线×××应用/建立×××制度/召开×××会议+实现×××”的结构填写。',
        }),
        effect: paragraph('具体成效', { hint: '写明成果被复制推广、被上级表彰肯定等情况。' }),
        evidence: files('佐证材料', { optional: true }),
      },
    }),
    problems: paragraph('存在问题', {
      optional: true,
      hint: '写明影响项目目标实现面临的主要困难，要聚焦体制机制问题、政策法规问题等。',
      clause: '2023年3月31日版四（二）3.2二',
    }),
  },
  title: 'title',
  ledger: ['title', 'lead', 'track', 'status', 'milestones', 'results', 'endsOn'],

  identity: {
    field: 'title',
    key: (it) => (it.title === undefined ? null : textKey(it.title)),
    taken: '该名称的市级重大改革项目已经设立，不能重复设立。',
  },

  flow: {
    entry: { label: '市委改革办设立交办', by: 'entry', at: 'owner', does: { label: '交办', done: '交办' } },
    report: {
      label: '牵头部门填报',
      by: 'entry',
      at: 'lead',
      fills: ['status', 'states', 'progress', 'results', 'problems'],
      begins: ({ milestones = [], states = [] }) => ({
        states: milestones.map((due) => ({ ...(states.find(({ name }) => name === due.name) ?? { state: '未启动' as const }), ...due })),
      }),
      within: 60,
      refuse: (it, today) => [
        ...(it.states.length === it.milestones.length && it.milestones.every(({ name }, at) => it.states[at]!.name === name)
          ? []
          : [{ field: 'states', message: '《节点进展》应与里程碑节点一一对应，请点击“更新推进情况”重新填报' }]),
        ...it.states.flatMap(({ state, doneOn }, at) =>
          stateFaults(state, doneOn, today).map((message) => ({ field: `states.${at}.doneOn`, message })),
        ),
      ],
    },
    review: { label: '牵头部门审核', by: 'reviewer', at: 'lead', within: 5 },
    confirm: { label: '市委改革办审核', by: 'reviewer', at: reformOffice, within: 10 },
  },
  // Whoever files 改革风险 names the project that it concerns.
  seenBy: { report: ['coUnits', city], approved: [internetOffice, petitionsOffice] },

  refuse: (it) => [
    ...(it.endsOn < it.startsOn ? [{ field: 'endsOn', message: '《完成时间》不能早于《启动时间》' }] : []),
    ...it.milestones.flatMap(({ dueOn }, at) =>
      dueOn < it.startsOn || dueOn > it.endsOn
        ? [{ field: `milestones.${at}.dueOn`, message: `里程碑节点第 ${at + 1} 条的《计划完成时间》应在启动时间和完成时间之间` }]
        : [],
    ),
    ...it.milestones.flatMap(({ name }, at) =>
      it.milestones.findIndex((other) => textKey(other.name) === textKey(name)) < at
        ? [{ field: `milestones.${at}.name`, message: `里程碑节点第 ${at + 1} 条与前面的节点重名` }]
        : [],
    ),
  ],

  // Of the lead unit: milestones due and done, projects due and done, results.
  tallies: ({ values: { lead, endsOn, milestones }, approved, decidedOn, reached }) =>
    reached === 0 || lead === undefined
      ? []
      : [
          ...(milestones ?? []).map(({ name, dueOn }) => ({ figure: 'milestones', org: lead, on: dueOn, kind: name })),
          // Of today’s milestones: one that was moved or removed is so on both sides of the rate.
          ...(milestones ?? []).flatMap(({ name, dueOn }) => {
            const doneOn = approved?.states?.find((state) => state.name === name)?.doneOn
            return doneOn === undefined ? [] : [{ figure: 'milestones-done', org: lead, on: later(doneOn, dueOn), kind: name }]
          }),
          ...(endsOn === undefined ? [] : [{ figure: 'projects', org: lead, on: endsOn }]),
          ...(endsOn !== undefined && approved?.status === '已完成'
            ? [{ figure: 'projects-done', org: lead, on: later(endsOn, decidedOn) }]
            : []),
          // The manual asks for no day of a result: it counts from the day on which it was first decided, under its name.
          ...[...Map.groupBy(approved?.results ?? [], ({ name }) => name)].map(([name, alike]) => ({
            ...{ figure: 'project-results', org: lead, on: decidedOn, kind: name, amount: String(alike.length) },
            keepsDay: true as const,
          })),
        ],

  checks: {
    progress: itemised('progress', '推进情况', '2023年3月31日版四（二）3.2一'),
    problems: focusedProblems('problems', '存在问题', '2023年3月31日版四（二）3.2二'),
    ...resultChecks('results', '2023年3月31日版四（二）3.3'),
    whole: {
      about: '项目已完成的，各节点应已完成',
      clause: '2023年3月31日版一（一）',
      finds: (it) =>
        it.status === '已完成' && it.states?.some(({ state }) => state !== '已完成')
          ? [{ field: 'status', message: '推进状态为“已完成”，但还有节点没有完成' }]
          : [],
    },
  },

  renews: { label: '更新推进情况', past: '历次推进情况', every: 'two-months', at: 'report', until: (it) => it.status === '已完成' },
  extends: { decidedBy: reformOffice, by: 'reviewer' },
  amends: {
    at: reformOffice,
    by: 'entry',
    label: '调整项目信息',
    fields: ['track', 'coUnits', 'goals', 'milestones', 'startsOn', 'endsOn'],
  },
})

function stateFaults(state: (typeof STATES)[number], doneOn: string | undefined, today: string): string[] {
  if (state === '已完成') {
    if (doneOn === undefined) return ['节点已完成的，应填写《实际完成时间》']
    return doneOn > today ? ['《实际完成时间》不能晚于今天'] : []
  }
  return doneOn === undefined ? [] : ['节点没有完成的，不填写《实际完成时间》']
}
