import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from '#server/database/connect.ts'
import { freshDatabase } from '#server/testing/database.ts'
import type { Verb } from '../act.ts'
import { addDays, dayOf, nextPeriod, periodOf } from '../day.ts'
import { canonical, fold } from '../fold.ts'
import { council, repair, resolution } from '../testing/club.ts'
import { buildTown, inTown, type Town } from '../testing/town.ts'
import { deskOf } from './desk.ts'
import { actsOf } from './history.ts'
import { subjectOf, type RecordRow } from './record-row.ts'

/* What is ordered from a unit and reported every two months: by whose dates, and what the next report begins with. */
const { db, pool } = connect(await freshDatabase())
let town: Town

beforeAll(async () => {
  town = await buildTown(db)
})
afterAll(() => pool.end())

const works = [
  { name: '换土', dueOn: '2026-06-30' },
  { name: '画线', dueOn: '2026-07-31' },
]
const order = { title: '三号场翻修', works, club: 'north', helpers: ['south'], reportBy: '2026-05-20' }
const noon = (day: string) => new Date(`${day}T04:00:00Z`)
const who = { order: 'federation entry', report: 'north entry', check: 'north reviewer', accept: 'federation reviewer' } as const

const stateOf = async (id: string) => subjectOf((await sql<RecordRow>`select * from record where id = ${id}`.execute(db)).rows[0]!).state
const todosOfRecord = async (id: string) =>
  (await sql`select kind, org_id as org, starts, due from todo where record_id = ${id} order by kind`.execute(db)).rows

/** One act of whoever has it now, on a day. */
async function act(id: string, day: string, verb: Verb, more: object = {}) {
  const { stage, version } = await stateOf(id)
  const person = who[(stage === 'approved' ? 'report' : stage) as keyof typeof who]
  await inTown(town, noon(day)).act(person, repair, id, { verb, version, ...more })
}

async function ordered(day = '2026-05-04', values: object = order) {
  const { id } = await inTown(town, noon(day)).create('federation entry', repair, values, 'office')
  await act(id, day, 'submit')
  return id
}

const filling = {
  condition: '施工中',
  states: [
    { name: '换土', state: '施工中' },
    { name: '画线', state: '未开工' },
  ],
}

/** A report sent on one day and accepted on another. */
async function reported(id: string, sent: string, accepted = sent, values: object = filling) {
  await act(id, sent, 'submit', { values })
  await act(id, sent, 'pass')
  await act(id, accepted, 'pass')
}

describe('the first report', () => {
  test('is due on the day the order names, however late the reports of others are', async () => {
    const id = await ordered()
    expect(await todosOfRecord(id)).toEqual([{ kind: 'handle', org: 'north', starts: '2026-05-04', due: '2026-05-20' }])
    await reported(id, '2026-05-25')
    expect((await stateOf(id)).late).toEqual([{ step: 'report', round: 1, org: 'north', due: '2026-05-20', on: '2026-05-25' }])
  })

  test('follows an order that was taken back and given anew, with its new day and its new work', async () => {
    const id = await ordered()
    const { version } = await stateOf(id)
    await inTown(town, noon('2026-05-05')).act('federation entry', repair, id, { verb: 'withdraw', version })
    const again = { ...order, reportBy: '2026-05-30', works: [...works, { name: '挂网', dueOn: '2026-08-31' }] }
    await act(id, '2026-05-05', 'submit', { values: again })
    expect(await stateOf(id)).toMatchObject({
      deadline: { on: '2026-05-30' },
      values: { states: ['换土', '画线', '挂网'].map((name) => ({ name, state: '未开工' })) },
    })
  })

  test('of a day that is past cannot be ordered; a report after its day can be sent', async () => {
    await expect(ordered('2026-05-21')).rejects.toMatchObject({ code: 'INCOMPLETE', detail: { problems: [{ field: 'reportBy' }] } })
    const id = await ordered()
    await act(id, '2026-06-10', 'submit', { values: filling })
    expect((await stateOf(id)).stage).toBe('check')
  })

  test('once returned has the days its step gives, and begins with what was written', async () => {
    const id = await ordered()
    await act(id, '2026-05-06', 'submit', { values: filling })
    await act(id, '2026-05-07', 'return', { reason: { code: 'name', words: '写细', pins: ['report'] } })
    expect(await stateOf(id)).toMatchObject({ stage: 'report', deadline: { on: '2026-05-14' }, values: filling })
  })
})

