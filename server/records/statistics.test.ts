import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Verb } from '#kernel/act.ts'
import type { Deed } from '#kernel/store/deed.ts'
import { lapseOne } from '#kernel/store/lapse.ts'
import { clubModules, match, naming, repair, tournament } from '#kernel/testing/club.ts'
import { buildTown, filled, inTown, settle, TODAY } from '#kernel/testing/town.ts'
import { testServer } from '../testing/server.ts'

const { db, asPerson } = await testServer(clubModules)
const town = await buildTown(db)
const DAY = 24 * 60 * 60 * 1000
/** The town some days after the beginning. */
const on = (day: number) => inTown(town, new Date(TODAY.getTime() + day * DAY))
const reason = { code: 'name', words: '请修改', pins: [] }
const year = { from: '2026-01-01', to: '2026-12-31' }

const figures = async (who: string, what: string, query: Record<string, string> = year) => {
  const call = await asPerson(town.as(who).id)
  const answer = await call('GET', `/api/statistics/${what}`, { query })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json() as Record<string, unknown>[]
}

test('驳回率: what others sent back of what others judged; one’s own reviewer counts neither way, outcomes that return count', async () => {
  const { id } = await on(0).create('north entry', tournament, filled('R-1'))
  await on(1).act('north entry', tournament, id, { verb: 'submit', version: 1 })
  await on(2).act('north reviewer', tournament, id, { verb: 'return', version: 2, reason })
  await on(3).act('north entry', tournament, id, { verb: 'submit', version: 3 })
  await on(4).act('north reviewer', tournament, id, { verb: 'pass', version: 4 })
  await on(5).act('hall entry', tournament, id, { verb: 'return', version: 5, reason })
  await on(6).act('north entry', tournament, id, { verb: 'submit', version: 6 })
  await on(7).act('north reviewer', tournament, id, { verb: 'pass', version: 7 })
  await on(10).act('hall entry', tournament, id, { verb: 'pass', version: 8 })
  const court = (await on(0).create('south entry', naming, { title: '白云', plan: '方案' })).id
  await on(1).act('south entry', naming, court, { verb: 'submit', version: 1 })
  await on(2).act('south reviewer', naming, court, { verb: 'pass', version: 2 })
  await on(3).act('federation reviewer', naming, court, { verb: 'decide', outcome: 'revise', version: 3, reason })

  expect(await figures('federation leader', 'returns')).toMatchObject([
    { org: 'north', module: tournament.path, judged: 2, returned: 1 },
    { org: 'south', module: naming.path, judged: 1, returned: 1 },
  ])
  expect((await figures('north leader', 'returns')).map(({ org }) => org)).toEqual(['north'])
  expect(await figures('east leader', 'returns')).toEqual([])
  expect(await figures('federation leader', 'returns', { from: '2026-05-09', to: '2026-05-09' })).toMatchObject([
    { judged: 1, returned: 1 },
  ])
})

test('time at each step: from arriving to being handled, and what was late', async () => {
  const all = await figures('federation leader', 'steps')
  const host = all.find(({ step }) => step === 'host')!
  expect(host).toMatchObject({ module: tournament.path, stepLabel: '承办单位确认', handled: 2, late: 0 })
  expect(host.median).toBeCloseTo(2, 5)
  expect((await figures('hall leader', 'steps')).map(({ step }) => step)).toEqual(['host'])
})

const on22 = new Date(TODAY.getTime() + 22 * DAY).toISOString()
const waiting = async (who: string) => (await (await asPerson(town.as(who).id))('GET', '/api/uncounted')).json() as object[]

test('what is not counted, for whom it waits and since when, for one’s own units alone', async () => {
  // The task that the decided tournament opened has not been reported on either.
  expect(await waiting('south entry')).toMatchObject([
    { module: naming.path, kind: 'returned', stage: 'entry', org: 'south', count: 1 },
    { module: match.path, kind: 'handle', stage: 'entry', org: 'south', count: 1 },
  ])
  expect((await waiting('north entry')).map((each) => (each as { module: string }).module)).toEqual([match.path])
  expect(await waiting('east entry')).toEqual([])
  expect(await waiting('federation reviewer')).toEqual([])
})

test('what is assigned is not counted for the unit that reports on it, its leader included, and no more for the office that assigned it', async () => {
  const order = { title: '看台修缮', works: [{ name: '拆除', dueOn: '2026-06-01' }], club: 'east', reportBy: '2026-06-30' }
  const { id } = await on(0).create('federation entry', repair, order, 'office')
  expect(await waiting('federation leader')).toMatchObject([{ module: repair.path, kind: 'draft', org: 'federation' }])
  expect(await waiting('east leader')).toEqual([])
  await on(1).act('federation entry', repair, id, { verb: 'submit', version: 1 })
  for (const who of ['east entry', 'east leader'])
    expect(await waiting(who), who).toMatchObject([{ module: repair.path, kind: 'handle', stage: 'report', org: 'east', count: 1 }])
  for (const who of ['federation entry', 'federation leader', 'hall leader']) expect(await waiting(who), who).toEqual([])
  // Sent in, it is the unit’s still: now it waits for others.
  const states = [{ name: '拆除', state: '施工中' }]
  await on(2).act('east entry', repair, id, { verb: 'submit', version: 2, values: { condition: '施工中', states } })
  await on(3).act('east reviewer', repair, id, { verb: 'pass', version: 3 })
  expect(await waiting('east leader')).toMatchObject([{ stage: 'accept', org: 'federation' }])
  expect(await waiting('federation leader')).toEqual([])
  await on(4).act('federation reviewer', repair, id, { verb: 'pass', version: 4 })
  expect(await waiting('east leader')).toEqual([])
})

