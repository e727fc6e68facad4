import { describe, expect, test } from 'vitest'
import type { AnyValues } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import { hintsOf, problemsOf } from '#kernel/values.ts'
import { application } from './application.ts'
import { matter } from './matter.ts'
import { shared } from './shared.ts'
import { threeLists } from './three-lists.ts'

const today = '2026-11-20'
const held = [{ id: crypto.randomUUID(), name: '材料.pdf', size: 1, type: 'application/pdf' }]
const linked = { id: crypto.randomUUID(), title: '企业开办“一件事”' }
const lists = { id: crypto.randomUUID(), title: '企业开办应用' }
const introduction =
  '该应用于2023年6月上线，主要功能有风险预警、联合处置；贯通5个部门、3级组织，实现“三融五跨”；当前月均办件量1.2万件，活跃用户3600人。'
const CHECKED = '市大数据发展局查重通过'
const ARGUED = '区县数建办已论证审查通过正报市大数据发展局查重'

const good: [Module, AnyValues][] = [
  [matter, { title: '企业开办“一件事”', track: 'economy.private', papersBefore: held, papersAfter: held }],
  [threeLists, { name: '企业开办应用', matters: [linked], state: CHECKED, opinion: held, duplicates: held, lists: held }],
  [application, { name: '企业开办应用', threeLists: lists, onlineOn: '2023-06-01', introduction, screenshots: held }],
  [shared, { application: linked, introduction, proof: held }],
]
const fieldsOf = (list: readonly { field?: string }[]) => list.map((each) => each.field)
const asked = (module: Module, values: AnyValues, stage?: string) => fieldsOf(problemsOf(module, values, today, stage))

describe.each(good)('$name', (module, values) => {
  test('a filing as the manual wants it passes without a hint', () => {
    expect(problemsOf(module, values, today)).toEqual([])
    expect(hintsOf(module, values, today)).toEqual([])
  })

  test.each(Object.keys(values))('%s is required', (key) => {
    expect(asked(module, { ...values, [key]: undefined })).toEqual([key])
  })

  test('every field names the sentence of the manual it rests on, or is self-explaining', () => {
    const silent = Object.entries(module.fields).filter(([, field]) => field.clause === undefined)
    expect(silent.map(([key]) => key).filter((key) => !['track', 'listedOn'].includes(key))).toEqual([])
  })
})

describe('一件事', () => {
  test('the six outcomes are the manual’s, word for word, and each sets 核准情况 to its own words', () => {
    const outcomes = Object.values(matter.flow).flatMap((step) => Object.values(step.outcomes ?? {}))
    expect(outcomes.map(({ label, meaning }) => `“${label}”指${meaning}`)).toEqual([
      '“继续深化完善原一图两清单”指事项梳理深度不够，且市级层面和其他区县暂未策划同类事项，可继续深化相关工作，并于一个星期内重新上传附件。',
      '“已有重复事项”指市级层面或其他区县已策划该“一件事”，需停止与该“一件事”有关后续工作。',
      '“纳入名录库并晾晒”指该事项“原一图两清单”梳理深度足够，已具备一定基础，需抓紧编制“新一图两清单”，并于1个月内上传报审。',
      '“继续完善新一图两清单”指“新一图两清单”质量不过关，被驳回，需进一步修改完善。',
      '“进入三张清单编制等后续环节”指“新一图两清单”梳理质量较高，可围绕该“一件事”策划应用。',
      '“移除名录库”指以纳入名录库的时间为节点，未在1个月内上传“新一图两清单”或上传内容被2次驳回，不得开展后续应用策划、“三张清单”编制、应用开发等工作。',
    ])
    for (const { label, sets } of outcomes) expect(sets).toEqual({ verdict: label })
    expect(matter.fields.verdict.options.words).toEqual(outcomes.map(({ label }) => label))
  })

  test('a week, a month and the second return are what the manual gives', () => {
    const { round, decide } = matter.flow
    expect(round!.outcomes!.deepen).toMatchObject({ to: 'entry', returns: true, within: { days: 7 } })
    expect(round!.outcomes!.listed).toMatchObject({ to: 'after', within: { months: 1 }, lapses: 'removed', stamps: 'listedOn' })
    expect(decide!.outcomes!.improve).toMatchObject({ to: 'after', returns: true, times: 1, beyond: 'removed' })
    expect(decide!.outcomes!.removed).toMatchObject({ to: 'closed', auto: true })
  })

  test('新一图两清单 is asked for in its own time only', () => {
    const first = { title: '企业开办“一件事”', track: 'x', papersBefore: held }
    expect(asked(matter, first, 'entry')).toEqual([])
    expect(asked(matter, first, 'round')).toEqual([])
    expect(asked(matter, first, 'after')).toEqual(['papersAfter'])
  })

  test('what is called an application warns', () => {
    const finds = (title: string) => fieldsOf(hintsOf(matter, { ...good[0]![1], title }, today))
    expect(finds('企业开办智慧应用')).toEqual(['title'])
    expect(finds('“渝企办”平台')).toEqual(['title'])
    expect(finds('平台经济从业者参保“一件事”')).toEqual([])
  })

  test('it stands in the 名录库 from the day it is taken in until it is removed', () => {
    const stands = (verdict?: string) => matter.directory!.holds({ verdict })
    expect(['纳入名录库并晾晒', '继续完善新一图两清单', '进入三张清单编制等后续环节'].map(stands)).toEqual([true, true, true])
    expect(['继续深化完善原一图两清单', '已有重复事项', '移除名录库', undefined].map(stands)).toEqual([false, false, false, false])
  })
})

