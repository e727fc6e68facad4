import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { match, naming, tournament } from '#kernel/testing/club.ts'
import { buildTown, filled, inTown, settle, type Town } from '#kernel/testing/town.ts'
import { testServer } from '../testing/server.ts'

const modules = [tournament, match, naming]
const { db, asPerson } = await testServer(modules)
let town: Town
let as: (name: string) => Promise<Awaited<ReturnType<typeof asPerson>>>

beforeAll(async () => {
  town = await buildTown(db, modules)
  as = (name) => asPerson(town.as(name).id)
})

const TOURNAMENT = '/api/tennis/tournament'
const NAMING = '/api/tennis/naming'

describe('POST similar', () => {
  test('tells of the unit’s own records, each with its stage and the way to it, and not of the one being written', async () => {
    const { id } = await inTown(town).create('north entry', tournament, filled('A-1', { title: '全国青少年网球排名联赛' }))
    const clerk = await as('north entry')
    const asked = { title: '建立青少年全国网球联赛机制' }
    expect((await clerk('POST', `${TOURNAMENT}/similar`, { body: asked })).json()).toEqual([
      {
        ...{ id, title: '全国青少年网球排名联赛', owner: 'north', ownerName: 'north', stage: 'entry', stageLabel: '俱乐部登记' },
        ...{ directory: false, likeness: 10 / 18 },
      },
    ])
    expect((await clerk('POST', `${TOURNAMENT}/similar`, { body: { ...asked, id } })).json()).toEqual([])
    expect((await (await as('south entry'))('POST', `${TOURNAMENT}/similar`, { body: asked })).json()).toEqual([])
  })

  test('tells of another unit’s entry in the directory its title and whose it is, and neither its stage nor the way to it', async () => {
    const go = inTown(town)
    const { id } = await go.create('north entry', naming, { title: '白鹭湖畔球场', plan: '方案' })
    const asked = () => as('south entry').then((clerk) => clerk('POST', `${NAMING}/similar`, { body: { title: '白鹭湖畔' } }))
    await go.act('north entry', naming, id, { verb: 'submit', version: 1 })
    await go.act('north reviewer', naming, id, { verb: 'pass', version: 2 })
    expect((await asked()).json()).toEqual([])
    await go.act('federation reviewer', naming, id, { verb: 'decide', outcome: 'listed', version: 3 })
    expect((await asked()).json()).toEqual([
      {
        ...{ id: null, title: '白鹭湖畔球场', owner: 'north', ownerName: 'north', stage: null, stageLabel: null },
        ...{ directory: true, likeness: 1 },
      },
    ])
  })

  test('R-AC-03 the record being written must be one that the person may see', async () => {
    const { id } = await inTown(town).create('north entry', tournament, filled('A-2', { title: '老年门球赛' }))
    const stranger = await as('south entry')
    const answers = await Promise.all(
      [id, '00000000-0000-7000-8000-000000000000'].map((each) =>
        stranger('POST', `${TOURNAMENT}/similar`, { body: { title: '老年门球赛', id: each } }),
      ),
    )
    expect(answers.map((answer) => answer.statusCode)).toEqual([404, 404])
    expect(answers[0]!.json()).toEqual(answers[1]!.json())
  })

  test('is for those who file, for one of their units, and asks for nothing it does not know', async () => {
    const body = { title: '网球联赛' }
    expect((await (await as('north leader'))('POST', `${TOURNAMENT}/similar`, { body })).statusCode).toBe(403)
    const both = await settle(db, 'both', [
      { org: 'north', role: 'entry' },
      { org: 'south', role: 'entry' },
    ])
    const clerk = await asPerson(both.id)
    expect((await clerk('POST', `${TOURNAMENT}/similar`, { body })).json()).toMatchObject({ code: 'ORG_REQUIRED' })
    expect((await clerk('POST', `${TOURNAMENT}/similar`, { body: { ...body, org: 'south' } })).statusCode).toBe(200)
    expect((await clerk('POST', `${TOURNAMENT}/similar`, { body: { ...body, org: 'east' } })).statusCode).toBe(403)
    for (const wrong of [{ ...body, limit: 500 }, {}, { title: 'x'.repeat(301) }])
      expect((await clerk('POST', `${TOURNAMENT}/similar`, { body: wrong })).statusCode).toBe(422)
  })

  test('leaves nothing behind, and is not there where titles are not typed', async () => {
    const clerk = await as('north entry')
    const counted = async () =>
      (await sql<{ n: number }>`select (select count(*) from audit)::int + (select count(*) from idempotency)::int as n`.execute(db))
        .rows[0]!.n
    const before = await counted()
    expect((await clerk('POST', `${TOURNAMENT}/similar`, { body: { title: '网球联赛' } })).statusCode).toBe(200)
    expect(await counted()).toBe(before)
    expect((await clerk('POST', '/api/tennis/match/similar', { body: { title: '网球联赛' } })).statusCode).toBe(404)
  })
})