describe('the next report', () => {
  test('is owed for the period after the one the last was sent in, whenever that was accepted', async () => {
    const id = await ordered()
    await reported(id, '2026-06-29', '2026-07-03')
    expect(await todosOfRecord(id)).toEqual([{ kind: 'renew', org: 'north', starts: '2026-07-01', due: '2026-08-31' }])
    await act(id, '2026-07-10', 'renew')
    expect((await stateOf(id)).deadline).toEqual({ on: '2026-08-31', lapses: null })
    await reported(id, '2026-07-11')
    expect(await todosOfRecord(id)).toMatchObject([{ kind: 'renew', starts: '2026-09-01', due: '2026-10-31' }])
    expect((await stateOf(id)).late.map((each) => each.step)).toEqual(['report', 'accept'])
  })

  test('when it is overdue counts for what was missed: late for good, and that of its own period still owed', async () => {
    const id = await ordered()
    await reported(id, '2026-05-10')
    await act(id, '2026-11-05', 'unchanged')
    expect((await stateOf(id)).late).toEqual([{ step: 'report', round: 2, org: 'north', due: '2026-08-31', on: '2026-11-05' }])
    await act(id, '2026-11-05', 'pass')
    await act(id, '2026-11-06', 'pass')
    expect(await todosOfRecord(id)).toMatchObject([{ kind: 'renew', starts: '2026-11-01', due: '2026-12-31' }])
  })

  test('within a period that is covered already is welcome and owes nothing less', async () => {
    const id = await ordered()
    await reported(id, '2026-05-10')
    await act(id, '2026-06-20', 'renew')
    await reported(id, '2026-06-20')
    expect(await todosOfRecord(id)).toMatchObject([{ kind: 'renew', starts: '2026-07-01', due: '2026-08-31' }])
  })

  test('sent in time, returned and sent again in the period after counts once; taken back it counts when it is sent again', async () => {
    const returned = await ordered()
    await act(returned, '2026-06-29', 'submit', { values: filling })
    await act(returned, '2026-07-01', 'return', { reason: { code: 'name', words: '写细', pins: [] } })
    await act(returned, '2026-07-02', 'submit', { values: filling })
    expect((await stateOf(returned)).covered).toBe('2026-06-30')

    const withdrawn = await ordered()
    await act(withdrawn, '2026-06-29', 'submit', { values: filling })
    const { version } = await stateOf(withdrawn)
    await inTown(town, noon('2026-06-29')).act('north entry', repair, withdrawn, { verb: 'withdraw', version })
    expect((await stateOf(withdrawn)).covered).toBeNull()
    await act(withdrawn, '2026-07-02', 'submit', { values: filling })
    expect((await stateOf(withdrawn)).covered).toBe('2026-08-31')
  })

  test('begins with the work as it is ordered by now; “no change” cannot be said of work that was added', async () => {
    const id = await ordered()
    await reported(id, '2026-05-10')
    const more = [...works, { name: '挂网', dueOn: '2026-08-31' }]
    const { version } = await stateOf(id)
    await inTown(town, noon('2026-05-11')).act('federation entry', repair, id, { verb: 'amend', version, values: { works: more } })
    await expect(act(id, '2026-07-01', 'unchanged')).rejects.toMatchObject({
      code: 'INCOMPLETE',
      detail: { problems: [{ field: 'states' }] },
    })
    await act(id, '2026-07-01', 'renew')
    expect((await stateOf(id)).values.states).toEqual([...filling.states, { name: '挂网', state: '未开工' }])
  })

  test('is owed no longer once it is done', async () => {
    const id = await ordered()
    await reported(id, '2026-05-10', '2026-05-10', { ...filling, condition: '已完工' })
    expect(await todosOfRecord(id)).toEqual([])
    await expect(act(id, '2026-07-01', 'renew')).rejects.toMatchObject({ code: 'FINISHED' })
  })
})

test('a report stands on the desk from the first day of its period by the calendar alone, whatever ran or did not run that day', async () => {
  const today = dayOf(new Date())
  const { first } = periodOf(today, 'two-months')
  const lately = { ...order, reportBy: '2199-12-31' }
  const [before, now] = [await ordered(addDays(first, -2), lately), await ordered(first, lately)]
  await reported(before, addDays(first, -1))
  await reported(now, first, today)
  const desk = await deskOf(db, town.as('north entry'), { module: repair.path, kind: 'renew', after: 0, limit: 50 })
  const waiting = desk.rows.filter(({ recordId }) => [before, now].includes(recordId))
  expect(waiting).toMatchObject([{ recordId: before, due: periodOf(today, 'two-months').last, overdue: false }])
  expect(await todosOfRecord(now)).toMatchObject([{ starts: nextPeriod(today, 'two-months').first }])
})

test('more time: asked for by who reports, granted or not by who ordered, and what was handled within it is not late', async () => {
  const id = await ordered()
  const asks = (day: string, until: string) => act(id, day, 'extend', { about: until, reason: { code: 'x', words: '雨季', pins: [] } })
  const answers = async (day: string, verb: Verb) => {
    const { version } = await stateOf(id)
    await inTown(town, noon(day)).act('federation reviewer', repair, id, { verb, version })
  }
  await asks('2026-05-10', '2026-06-30')
  expect(await todosOfRecord(id)).toMatchObject([
    { kind: 'extension', org: 'federation' },
    { kind: 'handle', due: '2026-05-20' },
  ])
  await answers('2026-05-11', 'deny')
  expect(await todosOfRecord(id)).toMatchObject([{ kind: 'handle', due: '2026-05-20' }])
  await asks('2026-05-19', '2026-06-10')
  await answers('2026-05-22', 'grant')
  expect(await todosOfRecord(id)).toMatchObject([{ kind: 'handle', due: '2026-06-10' }])
  await act(id, '2026-06-10', 'submit', { values: filling })
  expect((await stateOf(id)).late).toEqual([])
})

