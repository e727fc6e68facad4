import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { dayOf } from '#kernel/day.ts'
import { match, tournament } from '#kernel/testing/club.ts'
import { buildTown, type Town } from '#kernel/testing/town.ts'
import { runJobs } from '../jobs/run.ts'
import { bookOf, importing } from '../testing/import.ts'
import { testServer } from '../testing/server.ts'

/* Who stands in for somebody imports in their place: both names stay, and the end of it ends the import. */
const modules = [tournament, match]
const { app, db, asPerson } = await testServer(modules)
let town: Town
const as = async (name: string) => asPerson(town.as(name).id)
const { read, decide, look } = importing(app, as)
beforeAll(async () => {
  town = await buildTown(db, modules)
})
beforeEach(() => sql`delete from job`.execute(db))

const HEAD = ['赛事名称', '赛事编号', '场地', '承办单位', '参赛俱乐部', '用球', '开赛日期']
const line = (code: string) => [`${code}公开赛`, code, '硬地', 'hall', 'south', '绿球', '2199-06-01']
const today = dayOf(new Date())

/** The leader stands in for the clerk of the same club; answers the way to end it. */
async function standsIn(club: string) {
  const principal = await as(`${club} entry`)
  const body = { org: club, deputy: town.as(`${club} leader`).id, startsOn: today, endsOn: today }
  const named = await principal('POST', '/api/deputations', { body })
  expect(named.statusCode, named.body).toBe(201)
  return async () => expect((await principal('DELETE', `/api/deputations/${named.json().id}`)).statusCode).toBe(204)
}
const acts = async (part: string) =>
  (
    await sql<{ verb: string; by: string; for: string }>`
      select verb, by_name as by, for_name as for from act join record on record.id = act.record_id where record.title like ${`${part}%`} order by record.title, seq`.execute(
      db,
    )
  ).rows

test('R-AU-02 what a deputy imports bears both names, in the history and in the audit log', async () => {
  const end = await standsIn('north')
  const { job } = await read('north leader', await bookOf([HEAD, line('P-1'), line('P-2')]))
  expect(await decide('north leader', job, 'all', 'submit')).toMatchObject({ state: 'done', outcome: { imported: 2 } })
  const both = { by: 'north leader', for: 'north entry' }
  expect(await acts('P-')).toEqual(['create', 'submit', 'create', 'submit'].map((verb) => ({ verb, ...both })))
  const { rows } = await sql<{ entry: string }>`
    select entry from audit where entry like '%tennis/tournament:create%' or entry like '%tennis/tournament:submit%'`.execute(db)
  expect(rows.map(({ entry }) => JSON.parse(entry))).toEqual(
    Array.from({ length: 4 }, () =>
      expect.objectContaining({ person: town.as('north leader').id, facts: { for: town.as('north entry').id } }),
    ),
  )
  await end()
})

test('R-AC-08 a deputation that ends after the check writes nothing', async () => {
  const end = await standsIn('south')
  const { job } = await read('south leader', await bookOf([HEAD, line('Q-1')]))
  const body = { version: job.version, rows: 'all', as: 'draft' }
  expect((await (await as('south leader'))('POST', `/api/jobs/${job.id}/decision`, { body })).statusCode).toBe(200)
  await end()
  await runJobs(app)
  expect((await look('south leader', job.id)).job).toMatchObject({ state: 'failed', outcome: { reason: '您的岗位不能填报网球赛事。' } })
  expect(await acts('Q-')).toEqual([])
})

test('a program imports in its own person’s place only', async () => {
  const end = await standsIn('east')
  const leader = await as('east leader')
  const { job } = await read('east leader', await bookOf([HEAD, line('R-1')]))
  const scopes = ['jobs:write', 'tennis/tournament:write']
  const { token } = (await leader('POST', '/api/tokens', { body: { name: '导入程序', scopes, days: 1 } })).json()
  const decided = await app.inject({
    method: 'POST',
    url: `/api/jobs/${job.id}/decision`,
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': crypto.randomUUID() },
    payload: { version: job.version, rows: 'all', as: 'draft' },
  })
  expect(decided.statusCode, decided.body).toBe(200)
  await runJobs(app)
  expect((await look('east leader', job.id)).job).toMatchObject({ state: 'failed' })
  expect(await acts('R-')).toEqual([])
  await end()
})
