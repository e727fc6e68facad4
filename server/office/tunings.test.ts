import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Act } from '#kernel/act.ts'
import { after, canonical, fold } from '#kernel/fold.ts'
import type { Module } from '#kernel/module.ts'
import type { Role } from '#kernel/org.ts'
import { formDigest } from '#kernel/store/form.ts'
import { actsOf } from '#kernel/store/history.ts'
import { match, naming, tournament } from '#kernel/testing/club.ts'
import { buildTown, filled, settle, type Town } from '#kernel/testing/town.ts'
import { AS_DECLARED, tuned, type Tuning } from '#kernel/tuned.ts'
import { productApp } from '../http/product.ts'
import type { Call } from '../testing/players.ts'
import { testServer } from '../testing/server.ts'

const modules = [tournament, match, naming]
const { app, db, dataDir, asPerson, cookieOf } = await testServer(modules)
// The same database from another process, as far as it can tell.
const elsewhere = await productApp(
  db,
  modules,
  { dataDir, behindProxy: false, demonstration: false, secondFactor: 'offered', requestsPerMinute: 1_000_000, connectors: null },
  'silent',
)
afterAll(() => elsewhere.close())

let town: Town
let keeper: Call
let clerk: Call
beforeAll(async () => {
  town = await buildTown(db, modules)
  keeper = await asPerson((await settle(db, '赛事模块管理员', [{ org: 'federation', role: 'module-admin' }])).id)
  clerk = await asPerson(town.as('north entry').id)
})

const PATH = '/api/tennis/tournament'
const inForce = async (): Promise<{ version: number; tuning: Tuning }> => {
  const all = (await keeper('GET', '/api/tunings')).json() as { module: string; version: number; tuning: Tuning }[]
  return all.find(({ module }) => module === 'tennis/tournament') ?? { version: 0, tuning: AS_DECLARED }
}

/** Changes part of what is in force, and reads it: from then on this node works by it. */
async function tune(part: Partial<Tuning>, note?: string) {
  const { version, tuning } = await inForce()
  const next = { ...tuning, ...part }
  const answer = await keeper('PUT', `${PATH}/tuning`, { body: { version, tuning: next, ...(note ? { note } : {}) } })
  expect(answer.statusCode, answer.body).toBe(200)
  await inForce()
  expect(toldBy(app.modules[0]!)).toEqual(toldBy(tuned(tournament, next)))
  return answer.json() as { version: number; tuning: Tuning }
}

/** Everything of a module that a tuning can change. */
const toldBy = (module: Module) => ({ form: formDigest(module), silenced: module.silenced, window: module.window })

const draft = async (code: string) => (await clerk('POST', PATH, { body: { values: filled(code, { startsOn: '2199-01-01' }) } })).json()
const submit = (record: { id: string; version: number }) =>
  clerk('POST', `${PATH}/${record.id}/acts`, { body: { verb: 'submit', version: record.version } })
const formOf = async (id: string, seq: number) =>
  (
    await sql<{ shown: { scope: string; fields: Record<string, { hint?: string }> } }>`
      select shown from act join form on form.digest = act.form where record_id = ${id} and seq = ${seq}`.execute(db)
  ).rows[0]!.shown