describe('whatever is typed', () => {
  const answered = async (who: string, title: string) => {
    const answer = await (await as(who))('POST', `${TOURNAMENT}/similar`, { body: { title } })
    expect(answer.statusCode, `${title}: ${answer.body}`).toBe(200)
    return (answer.json() as { title: string }[]).map((one) => one.title)
  }

  test('signs that mean something to a search, a machine or nobody find nothing by themselves and change nothing beside words', async () => {
    await inTown(town).create('south entry', tournament, filled('B-1', { title: '滨江夜跑接力' }))
    const alone = [
      '%',
      '_',
      '%%__',
      '\\',
      "' or 1=1 --",
      '——！？…',
      '　\u00a0\t',
      '\u200b\u2060\ufeff',
      '\u0000',
      '\u202e',
      '🏃🏻‍♀️🏁',
      '\ud83c',
      '\udfc3',
      '',
    ]
    for (const title of alone) expect(await answered('south entry', title), JSON.stringify(title)).toEqual([])
    for (const sign of alone.filter((sign) => !sign.includes('or'))) {
      const among = [...'滨江夜跑接力'].join(sign)
      expect(await answered('south entry', among), JSON.stringify(sign)).toEqual(['滨江夜跑接力'])
    }
  })

  test('the longest title there may be, of words that are everywhere and nowhere, is answered like any other', async () => {
    await inTown(town).create('south entry', tournament, filled('B-2', { title: '环城骑行嘉年华' }))
    const rare = Array.from({ length: 300 }, (_, at) => String.fromCodePoint(0x4e00 + at * 7)).join('')
    expect(await answered('south entry', rare)).toEqual([])
    expect(await answered('south entry', '环城骑行嘉年华'.repeat(42))).toEqual(['环城骑行嘉年华'])
    expect(await answered('south entry', '机制'.repeat(150))).toEqual([])
  })

  test('sixty-four who type at once are each told what they would be told alone', async () => {
    const [north, south] = ['北岸龙舟邀请', '南岸龙舟邀请']
    await inTown(town).create('north entry', tournament, filled('B-3', { title: north }))
    await inTown(town).create('south entry', tournament, filled('B-4', { title: south }))
    const asked = Array.from({ length: 64 }, (_, at) => (['north entry', 'south entry', 'east entry'] as const)[at % 3]!)
    const told = await Promise.all(asked.map((who) => answered(who, '龙舟邀请')))
    for (const [at, who] of asked.entries())
      expect(told[at]).toEqual({ 'north entry': [north], 'south entry': [south], 'east entry': [] }[who])
  })
})

test('填报体检 warns of what is probably the same, whose it is, and no more once the title says something else', async () => {
  const { id } = await inTown(town).create('east entry', tournament, filled('C-1', { title: '环湖自行车越野挑战赛' }))
  const clerk = await as('east entry')
  const hints = async (title: string, record?: string) =>
    (
      await clerk('POST', `${TOURNAMENT}/check`, {
        body: { values: filled('C-2', { title, startsOn: '2199-01-01' }), ...(record ? { id: record } : {}) },
      })
    ).json().hints
  expect(await hints('关于环湖自行车越野挑战赛')).toEqual([
    { check: 'similar', field: 'title', message: '可能与本单位“环湖自行车越野挑战赛”重复，请先核对', clause: '系统提示' },
  ])
  expect(await hints('山地自行车速降赛')).toEqual([])
  expect(await hints('环湖自行车越野挑战赛', id)).toEqual([])
})