describe('a yearly report', () => {
  const done = { done: '已动工', state: '办理中' }
  const may: Partial<Record<string, string>> = { entry: 'north entry', check: 'federation reviewer', approved: 'north entry' }

  async function does(id: string, day: string, verb: Verb, more: object = {}) {
    const { stage, version } = await stateOf(id)
    await inTown(town, noon(day)).act(may[stage]!, resolution, id, { verb, version, ...more })
  }

  /** What a meeting resolved, reported on and accepted for the first time. */
  async function resolved(day: string, state = '办理中') {
    const go = inTown(town, noon(day))
    const values = { title: '会议', resolutions: [{ what: '修三号场', club: 'north' }] }
    const { id: meeting } = await go.create('federation entry', council, values, 'office')
    await go.act('federation entry', council, meeting, { verb: 'submit', version: 1 })
    const { rows } = await sql<{ id: string }>`select record_id as id from identity where key like ${`${meeting}:%`}`.execute(db)
    const { id } = rows[0]!
    await does(id, day, 'submit', { values: { ...done, state } })
    await does(id, day, 'pass')
    return id
  }

  test('is owed from New Year to the last of December, whenever in the year before the last one was sent', async () => {
    for (const day of ['2024-01-01', '2024-02-29', '2024-12-31']) {
      const id = await resolved(day)
      expect((await stateOf(id)).covered).toBe('2024-12-31')
      expect(await todosOfRecord(id)).toEqual([{ kind: 'renew', org: 'north', starts: '2025-01-01', due: '2025-12-31' }])
    }
  })

  test('sent in time counts for its year, once returned as well, and late it is late for good and leaves the year after owed', async () => {
    const id = await resolved('2024-06-01')
    await does(id, '2025-12-31', 'renew')
    await does(id, '2025-12-31', 'submit', { values: { ...done, done: '已完成一半' } })
    await does(id, '2026-01-05', 'return', { reason: { code: 'name', words: '写细', pins: [] } })
    await does(id, '2026-01-06', 'submit', { values: { ...done, done: '完成六成' } })
    await does(id, '2026-01-07', 'pass')
    expect(await stateOf(id)).toMatchObject({ covered: '2025-12-31', late: [] })
    expect(await todosOfRecord(id)).toMatchObject([{ starts: '2026-01-01', due: '2026-12-31' }])

    await does(id, '2027-01-02', 'unchanged')
    await does(id, '2027-01-03', 'pass')
    expect(await stateOf(id)).toMatchObject({ covered: '2026-12-31', late: [{ step: 'entry', due: '2026-12-31', on: '2027-01-02' }] })
    expect(await todosOfRecord(id)).toMatchObject([{ starts: '2027-01-01', due: '2027-12-31' }])
  })

  test('of several years missed, the one report says so for all of them but the one it is sent in', async () => {
    const id = await resolved('2023-03-01')
    await does(id, '2026-02-01', 'unchanged')
    await does(id, '2026-02-02', 'pass')
    expect(await stateOf(id)).toMatchObject({ covered: '2025-12-31', late: [{ due: '2024-12-31', on: '2026-02-01' }] })
    expect(await todosOfRecord(id)).toMatchObject([{ starts: '2026-01-01', due: '2026-12-31' }])
  })

  test('a second one within the year owes nothing less, and none is owed once it is done', async () => {
    const id = await resolved('2024-03-01')
    await does(id, '2024-09-01', 'renew')
    await does(id, '2024-09-01', 'submit', { values: done })
    await does(id, '2024-09-02', 'pass')
    expect(await todosOfRecord(id)).toMatchObject([{ starts: '2025-01-01', due: '2025-12-31' }])
    const finished = await resolved('2024-03-01', '已办结')
    expect(await todosOfRecord(finished)).toEqual([])
    await expect(does(finished, '2025-01-01', 'renew')).rejects.toMatchObject({ code: 'FINISHED' })
  })
})

test('INV-20 whatever was ordered and reported above, the stored record is what its acts add up to', async () => {
  const { rows } = await sql<RecordRow>`select * from record`.execute(db)
  expect(rows.length).toBeGreaterThan(10)
  const all = [repair, council, resolution]
  for (const row of rows) {
    const module = all.find(({ path }) => path === row.module)!
    expect(canonical(subjectOf(row).state)).toBe(canonical(fold(module, await actsOf(db, row.id))))
  }
})
