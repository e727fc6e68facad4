import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { BoardTable } from '#cockpits/board-table.ts'
import type { Cockpit } from '#cockpits/cockpit.ts'
import { dayOf } from '#kernel/day.ts'
import { modules } from '#modules/all.ts'
import { loadSchemes } from '../reports/schemes.ts'
import { testOffice } from '../testing/office.ts'

const { db, person, asPerson } = await testOffice({}, modules)
type Call = Awaited<ReturnType<typeof asPerson>>

const [YUZHONG, JIULONGPO, BUILDING] = ['500103', '500107', 'dept-zhujianwei']
let clerk: Call
let checker: Call
let leader: Call
let other: Call
beforeAll(async () => {
  await loadSchemes(db, new Date('2023-01-01T00:00:00Z'))
  clerk = await asPerson((await person('改革办 录入员', ['office', 'entry'])).id)
  checker = await asPerson((await person('改革办 审核员', ['office', 'reviewer'])).id)
  leader = await asPerson((await person('渝中 领导', [YUZHONG, 'leader'])).id)
  other = await asPerson((await person('九龙坡 领导', [JIULONGPO, 'leader'])).id)
})

const NEW_YEAR = `${dayOf(new Date()).slice(0, 4)}-01-01`

let made = 0

/** A record of a business with what it counts as; seen by its unit. What is not decided waits at its first reviewer's desk. */
async function counted(
  module: string,
  owner: string,
  tallies: [figure: string, on: string, more?: { kind?: string; amount?: string }][],
  decided = true,
) {
  const id = `00000000-0000-7000-8000-${String(++made).padStart(12, '0')}`
  const at = '2023-04-05T00:00:00Z'
  await sql`insert into record (id, module, owner, stage, version, round, reached, title, record_values, approved, approved_at, hands, since, created_at, changed_at, grams, found_in)
    values (${id}, ${module}, ${owner}, ${decided ? 'approved' : 'review'}, 1, 1, 1, ${`事项${made}`}, '{}', ${decided ? '{}' : null}, ${decided ? at : null}, '{}', ${at}, ${at}, ${at}, '{}', '')`.execute(
    db,
  )
  await sql`insert into sight (org_id, module, record_id) values (${owner}, ${module}, ${id})`.execute(db)
  if (!decided)
    await sql`insert into todo (record_id, kind, org_id, role, module, stage, title, owner, since, starts, not_for)
      values (${id}, 'handle', ${owner}, 'reviewer', ${module}, 'review', ${`事项${made}`}, ${owner}, ${at}, '2023-04-05', '{}')`.execute(
      db,
    )
  for (const [figure, on, { kind = '', amount = '1' } = {}] of tallies)
    await sql`insert into tally (figure, org_id, on_day, kind, amount, same, record_id, counted_at) values (${figure}, ${owner}, ${on}, ${kind}, ${amount}::numeric, '', ${id}, ${at})`.execute(
      db,
    )
  return id
}

const ok = async (answer: Awaited<ReturnType<Call>>, status = 200) => {
  expect(answer.statusCode, answer.body).toBe(status)
  return answer.json()
}
const cockpit = async (who: Call, of = '') => (await ok(await who('GET', `/api/cockpit/district${of}`))) as Cockpit
const board = ({ boards }: { boards: readonly BoardTable[] }, id: string) => boards.find((each) => each.id === id)!

async function fixed(on: string): Promise<string> {
  const period = (await ok(await clerk('POST', '/api/reports/district/periods', { body: { on } }), 201)).id
  return issued(period, 1, null)
}

async function issued(period: string, issue: number, cause: string | null): Promise<string> {
  const { id } = await ok(await clerk('POST', `/api/reports/periods/${period}/computations`), 201)
  await ok(await clerk('PUT', `/api/reports/periods/${period}/fixing`, { body: { computation: id, ...(cause === null ? {} : { cause }) } }))
  await ok(await checker('POST', `/api/reports/periods/${period}/fixed`, { body: { computation: id, issue, cause } }), 201)
  return id
}

