import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { addDays, dayOf, nextPeriod, periodOf } from '#kernel/day.ts'
import type { Module } from '#kernel/module.ts'
import type { Actor, Role } from '#kernel/org.ts'
import { keepForms } from '#kernel/store/form.ts'
import type { Deed } from '#kernel/store/deed.ts'
import { create, perform } from '#kernel/store/perform.ts'
import { blockage } from '#modules/reform/blockage.ts'
import { demand } from '#modules/reform/demand.ts'
import { demandTask } from '#modules/reform/demand-task.ts'
import { meeting } from '#modules/reform/meeting.ts'
import { meetingDecision } from '#modules/reform/meeting-decision.ts'
import { testOffice } from '../testing/office.ts'

/* 交办、反馈、每季度更新, by HTTP; what lies weeks back is done by the same verbs at the moment it happened. */
const modules = [demand, demandTask, blockage, meeting, meetingDecision] as const
const { db, asPerson, person } = await testOffice({}, modules)
const today = dayOf(new Date())

type Seat = { actor: Actor; call: Awaited<ReturnType<typeof asPerson>> }
const seats: Record<string, Seat> = {}

beforeAll(async () => {
  await keepForms(db, modules)
  await sql`insert into term (dictionary, code, label) values ('return-reasons', 'progress-effect', '推进详情未写明取得的效果')`.execute(db)
  const all: [string, string, Role][] = [
    ['clerk', 'office', 'entry'],
    ['office', 'office', 'reviewer'],
    ['lead', 'dept-zhujianwei', 'entry'],
    ['leadReviewer', 'dept-zhujianwei', 'reviewer'],
    ['helper', '500103', 'entry'],
    ['stranger', '500107', 'entry'],
    ['leader', 'city', 'leader'],
  ]
  for (const [name, org, role] of all) {
    const { id } = await person(name, [org, role])
    seats[name] = { actor: { id, name, posts: [{ org, role }] }, call: await asPerson(id) }
  }
})

const order = (feedbackBy: string) => ({
  title: '建立用地并联审批机制',
  asked: '破解用地审批跨部门衔接不畅的问题。',
  lead: 'dept-zhujianwei',
  coUnits: ['500103'],
  feedbackBy,
})
const report = { status: '推进中', details: '1.出台审批办法，实现一次受理；\n2.建立会商机制，实现限时答复。' }

type Answer = { id: string; version: number; stage: string; [key: string]: any }

async function post(who: string, module: Module, record: Pick<Answer, 'id' | 'version'>, deed: object): Promise<Answer> {
  const answer = await seats[who]!.call('POST', `/api/${module.path}/${record.id}/acts`, { body: { version: record.version, ...deed } })
  if (answer.statusCode >= 400) throw new Error(answer.body)
  return answer.json()
}

const get = async (who: string, module: Module, id: string) => seats[who]!.call('GET', `/api/${module.path}/${id}`)

async function assigned(module: Module, feedbackBy = addDays(today, 10)): Promise<Answer> {
  const draft = await seats.clerk!.call('POST', `/api/${module.path}`, { body: { values: order(feedbackBy) } })
  return post('clerk', module, draft.json(), { verb: 'submit' })
}

/** The same verbs on a day of the past. */
const onDay = (day: string, who: string) => ({ actor: seats[who]!.actor, now: new Date(`${day}T02:00:00Z`), modules })
const back = (day: string, who: string, module: Module, id: string, deed: Deed) =>
  db.transaction().execute((tx) => perform({ tx, ...onDay(day, who) }, module, id, deed))

async function assignedOn(day: string, module: Module, feedbackBy: string): Promise<string> {
  const values = order(feedbackBy)
  const { id } = await db
    .transaction()
    .execute((tx) => create({ tx, ...onDay(day, 'clerk') }, module, { id: 'office', kind: 'office' }, values))
  await back(day, 'clerk', module, id, { verb: 'submit', version: 1 })
  return id
}

const todo = async (who: string, id: string) =>
  (await seats[who]!.call('GET', '/api/todos')).json().rows.find((row: { recordId: string }) => row.recordId === id)