test('what counts before its last step is done waits for nobody; what is decided and does not count says why', async () => {
  const court = (await on(0).create('east entry', naming, { title: '青松', plan: '方案' })).id
  await on(1).act('east entry', naming, court, { verb: 'submit', version: 1 })
  await on(2).act('east reviewer', naming, court, { verb: 'pass', version: 2 })
  expect(await waiting('east leader')).toMatchObject([{ module: naming.path, kind: 'handle', stage: 'verdict', why: null }])
  await on(3).act('federation reviewer', naming, court, { verb: 'decide', outcome: 'listed', version: 3 })
  expect(await waiting('east leader')).toEqual([])

  const { rows } = await sql<{ id: string }>`select id from record where module = ${match.path} and owner = 'south'`.execute(db)
  const { id } = rows[0]!
  const report = (status: string, endedOn?: string) => ({ status, score: '3:0', ...(endedOn ? { endedOn } : {}) })
  const reported = async (day: number, version: number, values: object) => {
    await on(day).act('south entry', match, id, { verb: 'submit', version, values })
    await on(day + 1).act('south reviewer', match, id, { verb: 'pass', version: version + 1 })
    await on(day + 2).act('federation reviewer', match, id, { verb: 'pass', version: version + 2 })
  }
  const ofMatches = async (who: string) => (await waiting(who)).filter((each) => (each as { module: string }).module === match.path)
  await reported(20, 1, report('进行中'))
  for (const who of ['south entry', 'south leader'])
    expect(await ofMatches(who), who).toMatchObject([
      { kind: 'decided', kindName: null, stage: 'approved', org: 'south', count: 1, record: id, why: '比赛尚未结束', since: on22 },
    ])
  expect(await ofMatches('federation leader')).toEqual([])
  await on(30).act('south entry', match, id, { verb: 'renew', version: 4 })
  await reported(31, 5, report('已结束', '2026-06-02'))
  expect(await ofMatches('south entry')).toEqual([])
})

const [clerk, own, judge] = ['east entry', 'east reviewer', 'federation reviewer'] as const
const decide = (outcome: string) => ({ verb: 'decide', outcome, reason }) as const
const drawn = { verb: 'submit', values: { drawing: '施工图' } } as const

/** A court of the eastern club, from the first day on: who did what on which day. */
async function court(title: string, acts: readonly (readonly [day: number, who: string, deed: Verb | Omit<Deed, 'version'>])[]) {
  const { id } = await on(0).create(clerk, naming, { title, plan: '方案' })
  for (const [at, [day, who, deed]] of acts.entries())
    await on(day).act(who, naming, id, { ...(typeof deed === 'string' ? { verb: deed } : deed), version: at + 1 })
  return id
}

test('被2次驳回 counts twice though the second ends it; what was taken back, and what time does, is nobody’s decision', async () => {
  const rate = async () => (await figures('east leader', 'returns')).find(({ module }) => module === naming.path)
  await court('两次', [
    [1, clerk, 'submit'],
    [2, own, 'pass'],
    [3, judge, decide('listed')],
    [4, clerk, drawn],
    [5, own, 'pass'],
    [6, judge, decide('improve')],
    [7, clerk, 'submit'],
    [8, own, 'pass'],
    [9, judge, decide('improve')],
  ])
  expect(await rate()).toMatchObject({ org: 'east', judged: 4, returned: 2 })
  await court('收回', [
    [1, clerk, 'submit'],
    [2, own, 'pass'],
    [3, own, 'withdraw'],
    [5, own, { verb: 'return', reason }],
    [6, clerk, 'submit'],
    [7, own, 'pass'],
    [8, judge, decide('listed')],
    // Something else may have been said in between.
    [9, clerk, { verb: 'extend', about: '2026-07-01', reason }],
    [10, judge, 'withdraw'],
    [11, judge, decide('revise')],
  ])
  expect(await rate()).toMatchObject({ judged: 5, returned: 3 })
  const late = await court('过期', [
    [1, clerk, 'submit'],
    [2, own, 'pass'],
    [3, judge, decide('listed')],
  ])
  const ended = await db.transaction().execute((tx) => lapseOne(tx, clubModules, new Date(TODAY.getTime() + 60 * DAY), late))
  expect(ended).toMatchObject({ outcome: 'removed' })
  expect(await rate()).toMatchObject({ judged: 6, returned: 3 })

  // Its own reviewer had each on the desk from its coming to its going: 1, 4, 1 and 1 days, and 1 day for the court before. What was taken back had not gone.
  const review = (await figures('east leader', 'steps')).find(({ module, step }) => module === naming.path && step === 'review')!
  expect(review).toMatchObject({ handled: 5, median: 1 })
  expect(review.slow).toBeCloseTo(2.8, 5)
})

test('R-SD-02 administrators read no figures, and odd days are refused', async () => {
  const admin = await settle(db, 'admin', [{ org: 'federation', role: 'system-admin' }])
  const call = await asPerson(admin.id)
  expect((await call('GET', '/api/statistics/returns', { query: year })).statusCode).toBe(403)
  const leader = await asPerson(town.as('north leader').id)
  for (const query of [
    { from: '2026-02-30', to: '2026-12-31' },
    { from: '2026-12-31', to: '2026-01-01' },
    { from: 'x', to: 'y' },
  ])
    expect((await leader('GET', '/api/statistics/steps', { query })).statusCode, JSON.stringify(query)).toBe(422)
})