describe('what the office changes', () => {
  test('is in force on every node, and a filing points for good to the wording it was made under', async () => {
    const before = await draft('K-1')
    await submit(before)
    await tune({ scope: '只报公开赛', fields: { title: { hint: '写全称，含年份' } } }, '按章程修订')
    const later = await draft('K-2')

    expect((await formOf(before.id, 2)).fields.title!.hint).toBe('写全称')
    expect((await formOf(later.id, 1)).fields.title!.hint).toBe('写全称，含年份')
    expect((await formOf(later.id, 1)).scope).toBe('只报公开赛')

    const there = async () => {
      const { paths } = (await elsewhere.inject('/api/openapi.json')).json()
      return paths[PATH].post.requestBody.content['application/json'].schema.properties.values.properties.title.description
    }
    await expect.poll(there).toBe('写全称，含年份')
    const cookie = await cookieOf(town.as('south entry').id)
    const headers = { cookie, 'x-luoshi': '1', 'idempotency-key': crypto.randomUUID() }
    const made = await elsewhere.inject({ method: 'POST', url: PATH, headers, payload: { values: { title: '南岸公开赛' } } })
    expect((await formOf(made.json().id, 1)).fields.title!.hint).toBe('写全称，含年份')
  })

  test('a check that is switched off is silent, on the check and nowhere else', async () => {
    const look = async () => (await clerk('POST', `${PATH}/check`, { body: { values: { title: '名次榜' } } })).json().hints
    expect(await look()).toMatchObject([{ check: 'name', clause: '章程二' }])
    await tune({ off: ['name'] })
    expect(await look()).toEqual([])
    await tune({ off: [] })
    expect(await look()).toHaveLength(1)
    await draft('S-1')
    const again = async () => (await clerk('POST', `${PATH}/check`, { body: { values: filled('S-1') } })).json().hints
    expect(await again()).toMatchObject([{ check: 'similar', clause: '系统提示' }])
    await tune({ off: ['similar'] })
    expect(await again()).toEqual([])
    await tune({ off: [] })
  })

  test('days count for what arrives from then on; what has its deadline keeps it', async () => {
    const reviewer = await asPerson(town.as('north reviewer').id)
    const due = async (id: string) => (await reviewer('GET', `${PATH}/${id}`)).json().due
    const early = (await submit(await draft('D-1'))).json()
    const was = await due(early.id)
    await tune({ within: { review: 30 } })
    const late = (await submit(await draft('D-2'))).json()
    expect(await due(early.id)).toBe(was)
    expect(new Date(await due(late.id)).getTime() - new Date(was).getTime()).toBe(25 * 24 * 60 * 60 * 1000)
    await tune({ within: { review: null } })
    expect(await due((await submit(await draft('D-3'))).json().id)).toBeNull()
  })

  test('outside the filing window nothing is submitted, and saving goes on', async () => {
    const record = await draft('W-1')
    await tune({ window: { from: '2020-01-01', to: '2020-03-31' } })
    const page = (await clerk('GET', `${PATH}/${record.id}`)).json()
    const { refused } = page.abilities.find(({ verb }: { verb: string }) => verb === 'submit')
    const answer = await submit(record)
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'WINDOW_CLOSED'])
    expect(answer.json().message).toBe(refused.message)
    expect(answer.json().message).toContain('2020-03-31截止')
    const check = (
      await clerk('POST', `${PATH}/check`, { body: { id: record.id, values: filled('W-1', { startsOn: '2199-01-01' }) } })
    ).json()
    expect(check.closed).toBe(refused.message)
    const saved = await clerk('PATCH', `${PATH}/${record.id}`, { body: { version: 1, values: filled('W-1', { startsOn: '2199-02-01' }) } })
    expect(saved.statusCode).toBe(200)
    await tune({ window: null })
    expect((await submit(saved.json())).statusCode).toBe(200)
  })

  test('whoever was shown a window is judged by it from that moment, however often it changes', async () => {
    const record = await draft('W-2')
    const refusal = async () => {
      const page = (await clerk('GET', `${PATH}/${record.id}`)).json()
      return page.abilities.find(({ verb }: { verb: string }) => verb === 'submit').refused?.code
    }
    for (let round = 0; round < 10; round++) {
      await tune({ window: { from: '2020-01-01', to: '2020-03-31' } })
      expect((await submit(record)).json().code).toBe('WINDOW_CLOSED')
      expect(await refusal()).toBe('WINDOW_CLOSED')
      await tune({ window: null })
      expect(await refusal()).toBeUndefined()
    }
    expect((await submit(record)).statusCode).toBe(200)
  })

  test('what acts add up to can still be computed: each act by the form it was done under', async () => {
    const { rows } = await sql<{ content: Tuning }>`select content from office_version where subject = 'module tennis/tournament'`.execute(
      db,
    )
    const forms = new Map(
      [tournament, ...rows.map(({ content }) => tuned(tournament, content))].map((module) => [formDigest(module), module]),
    )
    const records = await sql<{
      id: string
      deadline: unknown
    }>`select id, deadline from record where module = 'tennis/tournament'`.execute(db)
    expect(records.rows.length).toBeGreaterThan(5)
    for (const { id, deadline } of records.rows) {
      const digests = (await sql<{ form: string }>`select form from act where record_id = ${id} order by seq`.execute(db)).rows
      const acts: Act[] = await actsOf(db, id)
      const [first, ...rest] = acts
      let state = fold(forms.get(digests[0]!.form)!, [first!])
      for (const [at, act] of rest.entries()) state = after(forms.get(digests[at + 1]!.form)!, state, act)
      expect(canonical(state.deadline)).toBe(canonical(deadline))
    }
  })
})

