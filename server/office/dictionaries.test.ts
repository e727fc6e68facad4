import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { addDays, dayOf } from '#kernel/day.ts'
import type { Role } from '#kernel/org.ts'
import { columnsOf } from '#kernel/sheet/columns.ts'
import { match, tournament } from '#kernel/testing/club.ts'
import { buildTown, filled, settle, type Town } from '#kernel/testing/town.ts'
import { beginLabels } from '../clock/labels.ts'
import { namesOf } from '../records/names.ts'
import { sheetPages } from '../excel/sheet-pages.ts'
import type { Call } from '../testing/players.ts'
import { testServer } from '../testing/server.ts'
import type { Term } from './dictionary-edits.ts'

const { db, asPerson } = await testServer([tournament, match])
let town: Town
let keeper: Call
let clerk: Call
beforeAll(async () => {
  town = await buildTown(db, [tournament, match])
  await sql`insert into term (dictionary, code, parent, label, detail) values ('return-reasons', 'scope', null, '填报范围', '{}'), ('return-reasons', 'scope.city', 'scope', '不属于填报范围', '{"words": "请勿填报", "fields": ["clubs"], "clause": "章程一"}')`.execute(
    db,
  )
  keeper = await asPerson((await settle(db, '字典管理员', [{ org: 'federation', role: 'module-admin' }])).id)
  clerk = await asPerson(town.as('north entry').id)
})

const BALL = '/api/office/dictionaries/ball'
const PATH = '/api/tennis/tournament'
const today = () => dayOf(new Date())
const ball = async (): Promise<{ version: number; terms: Term[] }> => (await keeper('GET', BALL)).json()
const change = async (code: string, wish: object) =>
  keeper('PATCH', `${BALL}/terms/${code}`, { body: { version: (await ball()).version, ...wish } })
const add = async (label: string, wish: object = {}) =>
  keeper('POST', `${BALL}/terms`, { body: { version: (await ball()).version, parent: null, label, ...wish } })
const offered = async () => ((await clerk('GET', '/api/dictionaries/ball')).json() as Term[]).map(({ label }) => label)

async function file(code: string, more: object = {}) {
  const draft = (await clerk('POST', PATH, { body: { values: filled(code, { startsOn: '2199-01-01', ...more }) } })).json()
  const done = await clerk('POST', `${PATH}/${draft.id}/acts`, { body: { verb: 'submit', version: 1 } })
  expect(done.statusCode, done.body).toBe(200)
  return done.json() as { id: string; filedAt: string }
}

/** The labels of `ball` in the exported ledger, by the code of the tournament. */
async function exported() {
  const rows = new Map<string, string>()
  const at = columnsOf(tournament).map(({ label }) => label)
  for await (const records of sheetPages(
    db,
    tournament,
    town.as('north entry'),
    { phrase: '', stages: [], owners: [], decided: false, stands: false, oneOf: {}, between: {} },
    'newest',
  ))
    for (const { lines } of records) rows.set(lines[0]![at.indexOf('赛事编号')]!, lines[0]![at.indexOf('用球')]!)
  return rows
}

describe('a renamed term', () => {
  test('is called anew from that moment on; what was filed keeps the name it was filed under, on the page, in the ledger and in Excel', async () => {
    const old = await file('T-1')
    const draft = (await clerk('POST', PATH, { body: { values: filled('T-2', { startsOn: '2199-01-01' }) } })).json()
    expect((await change('green', { rename: { label: '训练绿球', from: today() }, note: '按新章程' })).statusCode).toBe(200)
    const fresh = await file('T-3')

    const names = await namesOf(db)
    const called = (filedAt: string | null) => names.at(filedAt === null ? null : new Date(filedAt)).term('ball', 'green')
    const answer = async (id: string) => (await clerk('GET', `${PATH}/${id}`)).json() as { filedAt: string | null }
    expect(called((await answer(old.id)).filedAt)).toBe('绿球')
    expect(called((await answer(fresh.id)).filedAt)).toBe('训练绿球')
    expect(called((await answer(draft.id)).filedAt)).toBe('训练绿球')
    const { rows } = (await clerk('GET', PATH)).json() as { rows: { id: string; filedAt: string | null }[] }
    expect(Object.fromEntries(rows.map((row) => [row.id, called(row.filedAt)]))).toEqual({
      [old.id]: '绿球',
      [fresh.id]: '训练绿球',
      [draft.id]: '训练绿球',
    })
    expect(await exported()).toEqual(
      new Map([
        ['T-3', '训练绿球'],
        ['T-2', '训练绿球'],
        ['T-1', '绿球'],
      ]),
    )
    expect(await offered()).toEqual(['训练绿球', '黄球'])
    // Filing again is filing under the words of that moment.
    const reviewer = await asPerson(town.as('north reviewer').id)
    await reviewer('POST', `${PATH}/${old.id}/acts`, {
      body: { verb: 'return', version: 2, reason: { code: 'name', words: '补充', pins: [] } },
    })
    await clerk('POST', `${PATH}/${old.id}/acts`, { body: { verb: 'submit', version: 3 } })
    expect(called((await answer(old.id)).filedAt)).toBe('训练绿球')
  })

  test('from a day to come keeps its name until that day begins in the city, and the open pages are told', async () => {
    const day = addDays(today(), 10)
    await change('yellow', { rename: { label: '比赛黄球', from: day } })
    expect(await offered()).toContain('黄球')
    const news = async () =>
      (await sql<{ count: number }>`select count(*)::int as count from outbox where kind = 'dictionaries'`.execute(db)).rows[0]!.count
    const before = await news()
    expect(await beginLabels(db, new Date(`${addDays(day, -1)}T23:59:59+08:00`))).toBe(0)
    expect(await beginLabels(db, new Date(`${day}T00:00:00+08:00`))).toBe(1)
    expect(await beginLabels(db, new Date(`${day}T00:00:00+08:00`))).toBe(0)
    expect(await offered()).toContain('比赛黄球')
    expect(await news()).toBe(before + 1)
    await beginLabels(db, new Date())
    expect(await offered()).toContain('黄球')
    await change('yellow', { rename: { label: '黄球', from: today() } })
    expect((await ball()).terms.find(({ code }) => code === 'yellow')!.labels).toEqual([])
  })
})