describe('应用“三张清单”', () => {
  test('each state asks for its own attachments', () => {
    const bare = { name: '企业开办应用', matters: [linked] }
    expect(asked(threeLists, { ...bare, state: '编制中' })).toEqual([])
    expect(asked(threeLists, { ...bare, state: ARGUED })).toEqual(['opinion'])
    expect(asked(threeLists, { ...bare, state: CHECKED })).toEqual(['opinion', 'duplicates', 'lists'])
  })

  test('one application is known however its name is typed', () => {
    const key = (name?: string) => threeLists.alike!.key({ name })
    expect(key('企业开办应用')).toBe(key(' 企业开办应用　'))
    expect(key('企业注销应用')).not.toBe(key('企业开办应用'))
    expect(key()).toBeNull()
  })

  test('until 查重通过 it warns that it does not count, and may be updated', () => {
    const values = good[1]![1]
    for (const state of ['编制中', ARGUED]) {
      expect(hintsOf(threeLists, { ...values, state }, today)).toMatchObject([
        { field: 'state', message: '只有查重通过的应用“三张清单”才纳入晾晒', clause: '3.0版四（二）二' },
      ])
      expect(threeLists.renews!.until({ ...values, state })).toBe(false)
    }
    expect(threeLists.renews!.until(values)).toBe(true)
  })
})

describe('特色应用', () => {
  test('a name that its “三张清单” do not have warns; 应用 behind it is no difference', () => {
    const hints = (name: string) => hintsOf(application, { ...good[2]![1], name }, today)
    expect(hints('企业开办')).toEqual([])
    expect(hints('企业服务应用')).toMatchObject([
      { field: 'name', message: '与所依据的“三张清单”中的应用名称“企业开办应用”不一致，请核对', clause: '3.0版四（二）五' },
    ])
  })

  test('a day to come is refused', () => {
    expect(asked(application, { ...good[2]![1], onlineOn: '2026-11-21' })).toEqual(['onlineOn'])
  })

  test.each([
    ['主要功能', introduction.replace('主要功能有风险预警、联合处置；', '')],
    ['“三融五跨”情况', introduction.replace('“三融五跨”', '协同')],
    ['当前办件量', introduction.replace('月均办件量1.2万件', '运行平稳')],
    ['当前活跃用户数', introduction.replace('活跃用户3600人', '群众满意')],
  ])('an introduction without %s warns', (what, words) => {
    for (const [module, values] of [good[2]!, good[3]!])
      expect(hintsOf(module, { ...values, introduction: words }, today).map(({ message }) => message)).toEqual([`简介中没有看到${what}`])
  })

  test('one “三张清单” is one application, and one application is shared once', () => {
    expect(application.identity!.key({ threeLists: lists })).toBe(lists.id)
    expect(application.identity!.key({})).toBeNull()
    expect(shared.identity!.key({ application: linked })).toBe(linked.id)
    expect(shared.identity!.key({})).toBeNull()
  })
})