describe.each([
  ['改革需求清单', demandTask as Module],
  ['堵点卡点', blockage as Module],
])('%s', (_name, module) => {
  test('the office assigns, the unit reports in time, its reviewer and the office pass; who is named sees it and nobody else', async () => {
    const given = await assigned(module)
    expect(given).toMatchObject({ stage: 'report', due: addDays(today, 10), holders: [{ org: 'dept-zhujianwei', role: 'entry' }] })
    expect(await todo('lead', given.id)).toMatchObject({ kind: 'handle', due: addDays(today, 10), overdue: false })
    for (const who of ['helper', 'leader', 'leadReviewer']) expect((await get(who, module, given.id)).statusCode, who).toBe(200)
    expect((await get('stranger', module, given.id)).statusCode).toBe(404)

    const refused = await seats.lead!.call('POST', `/api/${module.path}/${given.id}/acts`, {
      body: { verb: 'submit', version: given.version, values: { ...report, title: '改题' } },
    })
    expect([refused.statusCode, refused.json().code]).toEqual([422, 'NOT_CORRECTABLE'])
    const sent = await post('lead', module, given, { verb: 'submit', values: report })
    const returned = await post('leadReviewer', module, sent, {
      verb: 'return',
      reason: { code: 'progress-effect', words: '请写明效果', pins: ['details'] },
    })
    expect(returned).toMatchObject({ stage: 'report', due: addDays(today, 7) })
    expect(await todo('lead', given.id)).toMatchObject({ kind: 'returned', returned: { words: '请写明效果' } })
    const again = await post('lead', module, returned, { verb: 'submit', values: report })
    const passed = await post('leadReviewer', module, again, { verb: 'pass' })
    const done = await post('office', module, passed, { verb: 'pass' })
    expect(done).toMatchObject({ stage: 'approved', approved: report, late: [] })
    expect(done.due).toBe(nextPeriod(today, 'quarter').last)
    // The next report is owed from the first day of the next quarter on, and not before.
    expect(await todo('lead', given.id)).toBeUndefined()
  })

  test('after its day a report is overdue on the desk, and late for good once it is sent', async () => {
    const due = addDays(today, -20)
    const id = await assignedOn(addDays(today, -40), module, due)
    expect(await todo('lead', id)).toMatchObject({ kind: 'handle', due, overdue: true })
    const { overdue } = (await seats.lead!.call('GET', '/api/todos/summary')).json()
    expect(overdue).toBeGreaterThan(0)
    const sent = await post('lead', module, { id, version: 2 }, { verb: 'submit', values: report })
    expect(sent.late).toEqual([{ step: 'report', round: 1, org: 'dept-zhujianwei', due, on: today }])
    const passed = await post('leadReviewer', module, sent, { verb: 'pass' })
    expect((await post('office', module, passed, { verb: 'pass' })).late).toHaveLength(1)
  })

  test('每季度更新一次: what was reported last quarter is on the desk this quarter, though no server ran; “no change” is one act', async () => {
    const { first, last } = periodOf(today, 'quarter')
    const before = addDays(first, -10)
    const id = await assignedOn(addDays(before, -5), module, addDays(before, 5))
    await back(before, 'lead', module, id, { verb: 'submit', version: 2, values: report })
    await back(before, 'leadReviewer', module, id, { verb: 'pass', version: 3 })
    await back(before, 'office', module, id, { verb: 'pass', version: 4 })
    expect(await todo('lead', id)).toMatchObject({ kind: 'renew', kindName: '待更新', due: last })

    const unchanged = await post('lead', module, { id, version: 5 }, { verb: 'unchanged' })
    expect(unchanged).toMatchObject({ stage: 'review', round: 2, values: report, late: [] })
    const passed = await post('leadReviewer', module, unchanged, { verb: 'pass' })
    const done = await post('office', module, passed, { verb: 'pass' })
    expect(done.abilities).toEqual([])
    expect(await todo('lead', id)).toBeUndefined()

    const renewed = await post('lead', module, done, { verb: 'renew' })
    expect(renewed).toMatchObject({ stage: 'report', round: 3, values: report, due: nextPeriod(last, 'quarter').last })
    const finished = await post('lead', module, renewed, { verb: 'submit', values: { ...report, status: '已完成' } })
    const closed = await post('office', module, await post('leadReviewer', module, finished, { verb: 'pass' }), { verb: 'pass' })
    const refused = await seats.lead!.call('POST', `/api/${module.path}/${id}/acts`, { body: { verb: 'renew', version: closed.version } })
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'FINISHED'])
  })

  test('延期: asked for with a reason, denied, asked again and granted by the office alone', async () => {
    const given = await assigned(module)
    const until = addDays(today, 30)
    const ask = { verb: 'extend', about: until, reason: { code: 'extend', words: '涉及立法，需要更多时间', pins: [] } }
    const refused = async (who: string, version: number, deed: object) => {
      const answer = await seats[who]!.call('POST', `/api/${module.path}/${given.id}/acts`, { body: { version, ...deed } })
      return [answer.statusCode, answer.json().code]
    }
    expect(await refused('lead', given.version, { ...ask, reason: undefined })).toEqual([422, 'REASON_REQUIRED'])
    expect(await refused('lead', given.version, { ...ask, about: addDays(today, 10) })).toEqual([422, 'INVALID'])
    expect(await refused('helper', given.version, ask)).toEqual([403, 'NOT_YOURS'])

    const asked = await post('lead', module, given, ask)
    expect(await todo('office', given.id)).toMatchObject({ kind: 'extension', kindName: '申请延期' })
    expect(await refused('lead', asked.version, { verb: 'grant' })).toEqual([403, 'NOT_YOURS'])
    const denied = await post('office', module, asked, { verb: 'deny' })
    expect(denied).toMatchObject({ extension: null, due: addDays(today, 10) })
    const granted = await post('office', module, await post('lead', module, denied, ask), { verb: 'grant' })
    expect(granted).toMatchObject({ extension: null, due: until, stage: 'report' })
    expect(await todo('lead', given.id)).toMatchObject({ due: until })
  })
})