describe('versions', () => {
  test('each change is kept whole, with who, when and why; only what differs from the declaration is kept', async () => {
    const { version } = await inForce()
    await tune({ fields: { title: { hint: '写全称', example: '春季公开赛' }, code: { hint: '' } } }, '补充范例')
    const history = (await keeper('GET', `${PATH}/tuning/versions`)).json()
    expect(history[0]).toMatchObject({ version: version + 1, byName: '赛事模块管理员', note: '补充范例', at: expect.any(String) })
    expect(history[0].content.fields).toEqual({ title: { example: '春季公开赛' } })
    expect(history.map((each: { version: number }) => each.version)).toEqual(
      Array.from({ length: version + 1 }, (_, at) => version + 1 - at),
    )
    const older = (await keeper('GET', `${PATH}/tuning/versions`, { query: { before: '3' } })).json()
    expect(older.map((each: { version: number }) => each.version)).toEqual([2, 1])
  })

  test('of two who began from one version the second is told, also when both come at once', async () => {
    const { version, tuning } = await inForce()
    const change = (scope: string) => keeper('PUT', `${PATH}/tuning`, { body: { version, tuning: { ...tuning, scope } } })
    const answers = await Promise.all(['甲', '乙', '丙', '丁'].map((name) => change(`${name}的范围`)))
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 409, 409, 409])
    expect((await change('又一次')).json()).toMatchObject({ code: 'STALE' })
    expect((await inForce()).version).toBe(version + 1)
  })

  test('what was kept cannot be rewritten', async () => {
    await expect(sql`update office_version set content = '{}'`.execute(db)).rejects.toThrow('permission denied')
    await expect(sql`delete from office_version`.execute(db)).rejects.toThrow('permission denied')
  })
})

