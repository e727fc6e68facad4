import { beforeAll, describe, expect, test } from 'vitest'
import { addDays, dayOf } from '#kernel/day.ts'
import type { AnyValues } from '#kernel/field.ts'
import { ALIKE_HINT, hintsIn, SAME_HINT, SYSTEM_HINT } from '#kernel/hints.ts'
import type { Hint, Module } from '#kernel/module.ts'
import { filledAt } from '#kernel/steps.ts'
import { settle } from '#kernel/testing/town.ts'
import { AS_DECLARED, tuned } from '#kernel/tuned.ts'
import { hintsOf } from '#kernel/values.ts'
import { castOf } from '#server/testing/cast.ts'
import { firstOf, ok, Walk, type Standing } from '#server/testing/walk.ts'
import { modules } from './all.ts'

/* The 填报体检 of every business: each hint names its sentence of the manual, or says that it is the system's own, and the module administrator silences it. */
const cast = await castOf(modules)
const walk = new Walk(cast)
const today = dayOf(new Date())

type Call = Awaited<ReturnType<typeof cast.asPerson>>
let keeper: Call
beforeAll(async () => {
  keeper = await cast.asPerson((await settle(cast.db, '模块管理员', [{ org: 'office', role: 'module-admin' }])).id)
})

/** Filings, one or several of a business, of which each of its declared checks has something to say. */
const POOR: Record<string, readonly AnyValues[]> = {
  'reform/demand': [{ title: '调研报告', channel: '重庆发展有堵点', description: '组织培训。' }],
  'reform/demand-task': [{ details: '召开会议。', problems: '力度不够。' }],
  'reform/blockage': [{ details: '召开会议。', problems: '力度不够。' }],
  'reform/meeting-decision': [{ details: '召开会议。', problems: '力度不够。' }],
  'reform/meeting': [{ decisions: [{ feedbackBy: addDays(today, -1) }] }],
  'reform/pilot': [
    { title: '城市更新', content: '做好各项工作。', level: '国家级', issuer: '重庆市住房城乡建委', docNo: '渝府发〔2023〕1号' },
    { level: '市级' },
  ],
  'reform/pilot-progress': [
    { workDone: '召开会议。', problems: '力度不够。', results: [{ name: '印发工作通知', measure: '成效明显。' }, { name: '成绩突出' }] },
    { results: [{ name: '建立评估机制、上线管理平台、出台工作办法' }] },
  ],
  'reform/brand': [{ matter: '工作总结', problem: '成效明显。' }],
  'reform/project': [
    {
      ...{ status: '已完成', states: [{ state: '推进中' }], progress: '召开会议。', problems: '力度不够。' },
      results: [{ name: '印发工作通知', measure: '成效明显。' }, { name: '成绩突出' }],
    },
    { results: [{ name: '建立评估机制、上线管理平台、出台工作办法' }] },
  ],
  'reform/satisfaction': [{ scores: [{ org: '500103', score: '90.00' }] }],
  'digital/matter': [{ title: '企业开办应用' }],
  'digital/three-lists': [{ state: '编制中' }],
  'digital/application': [{ name: '危货运输应用', threeLists: { id: 'x', title: '企业开办应用' }, introduction: '很好。' }],
  'digital/shared': [{ introduction: '很好。' }],
}

const hinting = modules.filter((module) => hintsIn(module).length > 0)

describe.each(hinting.map((module) => [module.name, module] as const))('%s', (_name, module) => {
  const hints = hintsIn(module)
  const declared = Object.keys(module.checks ?? {})
  const beside = hints.map(([name]) => name).filter((name) => !declared.includes(name))

  test('every hint has a name of its own, says what it looks for, and rests on the manual or is a 系统提示', () => {
    expect(new Set(hints.map(([name]) => name)).size).toBe(hints.length)
    for (const [name, { about, clause }] of hints) {
      expect(about, name).not.toBe('')
      if (clause !== SYSTEM_HINT) expect(clause, name).toMatch(/^(3\.0版|2023年3月31日版)(.|$)/)
    }
  })

  test.each(declared)('“%s” is said of what is poorly filed, with its clause, and switched off is silent; the others go on', (name) => {
    const said = (on: Module) => (POOR[module.path] ?? []).flatMap((values) => hintsOf(on, values, today, undefined, () => 41))
    const before = said(module)
    const mine = before.filter(({ check }) => check === name)
    expect(mine).not.toEqual([])
    const { clause } = hints.find(([each]) => each === name)![1]
    for (const hint of mine) expect(hint.clause).toBe(clause)
    expect(said(tuned(module, { ...AS_DECLARED, off: [name] }))).toEqual(before.filter(({ check }) => check !== name))
  })

  test('each is switched off and on by the module administrator, one by one and all together', async () => {
    const names = hints.map(([name]) => name)
    for (const name of names) expect(await silence(module, [name])).toEqual([name])
    if (names.length > 1) expect(await silence(module, names)).toEqual([...names].sort())
    expect(await silence(module, [])).toEqual([])
    const body = { version: await versionOf(module), tuning: { ...AS_DECLARED, off: ['nothing'] } }
    expect((await keeper('PUT', `/api/${module.path}/tuning`, { body })).json()).toMatchObject({ code: 'INVALID', field: 'off' })
  })

  test.each(beside)('“%s” is said to whoever files the same once more, with its clause, and switched off is silent', async (name) => {
    const record = await walk.begin(module)
    const said = async () => (await look(module, record)).map(({ check, clause }) => [check, clause])
    const before = await said()
    expect(before).toContainEqual([name, hints.find(([each]) => each === name)![1].clause])
    await silence(module, [name])
    expect(await said()).toEqual(before.filter(([check]) => check !== name))
    await silence(module, [])
    expect(await said()).toEqual(before)
  })
})

test('filing the same thing twice, and under the same title, is hinted at in every business that can tell', () => {
  expect(modules.filter((module) => !hinting.includes(module)).map(({ name }) => name)).toEqual(['重大改革项目满意度'])
  const having = (hint: string) => modules.filter((module) => hintsIn(module).some(([name]) => name === hint)).map(({ name }) => name)
  expect(having(ALIKE_HINT)).toEqual(['成效晾晒', '改革风险', '应用“三张清单”'])
  expect(having(SAME_HINT)).toEqual([
    ...['改革需求', '改革需求清单', '改革试点', '成效晾晒', '堵点卡点', '改革风险', '市级重大改革项目', '深改委会议', '工作动态'],
    ...['一件事', '应用“三张清单”', '特色应用'],
  ])
})

/** What the 填报体检 says to somebody of the same unit who writes the very same into a new form. */
async function look(module: Module, { owner, values }: Standing): Promise<Hint[]> {
  const open = filledAt(module, firstOf(module))
  const typed = Object.fromEntries(Object.entries(values).filter(([key]) => open.includes(key)))
  const who = await cast.writer(owner)
  return ok<{ hints: Hint[] }>(await who.call('POST', `/api/${module.path}/check`, { body: { values: typed } })).hints
}

async function versionOf(module: Module): Promise<number> {
  const all = (await keeper('GET', '/api/tunings')).json() as { module: string; version: number }[]
  return all.find((each) => each.module === module.path)?.version ?? 0
}

/** Switches off just these hints, answers what is off, and has it in force here. */
async function silence(module: Module, off: readonly string[]): Promise<string[]> {
  const body = { version: await versionOf(module), tuning: { ...AS_DECLARED, off } }
  const saved = ok<{ tuning: { off: string[] } }>(await keeper('PUT', `/api/${module.path}/tuning`, { body }))
  await versionOf(module)
  return saved.tuning.off
}