describe('terms', () => {
  test('are added and offered at once; retired ones are read and no longer chosen', async () => {
    const { version, terms } = (await add('红球')).json() as { version: number; terms: Term[] }
    const { code } = terms.find(({ label }) => label === '红球')!
    const red = await file('T-10', { ball: code })
    expect((await change(code, { validUntil: addDays(today(), -1) })).json().version).toBe(version + 1)
    expect((await clerk('GET', `${PATH}/${red.id}`)).json().values.ball).toBe(code)
    expect((await exported()).get('T-10')).toBe('红球')
    const again = await clerk('POST', PATH, { body: { values: filled('T-11', { ball: code, startsOn: '2199-01-01' }) } })
    expect([again.statusCode, again.json().message]).toEqual([422, '《用球》选择了不存在或已停用的选项'])
    const coming = (await add('蓝球', { validFrom: addDays(today(), 5) })).json() as { terms: Term[] }
    const later = coming.terms.find(({ label }) => label === '蓝球')!.code
    expect((await clerk('POST', PATH, { body: { values: filled('T-12', { ball: later, startsOn: '2199-01-01' }) } })).statusCode).toBe(422)
  })

  test('stand in the order the office gives them', async () => {
    await change('yellow', { before: 'green' })
    expect((await offered()).slice(0, 2)).toEqual(['黄球', '训练绿球'])
    expect((await change('yellow', { before: 'green' })).json().code).toBe('NOTHING_CHANGED')
  })

  test('of reasons for returning also say suggested words, businesses, fields and clause', async () => {
    const REASONS = '/api/office/dictionaries/return-reasons'
    const { version } = (await keeper('GET', REASONS)).json()
    const reason = {
      words: '请核对参赛俱乐部',
      modules: ['tennis/tournament'],
      fields: ['clubs', 'prizes.name', '@files'],
      clause: '章程二',
    }
    const answer = await keeper('PATCH', `${REASONS}/terms/scope.city`, { body: { version, reason } })
    expect(answer.json().terms.at(-1).detail).toEqual(reason)
    const made = await keeper('POST', `${REASONS}/terms`, {
      body: { version: version + 1, parent: 'scope', label: '俱乐部漏选', reason: { words: '', modules: [], fields: [], clause: '' } },
    })
    expect([made.statusCode, made.json().terms.at(-1).parent]).toEqual([201, 'scope'])
    const wrong = await keeper('PATCH', `${REASONS}/terms/scope.city`, {
      body: { version: version + 2, reason: { ...reason, fields: ['nothing'] } },
    })
    expect(wrong.json()).toMatchObject({ code: 'INVALID', field: 'reason.fields' })
    const strange = { version: version + 2, reason: { ...reason, fields: ['@secret'] } }
    expect((await keeper('PATCH', `${REASONS}/terms/scope.city`, { body: strange })).statusCode).toBe(422)
    expect((await change('green', { reason })).statusCode).toBe(422)
    // A field of another business than those it is for, and a business there is not.
    const elsewhere = { version: version + 2, reason: { ...reason, modules: ['tennis/match'] } }
    expect((await keeper('PATCH', `${REASONS}/terms/scope.city`, { body: elsewhere })).json()).toMatchObject({
      code: 'INVALID',
      field: 'reason.fields',
      message: '所选业务没有“clubs、prizes.name”这个填报项',
    })
    const nowhere = { version: version + 2, reason: { ...reason, modules: ['tennis/gone'] } }
    expect((await keeper('PATCH', `${REASONS}/terms/scope.city`, { body: nowhere })).json()).toMatchObject({ field: 'reason.modules' })
    const versions = (await keeper('GET', `${REASONS}/versions`)).json() as { content: Term[] }[]
    expect(versions.map(({ content }) => content.find(({ code }) => code === 'scope.city')!.detail.modules)).toEqual([
      ['tennis/tournament'],
      ['tennis/tournament'],
      undefined,
    ])
  })
})