describe('refused', () => {
  const put = (call: Call, tuning: object, version: number) => call('PUT', `${PATH}/tuning`, { body: { version, tuning } })

  test('to every other role, at the office and elsewhere, with one audit row each', async () => {
    const others: [string, Role][] = [
      ['federation', 'entry'],
      ['federation', 'reviewer'],
      ['federation', 'leader'],
      ['federation', 'system-admin'],
      ['federation', 'security-admin'],
      ['federation', 'audit-admin'],
      ['north', 'module-admin'],
      ['hall', 'module-admin'],
      ['north', 'entry'],
    ]
    const { version, tuning } = await inForce()
    for (const [org, role] of others) {
      const who = await settle(db, `${org} ${role}`, [{ org, role }])
      const call = await asPerson(who.id)
      expect((await put(call, { ...tuning, scope: '别的' }, version)).statusCode, `${org} ${role}`).toBe(403)
      expect((await call('GET', `${PATH}/tuning/versions`)).statusCode, `${org} ${role}`).toBe(403)
      const { rows } = await sql<{ entry: string }>`select entry from audit where entry like ${`%${who.id}%`}`.execute(db)
      expect(rows.map(({ entry }) => JSON.parse(entry))).toMatchObject([{ action: 'tennis/tournament:tune', result: 'NOT_ALLOWED' }])
    }
    expect((await app.inject({ method: 'PUT', url: `${PATH}/tuning`, headers: { 'x-luoshi': '1' }, payload: {} })).statusCode).toBe(401)
    expect((await inForce()).version).toBe(version)
  })

  test('a right withdrawn meanwhile, whatever else the person still holds', async () => {
    const who = await settle(db, '兼职', [
      { org: 'federation', role: 'module-admin' },
      { org: 'north', role: 'module-admin' },
    ])
    const call = await asPerson(who.id)
    const { version, tuning } = await inForce()
    expect((await put(call, { ...tuning, scope: '兼职所改' }, version)).statusCode).toBe(200)
    await sql`update post set revoked_at = now() where person_id = ${who.id} and org_id = 'federation'`.execute(db)
    expect((await put(call, { ...tuning, scope: '再改' }, version + 1)).statusCode).toBe(403)
  })

  test.each<[string, (now: Tuning) => object, string]>([
    ['a field there is not', (now) => ({ ...now, fields: { gone: { hint: '旧' } } }), 'fields.gone'],
    ['a part of a field that has none', (now) => ({ ...now, fields: { 'title.name': { hint: '旧' } } }), 'fields.title.name'],
    ['a step there is not', (now) => ({ ...now, within: { gone: 3 } }), 'within.gone'],
    ['what every object has', (now) => ({ ...now, within: { constructor: 3 } }), 'within.constructor'],
    ['no days at all', (now) => ({ ...now, within: { entry: 0 } }), 'tuning.within.entry'],
    ['half a day', (now) => ({ ...now, within: { entry: 1.5 } }), 'tuning.within.entry'],
    ['a check there is not', (now) => ({ ...now, off: ['gone'] }), 'off'],
    ['an end before the beginning', (now) => ({ ...now, window: { from: '2026-04-01', to: '2026-03-01' } }), 'window'],
    ['a day that is none', (now) => ({ ...now, window: { from: '2026-02-30', to: null } }), 'tuning.window.from'],
    ['an empty scope', (now) => ({ ...now, scope: ' ' }), 'tuning.scope'],
    ['hidden characters', (now) => ({ ...now, scope: '范围\u202e反' }), 'tuning.scope'],
    ['a classification mark', (now) => ({ ...now, fields: { title: { hint: '机密★10年' } } }), 'tuning.fields.title.hint'],
    ['an unknown setting', (now) => ({ ...now, rules: [] }), ''],
  ])('%s', async (_what, wish, field) => {
    const { version, tuning } = await inForce()
    const answer = await put(keeper, wish(tuning), version)
    expect(answer.statusCode).toBe(422)
    if (field !== '') expect(answer.json().problems.map((problem: { field: string }) => problem.field)).toContain(field)
    expect(answer.json().message).toMatch(/[\u4e00-\u9fff]/u)
  })

  test('nothing changed is no version', async () => {
    const { version, tuning } = await inForce()
    expect((await put(keeper, { ...tuning, fields: { ...tuning.fields, host: { hint: '' } } }, version)).json().code).toBe(
      'NOTHING_CHANGED',
    )
    expect((await inForce()).version).toBe(version)
  })
})

test('a release that words the declaration anew keeps the tuned form before anything is done under it', async () => {
  const reworded = { ...tournament, name: '网球公开赛事' }
  const next = await productApp(
    db,
    [reworded, match, naming],
    { dataDir, behindProxy: false, demonstration: false, secondFactor: 'offered', requestsPerMinute: 1_000_000, connectors: null },
    'silent',
  )
  const headers = { cookie: await cookieOf(town.as('east entry').id), 'x-luoshi': '1', 'idempotency-key': crypto.randomUUID() }
  const made = await next.inject({ method: 'POST', url: PATH, headers, payload: { values: { title: '东区公开赛' } } })
  expect(made.statusCode).toBe(201)
  expect((await formOf(made.json().id, 1)) as object).toMatchObject({ name: '网球公开赛事', scope: (await inForce()).tuning.scope })
  await next.close()
})