test('a demand that the office has passed can be assigned, one that it has not cannot', async () => {
  await sql`insert into term (dictionary, code, parent, label) values ('field-track', 'land', null, '自然资源'), ('field-track', 'land.use', 'land', '用地审批')`.execute(
    db,
  )
  const values = {
    title: '建立用地并联审批机制',
    channel: '重庆发展有堵点',
    description: '审批衔接不畅，制约项目落地。',
    track: 'land.use',
  }
  const draft = (await seats.lead!.call('POST', '/api/reform/demand', { body: { values } })).json()
  const source = { id: draft.id, title: '随便写的' }
  const assign = () => seats.clerk!.call('POST', '/api/reform/demand-task', { body: { values: { ...order(today), source } } })
  const sent = await post('lead', demand, draft, { verb: 'submit' })
  expect((await assign()).statusCode).toBe(422)
  const passed = await post('leadReviewer', demand, sent, { verb: 'pass' })
  expect((await assign()).json()).toMatchObject({ code: 'INVALID', problems: [{ field: 'source' }] })
  await post('office', demand, passed, { verb: 'pass' })
  expect((await assign()).json().values.source).toEqual({ id: draft.id, title: values.title })
})

test('深改委会议: published, each decision is on its unit’s desk until its day; the units named read the meeting, others do not', async () => {
  const values = {
    title: '演示会议',
    session: '演示第一次',
    heldOn: addDays(today, -3),
    agenda: [{ topic: '审议城市更新改革方案' }],
    decisions: [
      { what: '健全城市更新统筹机制', lead: 'dept-zhujianwei', coUnits: ['500103'], feedbackBy: addDays(today, 15) },
      { what: '建立共治机制', lead: 'dept-zhujianwei', feedbackBy: addDays(today, 25) },
    ],
  }
  const draft = (await seats.clerk!.call('POST', '/api/reform/meeting', { body: { values } })).json()
  const sent = await post('clerk', meeting, draft, { verb: 'submit' })
  const published = await post('office', meeting, sent, { verb: 'pass' })
  expect(published.children.map((child: { title: string }) => child.title).sort()).toEqual(['健全城市更新统筹机制', '建立共治机制'].sort())
  const [first] = published.children.filter((child: { title: string }) => child.title === '健全城市更新统筹机制')
  expect(await todo('lead', first.id)).toMatchObject({ moduleName: '会议决定事项', due: addDays(today, 15) })
  for (const who of ['lead', 'helper', 'leader']) expect((await get(who, meeting, published.id)).statusCode, who).toBe(200)
  expect((await get('stranger', meeting, published.id)).statusCode).toBe(404)
  expect((await get('helper', meetingDecision, first.id)).json()).toMatchObject({
    parent: { id: published.id },
    values: { coUnits: ['500103'] },
  })
  const reported = await post('lead', meetingDecision, { id: first.id, version: 1 }, { verb: 'submit', values: report })
  expect(reported).toMatchObject({ stage: 'review', late: [] })
})