describe('versions', () => {
  test('begin with how it was before; each has who, when, why and the whole dictionary', async () => {
    const history = (await keeper('GET', `${BALL}/versions`)).json() as {
      version: number
      byName: string
      note: string | null
      content: Term[]
    }[]
    expect(history.at(-1)).toMatchObject({ version: 0, byName: '系统', content: [{ label: '绿球' }, { label: '黄球' }] })
    expect(history.at(-2)).toMatchObject({ version: 1, byName: '字典管理员', note: '按新章程', content: [{ label: '训练绿球' }, {}] })
    expect(history[0]!.version).toBe((await ball()).version)
    expect(history[0]!.content).toEqual((await ball()).terms)
  })

  test('of two who began from one version the second is told', async () => {
    const { version } = await ball()
    const wish = (label: string) => keeper('POST', `${BALL}/terms`, { body: { version, parent: null, label } })
    const answers = await Promise.all(['紫球', '白球', '黑球'].map(wish))
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409, 409])
    expect(answers.find(({ statusCode }) => statusCode === 409)!.json().code).toBe('STALE')
    expect((await offered()).filter((label) => ['紫球', '白球', '黑球'].includes(label))).toHaveLength(1)
  })
})

describe('refused', () => {
  test('to every other role, each change with an audit row', async () => {
    const others: [string, Role][] = [
      ['federation', 'entry'],
      ['federation', 'reviewer'],
      ['federation', 'leader'],
      ['federation', 'system-admin'],
      ['federation', 'security-admin'],
      ['federation', 'audit-admin'],
      ['north', 'module-admin'],
      ['north', 'entry'],
    ]
    const before = await ball()
    for (const [org, role] of others) {
      const who = await settle(db, `${org} ${role}`, [{ org, role }])
      const call = await asPerson(who.id)
      const tries = [
        await call('POST', `${BALL}/terms`, { body: { version: before.version, parent: null, label: '冒名' } }),
        await call('PATCH', `${BALL}/terms/green`, { body: { version: before.version, before: null } }),
        await call('GET', BALL),
        await call('GET', `${BALL}/versions`),
        await call('GET', '/api/office/dictionaries'),
      ]
      expect(
        tries.map(({ statusCode }) => statusCode),
        `${org} ${role}`,
      ).toEqual([403, 403, 403, 403, 403])
      const { rows } = await sql<{ entry: string }>`select entry from audit where entry like ${`%${who.id}%`}`.execute(db)
      expect(rows.map(({ entry }) => (JSON.parse(entry) as { action: string }).action).sort()).toEqual([
        'dictionary:add',
        'dictionary:change',
      ])
    }
    expect(await ball()).toEqual(before)
  })

  test('what is not there, and what may not stand there', async () => {
    const { version } = await ball()
    expect((await keeper('GET', '/api/office/dictionaries/none')).statusCode).toBe(404)
    expect((await keeper('POST', '/api/office/dictionaries/none/terms', { body: { version, parent: null, label: 'x' } })).statusCode).toBe(
      404,
    )
    expect((await change('none', { before: null })).statusCode).toBe(404)
    for (const wish of [
      { rename: { label: '', from: today() } },
      { rename: { label: '两行\n名称', from: today() } },
      { rename: { label: '绝密★', from: today() } },
      { rename: { label: '新', from: '2026-02-30' } },
      { rename: { label: '新', from: '2020-01-01' } },
      { validUntil: 'soon' },
      { label: '直接改名' },
    ])
      expect((await change('green', wish)).statusCode, JSON.stringify(wish)).toBe(422)
    expect((await add('下级', { parent: 'green' })).statusCode).toBe(422)
    expect((await keeper('GET', '/api/office/dictionaries')).json()).toEqual([
      { dictionary: 'return-reasons', name: '驳回原因', levels: 2 },
      { dictionary: 'ball', name: '用球', levels: 1 },
    ])
  })
})
