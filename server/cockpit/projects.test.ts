import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { milestoneKinds, projectKinds, type Board, type Line, type LineKind } from '#cockpits/project-board.ts'
import { addDays, dayOf, periodOf } from '#kernel/day.ts'
import type { AnyValues } from '#kernel/field.ts'
import type { Actor, Role } from '#kernel/org.ts'
import type { Deed } from '#kernel/store/deed.ts'
import { keepForms } from '#kernel/store/form.ts'
import { create, perform } from '#kernel/store/perform.ts'
import { project } from '#modules/reform/project.ts'
import { loadSchemes } from '../reports/schemes.ts'
import { testOffice } from '../testing/office.ts'

/* Two departments with a project each; what lies back was done by the same verbs at its moment. */
const modules = [project] as const
const { db, asPerson, person } = await testOffice({}, modules)
const today = dayOf(new Date())
const { first } = periodOf(today, 'two-months')
/** The last period that is over: its report can be fixed. */
const before = periodOf(addDays(first, -1), 'two-months')
/** Live figures are a second old at most, and this machine may be busy. */
const PATIENT = { timeout: 10_000 }
const [CITY, CARE] = ['dept-zhujianwei', 'dept-minzhengju']

type Seat = { actor: Actor; call: Awaited<ReturnType<typeof asPerson>> }
const seats: Record<string, Seat> = {}

const planned = [
  { name: '出台办法', dueOn: addDays(before.first, 3) },
  { name: '建立机制', dueOn: addDays(before.first, 6) },
  { name: '上线应用', dueOn: before.last },
  { name: '全市推开', dueOn: addDays(today, 90) },
]
const done = (at: number, doneOn: string) => ({ ...planned[at]!, state: '已完成', doneOn })
const states = [
  done(0, addDays(before.first, 2)),
  done(1, addDays(before.first, 8)),
  ...planned.slice(2).map((due) => ({ ...due, state: '推进中' })),
]
const report = {
  status: '推进中',
  states,
  progress: '1.出台办法，明确分工；\n2.建立机制，按月会商。',
  results: [{ name: '建立会商机制', measure: '针对多头监管，建立会商机制，实现按月会商。', effect: '获简报刊发。' }],
}

const ok = async (answer: Awaited<ReturnType<Seat['call']>>, status = 200) => {
  expect(answer.statusCode, answer.body).toBe(status)
  return answer.json()
}

const on = (day: string, who: string) => ({ actor: seats[who]!.actor, now: new Date(`${day}T02:00:00Z`), modules })
const act = (day: string, who: string, id: string, deed: Deed) =>
  db.transaction().execute((tx) => perform({ tx, ...on(day, who) }, project, id, deed))

async function assigned(day: string, values: AnyValues): Promise<string> {
  const { id } = await db
    .transaction()
    .execute((tx) => create({ tx, ...on(day, 'clerk') }, project, { id: 'office', kind: 'office' }, values))
  await act(day, 'clerk', id, { verb: 'submit', version: 1 })
  return id
}

let city: string
let care: string
beforeAll(async () => {
  await keepForms(db, modules)
  await loadSchemes(db, new Date('2023-01-01T00:00:00Z'))
  await sql`insert into org (id, name, short, kind, pinyin, position) values (${CARE}, '重庆市民政局', '市民政局', 'department', 'smzj', 9), ('dept-none', '不牵头项目的部门', '不牵头', 'department', 'x', 10)`.execute(
    db,
  )
  await sql`insert into term (dictionary, code, parent, label) values ('field-track', 'livelihood', null, '社会民生'), ('field-track', 'livelihood.care', 'livelihood', '养老托育')`.execute(
    db,
  )
  const all: [string, string, Role][] = [
    ['clerk', 'office', 'entry'],
    ['checker', 'office', 'reviewer'],
    ['lead', CITY, 'entry'],
    ['leadReviewer', CITY, 'reviewer'],
    ['cityLeader', 'city', 'leader'],
    ['careLeader', CARE, 'leader'],
    ['helper', '500103', 'leader'],
  ]
  for (const [name, org, role] of all) {
    const { id } = await person(name, [org, role])
    seats[name] = { actor: { id, name, posts: [{ org, role }] }, call: await asPerson(id) }
  }
  const began = addDays(before.first, -20)
  const common = { track: 'livelihood.care', goals: '1.建立制度；\n2.健全体系。', startsOn: began, endsOn: addDays(today, 200) }
  city = await assigned(began, { ...common, title: '健全城市更新机制', lead: CITY, coUnits: ['500103'], milestones: planned })
  care = await assigned(began, { ...common, title: '健全养老监管机制', lead: CARE, milestones: planned.slice(3) })
  await act(addDays(before.first, 10), 'lead', city, { verb: 'submit', version: 2, values: report })
  await act(addDays(before.first, 11), 'leadReviewer', city, { verb: 'pass', version: 3 })
  await act(addDays(before.first, 12), 'checker', city, { verb: 'pass', version: 4 })
})