describe('区县改革报表驾驶舱', () => {
  let first: string
  let removed: string
  beforeAll(async () => {
    for (const [unit, score] of [
      [YUZHONG, '80'],
      [JIULONGPO, '90'],
    ] as const)
      for (const on of ['2023-03-31', '2023-06-30', '2023-09-30'])
        await counted('reform/satisfaction', unit, [['survey', on, { amount: score }]])
    removed = await counted('reform/blockage', YUZHONG, [
      ['blockages', '2023-05-01'],
      ['blockages-done', '2023-05-01'],
    ])
    await counted('reform/blockage', BUILDING, [['blockages', '2023-02-01']])
    await counted('reform/pilot-progress', YUZHONG, [['pilots-carried', '2024-12-31', { kind: '国家级' }]])
    await counted('reform/demand', JIULONGPO, [], false)
    // No report counts what is published, and nobody ranks who is not founded yet.
    await counted('reform/news', JIULONGPO, [], false)
    for (const kind of ['district', 'department']) {
      await sql`insert into org (id, name, short, kind, pinyin, position, founded_on) values (${`new-${kind}`}, ${`新设 ${kind}`}, ${`新设 ${kind}`}, ${kind}, 'x', 99, '2199-01-01')`.execute(
        db,
      )
      await counted('reform/blockage', `new-${kind}`, [['blockages', '2023-02-01']])
      await counted('reform/demand', `new-${kind}`, [], false)
    }
    first = await fixed('2023-03-01')
  })

  test('a fixed report shows its boards as they were then, whatever comes later; each tells who it is', async () => {
    const before = await cockpit(leader, `/${first}`)
    expect(before).toMatchObject({ state: 'fixed', computation: first, first: '2023-01-01', last: '2023-03-31', previous: null })
    expect(board(before, 'blockage').rows).toEqual([
      { org: BUILDING, name: '重庆市住房和城乡建设委员会', cells: ['1', '1', '0'] },
      { org: YUZHONG, name: '渝中区', cells: ['1', '0', '1'] },
    ])
    await counted('reform/blockage', YUZHONG, [['blockages', '2023-05-02']])
    await sql`update org set name = '渝中新区' where id = ${YUZHONG}`.execute(db)
    expect(await cockpit(leader, `/${first}`)).toEqual(before)
    await sql`update org set name = '渝中区' where id = ${YUZHONG}`.execute(db)
  })

  test('what is live is told apart from it, and shows what was decided since', async () => {
    const live = await cockpit(leader)
    expect(live).toMatchObject({ state: 'live', computation: null, previous: { computation: first, comparable: false } })
    expect(board(live, 'blockage').rows[0]).toEqual({ org: YUZHONG, name: '渝中区', cells: ['2', '1', '1'] })
    expect(board(live, 'pilot').rows).toMatchObject([{ org: YUZHONG, cells: ['1', '1', '0', '1', '0', '0'] }])
    // No survey of the running quarter has come.
    expect(board(live, 'satisfaction').rows).toEqual([])
  })

  test('the next fixed report is laid beside the one before: ranks and colours then and now', async () => {
    await counted('reform/brand', YUZHONG, [
      ['national', '2023-05-01', { amount: '3' }],
      ['reported', '2023-05-01'],
      ['promoted', '2023-05-01'],
    ])
    const second = await fixed('2023-06-01')
    const { previous, units } = await cockpit(other, `/${second}`)
    expect(previous).toMatchObject({ computation: first, last: '2023-03-31', comparable: true })
    const [yuzhong, jiulongpo] = units
    expect([yuzhong!.before!.total!.rank, yuzhong!.places.total!.rank]).toEqual([2, 1])
    expect([jiulongpo!.before!.total!.rank, jiulongpo!.places.total!.rank]).toEqual([1, 2])
    expect((await cockpit(other, `/${first}`)).previous).toBeNull()
    const past = await ok(await other('GET', '/api/cockpit/district/past'))
    expect(past.map(({ computation }: { computation: string }) => computation)).toEqual([first, second])
    expect(past[1].places[YUZHONG].total.rank).toBe(1)
  })

  test('INV-19 a number opens its records as far as they may be seen; what is on the way is what is not done', async () => {
    const of = (who: Call, unit: string, more: string) => who('GET', `/api/reports/district/records?unit=${unit}&${more}`)
    const done = await ok(await of(leader, YUZHONG, 'board=blockage&column=done'))
    expect(done).toMatchObject({ all: 1, records: [{ id: removed, module: 'reform/blockage' }] })
    const underWay = await ok(await of(leader, YUZHONG, `board=blockage&column=not-done&computation=${first}`))
    expect(underWay.records.map(({ id }: { id: string }) => id)).not.toContain(removed)
    expect(await ok(await of(other, YUZHONG, 'board=blockage&column=done'))).toEqual({ all: 1, records: [], byHand: null })
    expect((await ok(await of(leader, YUZHONG, `indicator=survey&computation=${first}`))).all).toBe(1)
    // 风险管控扣分: each number by its kind.
    const opinion = await counted('reform/risk', YUZHONG, [['risk', NEW_YEAR, { kind: '重大负面舆情' }]])
    const larger = await counted('reform/risk', YUZHONG, [['risk', NEW_YEAR, { kind: '较大' }]])
    const risks = async (more: string) => {
      const { records } = await ok(await of(leader, YUZHONG, `indicator=risk${more}`))
      return records.map(({ id }: { id: string }) => id)
    }
    expect([await risks('&kind=opinion'), await risks('&kind=larger'), await risks('&kind=major')]).toEqual([[opinion], [larger], []])
    for (const unknown of ['indicator=survey&kind=opinion', 'indicator=risk&kind=x'])
      expect((await of(leader, YUZHONG, unknown)).statusCode, unknown).toBe(404)
    // 合计: of all units that the board adds up, done or not; with a report those that it kept.
    const all = async (who: Call, more: string) => {
      const { all: count, records } = await ok(await who('GET', `/api/reports/district/records?${more}`))
      return [count, records.map(({ id }: { id: string }) => id).includes(removed)]
    }
    const totals = async (of = '') => board(await cockpit(leader, of), 'blockage').totals
    expect(await totals()).toEqual(['3', '2', '1'])
    expect(await all(leader, 'board=blockage&column=assigned')).toEqual([3, true])
    expect(await all(leader, 'board=blockage&column=not-done')).toEqual([2, false])
    expect(await all(other, 'board=blockage&column=done')).toEqual([1, false])
    expect(await totals(`/${first}`)).toEqual(['2', '1', '1'])
    expect(await all(leader, `board=blockage&column=assigned&computation=${first}`)).toEqual([2, true])
    expect(await all(leader, `board=blockage&column=not-done&computation=${first}`)).toEqual([1, false])
    expect(await all(leader, `indicator=survey&computation=${first}`)).toEqual([2, false])
    for (const nothing of ['board=blockage&column=x', 'board=x&column=done', 'indicator=x', '', `indicator=survey&computation=${YUZHONG}`])
      expect((await of(leader, YUZHONG, nothing)).statusCode, nothing).toBe(404)
  })

  test('what is on the way is listed however much of it is done', async () => {
    await sql`
      with made as (
        insert into record (id, module, owner, stage, version, round, reached, title, record_values, approved, approved_at, hands, since, created_at, changed_at, grams, found_in)
        select gen_random_uuid(), 'reform/demand-task', ${JIULONGPO}, 'approved', 1, 1, 1, '任务', '{}', '{}', now(), '{}', now(), now(), now(), '{}', '' from generate_series(1, 510) returning id),
      seen as (insert into sight (org_id, module, record_id) select ${JIULONGPO}, 'reform/demand-task', id from made)
      insert into tally (figure, org_id, on_day, kind, amount, same, record_id, counted_at)
      select figure, ${JIULONGPO}, '2023-06-02', '', 1, '', id, '2023-06-02' from made, unnest('{demand-tasks,demand-tasks-done}'::text[]) as figure`.execute(
      db,
    )
    const older = await counted('reform/demand-task', JIULONGPO, [['demand-tasks', '2023-05-02']])
    const of = async (column: string, computation = '') =>
      ok(await other('GET', `/api/reports/district/records?unit=${JIULONGPO}&board=demand&column=${column}${computation}`))
    expect(await of('not-done')).toMatchObject({ all: 1, records: [{ id: older }] })
    const done = await of('done')
    expect([done.all, done.records.length]).toEqual([510, 500])
    const computation = await fixed('2023-09-01')
    expect(await of('not-done', `&computation=${computation}`)).toMatchObject({ all: 1, records: [{ id: older }] })
    expect((await of('assigned', `&computation=${computation}`)).all).toBe(511)
  })

  test('尚未计入: the office is told of all, a district of its own; kept with the report', async () => {
    const told = async (who: Call, of = '') => ok(await who('GET', `/api/cockpit/district/uncounted${of}`))
    const waiting = {
      unit: JIULONGPO,
      unitName: '九龙坡区',
      moduleName: '改革需求',
      count: 1,
      why: expect.stringContaining('等待九龙坡办理'),
      ledger: { stage: 'review', owner: JIULONGPO },
    }
    for (const of of ['', `?computation=${first}`]) {
      expect(await told(clerk, of)).toMatchObject([waiting])
      expect(await told(other, of)).toMatchObject([waiting])
      expect(await told(leader, of)).toEqual([])
    }
  })

  test('an issue that was put right stays in the list of what can be looked at, and says so', async () => {
    const periods: { id: string; first: string }[] = await ok(await clerk('GET', '/api/reports/district/periods'))
    const again = await issued(periods.find((period) => period.first === '2023-01-01')!.id, 2, '补计事项')
    const issues = await ok(await leader('GET', '/api/cockpit/district/issues'))
    expect(issues.filter((each: { first: string }) => each.first === '2023-01-01')).toEqual([
      { computation: again, first: '2023-01-01', last: '2023-03-31', issue: 2, corrected: false },
      { computation: first, first: '2023-01-01', last: '2023-03-31', issue: 1, corrected: true },
    ])
    expect(issues.map((each: { last: string }) => each.last)).toEqual(['2023-09-30', '2023-06-30', '2023-03-31', '2023-03-31'])
    expect((await cockpit(leader, `/${first}`)).computation).toBe(first)
    expect(await ok(await leader('GET', '/api/cockpit/project/issues'))).toEqual([])
  })

  test('a fixed report is told once, and laid anew beside what was corrected before it', async () => {
    const [{ computation: second }] = (await ok(await clerk('GET', '/api/cockpit/district/past'))).slice(1)
    const told = await leader('GET', `/api/cockpit/district/${second}`)
    const headers = { 'if-none-match': told.headers.etag as string }
    const again = await leader('GET', `/api/cockpit/district/${second}`, { headers })
    expect([again.statusCode, again.body]).toEqual([304, ''])
    const { period } = await ok(await clerk('GET', `/api/reports/computations/${first}`))
    const corrected = await issued(period, 3, '更正')
    expect((await cockpit(leader, `/${second}`)).previous).toMatchObject({ computation: corrected, issue: 3 })
    expect((await leader('GET', `/api/cockpit/district/${second}`, { headers })).statusCode).toBe(200)
  })

  test('a draft is the office’s alone; another report’s computation is not this one’s', async () => {
    const [period] = await ok(await clerk('GET', '/api/reports/district/periods'))
    const { id } = await ok(await clerk('POST', `/api/reports/periods/${period.id}/computations`), 201)
    expect(await cockpit(clerk, `/${id}`)).toMatchObject({ state: 'draft' })
    // What a clerk has only begun is told to nobody, and makes no other computation.
    const begun = await counted('reform/demand', YUZHONG, [], false)
    await sql`update todo set kind = 'draft' where record_id = ${begun}`.execute(db)
    expect(await ok(await clerk('POST', `/api/reports/periods/${period.id}/computations`))).toMatchObject({ id, unchanged: true })
    for (const path of [
      `cockpit/district/${id}`,
      `cockpit/district/uncounted?computation=${id}`,
      `reports/district/records?unit=${YUZHONG}&indicator=survey&computation=${id}`,
    ])
      expect((await leader('GET', `/api/${path}`)).statusCode, path).toBe(404)
    expect((await clerk('GET', `/api/cockpit/project/${id}`)).statusCode).toBe(404)
    expect((await clerk('GET', '/api/cockpit/district/nonsense')).statusCode).toBe(404)
    expect((await clerk('GET', '/api/cockpit/nonsense')).statusCode).toBe(422)
  })
})

test('the map is the supplied one, drawn', async () => {
  const { version, map } = await ok(await leader('GET', '/api/cockpit/map'))
  expect(version).toBe(0)
  expect(map.shapes).toHaveLength(41)
  expect(map.notice).toContain('Apache-2.0')
})