const boardFor = async (who: string, query: Record<string, string> = {}): Promise<Board> =>
  ok(await seats[who]!.call('GET', '/api/cockpit/project/board', { query }))
const lines = async (who: string, query: Record<string, string>): Promise<{ all: number; lines: Line[] }> =>
  ok(await seats[who]!.call('GET', '/api/cockpit/project/lines', { query }))

const some = (counts: Record<LineKind, number>) => Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))

const STANDING = {
  ...{
    'project-running': 1,
    'project-first': 1,
    'milestone-met': 1,
    'milestone-met-late': 1,
    'milestone-late': 1,
    'milestone-later': 2,
    result: 1,
  },
}

describe('重大改革项目驾驶舱', () => {
  test('numbers are everybody’s and the report’s own; together and by department', async () => {
    const board = await boardFor('helper')
    expect(board).toMatchObject({ on: today, over: false })
    expect(some(board.counts)).toEqual(STANDING)
    expect(board.departments.map(({ org, counts }) => [org, counts['milestone-later']]).toSorted()).toEqual([
      [CARE, 1],
      [CITY, 1],
    ])
  })

  test('ranked are the departments that lead a project, and no others', async () => {
    const { units } = await ok(await seats['helper']!.call('GET', '/api/reports/project/live'))
    expect(units.map(({ id }: { id: string }) => id).toSorted()).toEqual([CARE, CITY])
  })

  test('INV-19 every number opens to as many lines, for whoever may see the projects', async () => {
    const board = await boardFor('cityLeader')
    for (const kind of [...projectKinds, ...milestoneKinds, 'result'] as const) {
      const opened = await lines('cityLeader', { of: kind })
      expect([opened.all, opened.lines.length, new Set(opened.lines.map((line) => line.kind)).size], kind).toEqual([
        board.counts[kind],
        board.counts[kind],
        board.counts[kind] > 0 ? 1 : 0,
      ])
      const own = await lines('cityLeader', { of: kind, department: CARE })
      expect(own.lines.every(({ lead }) => lead === CARE)).toBe(true)
      expect(own.all).toBe(board.departments.find(({ org }) => org === CARE)!.counts[kind])
    }
    for (const [of, all] of [
      ['project', 2],
      ['milestone', 5],
    ] as const)
      expect((await lines('cityLeader', { of })).all).toBe(all)
    const [late] = (await lines('cityLeader', { of: 'milestone-late' })).lines
    // Reported long ago and nothing since: the next report is the lead’s.
    expect(late).toMatchObject({ project: city, name: '上线应用', dueOn: before.last, doneOn: null, desk: { org: CITY } })
  })

  test('whoever does not see a project is told how many there are and nothing of them', async () => {
    const seen = async (who: string) => {
      const { all, lines: found } = await lines(who, { of: 'milestone-later' })
      return [all, found.map((line) => line.project)]
    }
    expect(await seen('careLeader')).toEqual([2, [care]])
    expect(await seen('helper')).toEqual([2, [city]])
    expect((await seats.helper!.call('GET', '/api/cockpit/project/lines', { query: { of: 'all' } })).statusCode).toBe(422)
  })

  test('尚未计入: what its departments have not been decided on, told to whoever may read of them', async () => {
    const told = async (who: string) => ok(await seats[who]!.call('GET', '/api/cockpit/project/uncounted'))
    const waiting = {
      ...{ unit: CARE, unitName: '重庆市民政局', module: 'reform/project', moduleName: project.name, count: 1 },
      why: expect.stringContaining('等待市民政局办理“'),
      ledger: { stage: 'report', lead: CARE },
    }
    for (const who of ['cityLeader', 'clerk', 'careLeader']) expect(await told(who), who).toMatchObject([waiting])
    expect(await told('helper')).toEqual([])
  })

  test('what is decided shows at once; a draft, and a report on its way, show nothing', async () => {
    const draft = { title: '尚未交办的项目', lead: CARE, milestones: planned }
    await ok(await seats.clerk!.call('POST', '/api/reform/project', { body: { values: draft } }), 201)
    const begun = await ok(await seats.lead!.call('POST', `/api/reform/project/${city}/acts`, { body: { verb: 'renew', version: 5 } }))
    const values = { ...report, states: [states[0], states[1], done(2, today), states[3]] }
    const marks = async () => (await sql`select id from outbox where kind = 'tally'`.execute(db)).rows.length
    const counted = await marks()
    const save = { version: begun.version, values: { ...values, progress: '1.正在推进。' } }
    begun.version = (await ok(await seats.lead!.call('PATCH', `/api/reform/project/${city}`, { body: save }))).version
    // What is only saved counts as before, and nobody counts anew for it.
    expect(await marks()).toBe(counted)
    const sent = await ok(
      await seats.lead!.call('POST', `/api/reform/project/${city}/acts`, { body: { verb: 'submit', version: begun.version, values } }),
    )
    await expect.poll(async () => (await lines('cityLeader', { of: 'milestone-late' })).lines[0]?.desk?.step, PATIENT).toBe('牵头部门审核')
    expect(some((await boardFor('cityLeader')).counts)).toEqual(STANDING)
    const passed = await ok(
      await seats.leadReviewer!.call('POST', `/api/reform/project/${city}/acts`, { body: { verb: 'pass', version: sent.version } }),
    )
    await ok(await seats.checker!.call('POST', `/api/reform/project/${city}/acts`, { body: { verb: 'pass', version: passed.version } }))
    await expect
      .poll(async () => (await boardFor('cityLeader')).counts, PATIENT)
      .toMatchObject({ 'milestone-late': 0, 'milestone-met-late': 2 })
    expect(await marks()).toBeGreaterThan(counted)
  })

  test('a fixed issue stands as it stood, whatever has been decided since', async () => {
    const { id: period } = await ok(await seats.clerk!.call('POST', '/api/reports/project/periods', { body: { on: before.first } }), 201)
    const { id: computation } = await ok(await seats.clerk!.call('POST', `/api/reports/periods/${period}/computations`), 201)
    // Until it is fixed it is the office’s own.
    expect((await boardFor('clerk', { computation })).on).toBe(before.last)
    expect((await seats.helper!.call('GET', '/api/cockpit/project/board', { query: { computation } })).statusCode).toBe(404)
    await ok(await seats.clerk!.call('PUT', `/api/reports/periods/${period}/fixing`, { body: { computation } }))
    await ok(
      await seats.checker!.call('POST', `/api/reports/periods/${period}/fixed`, { body: { computation, issue: 1, cause: null } }),
      201,
    )

    const fixed = await boardFor('helper', { computation })
    // Done today, after the period: its report knows the milestone late, and so does its cockpit.
    expect(fixed).toMatchObject({
      on: before.last,
      over: true,
      counts: { 'milestone-met': 1, 'milestone-met-late': 1, 'milestone-late': 1 },
    })
    const { result } = await ok(await seats.helper!.call('GET', `/api/reports/computations/${computation}`))
    expect(result.units.find(({ id }: { id: string }) => id === CITY).scores.milestones.working.figure).toBe('2÷3')

    const wider = { endsOn: addDays(today, 300), milestones: [...planned, { name: '总结评估', dueOn: before.last }] }
    const { version } = await ok(await seats.clerk!.call('GET', `/api/reform/project/${city}`))
    await ok(await seats.clerk!.call('POST', `/api/reform/project/${city}/acts`, { body: { verb: 'amend', version, values: wider } }))
    await expect.poll(async () => (await boardFor('helper')).counts['milestone-late'], PATIENT).toBe(1)
    expect(await boardFor('helper', { computation })).toEqual(fixed)
    const { lines: late } = await lines('helper', { of: 'milestone-late', computation })
    expect(late.map(({ name }) => name)).toEqual(['上线应用'])
  })

  test.each(['nonsense', '00000000-0000-7000-8000-000000000000'])('no issue %s', async (computation) => {
    expect((await seats.helper!.call('GET', '/api/cockpit/project/board', { query: { computation } })).statusCode).toBe(404)
  })
})
