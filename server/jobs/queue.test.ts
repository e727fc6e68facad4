import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { tournament } from '#kernel/testing/club.ts'
import { buildTown, type Town } from '#kernel/testing/town.ts'
import { bookOf, importing } from '../testing/import.ts'
import { readImport } from '../import/read-import.ts'
import { testServer } from '../testing/server.ts'
import type { Job } from './job.ts'
import { claim, enqueue, giveBack, Lost, renew, settleJob } from './queue.ts'
import { runJob, runJobs } from './run.ts'
import { sweepJobs } from './sweep.ts'

const { app, db, asPerson } = await testServer([tournament])
let town: Town
const as = async (name: string) => asPerson(town.as(name).id)
const { ask, read, decide, look, result } = importing(app, as)
beforeAll(async () => {
  town = await buildTown(db, [tournament])
})
beforeEach(() => sql`delete from job`.execute(db))

const HEAD = ['赛事名称', '赛事编号']
/** No two in one millisecond: they are taken in the order in which they were asked for. */
let asked = Date.now()
const put = (who: string, mark: string) =>
  db.transaction().execute((tx) =>
    enqueue(
      tx,
      {
        kind: 'batch',
        module: 'tennis/tournament',
        person: town.as(who).id,
        ownPosts: false,
        org: 'north',
        orgs: ['north'],
        wish: { mark, filter: {}, records: 0 },
        phase: 'gather',
        source: 'test',
        request: 'test',
      },
      new Date(asked++),
    ),
  )
const stateOf = async (id: string) =>
  (await sql<{ state: string; attempts: number; outcome: any }>`select state, attempts, outcome from job where id = ${id}`.execute(db))
    .rows[0]!
/** As if its worker had not been heard of for long. */
const abandoned = (id: string) => sql`update job set leased_until = now() - interval '1 second' where id = ${id}`.execute(db)

describe('R-AP-03 the queue', () => {
  test('gives the oldest first, two of one person at a time, each once however many ask', async () => {
    const mine = [await put('north entry', 'a'), await put('north entry', 'b'), await put('north entry', 'c')]
    const theirs = await put('south entry', 'd')
    const taken = await Promise.all(Array.from({ length: 12 }, () => claim(db)))
    expect(
      taken
        .filter((job) => job !== null)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([mine[0]!.id, mine[1]!.id, theirs.id].sort())
    await settleJob(
      db,
      taken.find((job) => job?.id === mine[0]!.id)!,
      'done',
      {},
    )
    expect((await claim(db))!.id).toBe(mine[2]!.id)
  })

  test('takes no more of one person than anybody can mean', async () => {
    for (let at = 0; at < 10; at++) await put('east entry', `${at}`)
    await expect(put('east entry', 'one more')).rejects.toMatchObject({ code: 'JOBS_OPEN' })
  })
})

describe('F-26 F-25 a job whose worker is gone', () => {
  test('is taken over, and parked with a reason after the third time; the queue goes on', async () => {
    const { id } = await put('north entry', 'poison')
    const other = await put('north entry', 'behind it')
    for (let time = 1; time <= 3; time++) {
      expect(await claim(db)).toMatchObject({ id, attempts: time })
      await abandoned(id)
    }
    expect((await claim(db))!.id).toBe(other.id)
    expect(await stateOf(id)).toMatchObject({ state: 'parked', outcome: { reason: expect.stringContaining('中断了 3 次') } })
  })

  test('a fault that may pass gives it back, to be tried later', async () => {
    await put('north entry', 'passing')
    const job = (await claim(db))!
    await giveBack(db, job)
    expect(await stateOf(job.id)).toMatchObject({ state: 'waiting', attempts: 1 })
    expect(await claim(db)).toBeNull()
    await abandoned(job.id)
    expect(await claim(db)).toMatchObject({ id: job.id, attempts: 2 })
  })

  test('a worker that wakes up after another took over says and settles nothing', async () => {
    await put('north entry', 'asleep')
    const asleep = (await claim(db))!
    await abandoned(asleep.id)
    const awake = (await claim(db))!
    expect(awake.id).toBe(asleep.id)
    await expect(renew(db, asleep, { phase: 'pack', done: 1, total: 2 })).rejects.toBeInstanceOf(Lost)
    await expect(settleJob(db, asleep, 'done', {})).rejects.toBeInstanceOf(Lost)
    await renew(db, awake, { phase: 'pack', done: 1, total: 2 })
  })

  test('nor does it keep the rows or the marked workbook of an import that another worker reads', async () => {
    const { id } = (
      await ask(
        'north entry',
        await bookOf([
          [...HEAD, '场地'],
          ['甲赛', 'P-1', '水面'],
        ]),
      )
    ).json()
    const asleep = (await claim(db)) as Job
    await abandoned(id)
    const awake = (await claim(db)) as Job
    await runJob(app, awake)
    const { job, rows } = await look('north entry', id)
    const marked = await result('north entry', id)
    await sql`delete from import_row where job_id = ${id}`.execute(db)
    // It wakes up after it last told how far it is, which would have shown it.
    await expect(
      readImport({ app, db, job: asleep, tell: () => Promise.resolve(), signal: new AbortController().signal }),
    ).rejects.toBeInstanceOf(Lost)
    expect((await look('north entry', id)).rows).toEqual([])
    expect(rows).toHaveLength(1)
    expect((await look('north entry', id)).job).toEqual(job)
    expect((await result('north entry', id)).rawPayload.equals(marked.rawPayload)).toBe(true)
    // What the sleeper made all the same belongs to nothing, and goes with the next sweep; what the job names stays.
    expect(await app.results.clear(db)).toBe(1)
    expect((await result('north entry', id)).statusCode).toBe(200)
  })

  test('INV-14 nor does it write an import that another worker has written', async () => {
    const { job } = await read('north entry', await bookOf([HEAD, ['甲赛', 'Q-1'], ['乙赛', 'Q-2']]))
    await (
      await as('north entry')
    )('POST', `/api/jobs/${job.id}/decision`, { body: { version: job.version, rows: 'all', as: 'draft' } })
    const asleep = (await claim(db))!
    await abandoned(asleep.id)
    const awake = (await claim(db)) as Job
    await Promise.all([runJob(app, asleep), runJob(app, awake)])
    expect((await look('north entry', job.id)).job).toMatchObject({ state: 'done', outcome: { imported: 2 } })
    const { rows } = await sql`select 1 from record where title in ('甲赛', '乙赛')`.execute(db)
    expect(rows).toHaveLength(2)
  })
})

describe('a job that its person drops', () => {
  test('is gone from the list, does nothing any more, and leaves what was imported', async () => {
    const call = await as('south entry')
    const asked = (await ask('south entry', await bookOf([HEAD, ['丙赛', 'R-1']]))).json()
    const running = (await claim(db))!
    expect((await call('DELETE', `/api/jobs/${asked.id}`)).statusCode).toBe(204)
    await runJob(app, running)
    expect((await call('GET', `/api/jobs/${asked.id}`)).statusCode).toBe(404)
    expect((await call('DELETE', `/api/jobs/${asked.id}`)).statusCode).toBe(404)
    expect((await call('GET', '/api/jobs')).json()).toEqual([])

    const { job } = await read('south entry', await bookOf([HEAD, ['丁赛', 'R-2']]))
    await decide('south entry', job, 'all')
    await call('DELETE', `/api/jobs/${job.id}`)
    expect((await sql`select 1 from record where title = '丁赛'`.execute(db)).rows).toHaveLength(1)
  })

  test('not by a program whose token does not open its business', async () => {
    const call = await as('south entry')
    const { id } = (await ask('south entry', await bookOf([HEAD, ['丙赛', 'R-9']]))).json()
    const body = { name: 'x', scopes: ['jobs:write'], days: 1 }
    const { token } = (await call('POST', '/api/tokens', { body })).json()
    const dropped = await app.inject({
      method: 'DELETE',
      url: `/api/jobs/${id}`,
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': crypto.randomUUID() },
    })
    expect(dropped.statusCode).toBe(404)
    expect((await call('GET', `/api/jobs/${id}`)).statusCode).toBe(200)
  })

  test('while it is being written: all of it or none', { timeout: 120_000 }, async () => {
    for (let round = 0; round < 5; round++) {
      const rows = Array.from({ length: 40 }, (_, at) => [`戊${round}-${at}赛`, `S${round}-${at}`])
      const { job } = await read('north entry', await bookOf([HEAD, ...rows]))
      const call = await as('north entry')
      await call('POST', `/api/jobs/${job.id}/decision`, { body: { version: job.version, rows: 'all', as: 'draft' } })
      const wait = new Promise((resolve) => setTimeout(resolve, round * 12))
      await Promise.all([runJobs(app), wait.then(() => call('DELETE', `/api/jobs/${job.id}`))])
      const { rows: found } = await sql`select 1 from record where title like ${`戊${round}-%`}`.execute(db)
      expect([0, 40]).toContain(found.length)
    }
  })
})

test('what a worker tells at the end of a count is told, however soon', async () => {
  const told: string[] = []
  const { id } = (await ask('north entry', await bookOf([HEAD, ['甲赛', 'U-1'], ['乙赛', 'U-2']]))).json()
  const job = (await claim(db)) as Job
  const heard = db.withPlugin({
    transformQuery: ({ node }) => {
      const { parameters } = node as unknown as { parameters?: { value: unknown }[] }
      if (parameters?.some(({ value }) => value === job.claim))
        told.push(
          parameters
            .map(({ value }) => value)
            .slice(0, 3)
            .join(' '),
        )
      return node
    },
    transformResult: async ({ result: rows }) => rows,
  })
  await runJob(Object.assign(Object.create(app), { db: heard }), job)
  expect((await look('north entry', id)).job.state).toBe('ready')
  expect(told.filter((each) => each.startsWith('check'))).toEqual(['check 0 2', 'check 2 2'])
  expect(told.some((each) => each.startsWith('mark 0'))).toBe(true)
})

test('a disk that is full is said in a sentence, and leaves nothing half made', async () => {
  const full = Object.assign(new Error('no space'), { code: 'ENOSPC' })
  const content = new Readable({ read: () => content.destroy(full) })
  const job = { id: crypto.randomUUID(), claim: crypto.randomUUID() }
  await app.results.clear(db)
  await expect(app.results.keep(job, content)).rejects.toMatchObject({ code: 'DISK_FULL' })
  expect(await app.results.clear(db)).toBe(0)
})

test('a day later a job is forgotten, with what it made and what was uploaded for it', async () => {
  const { job } = await read(
    'north entry',
    await bookOf([
      [...HEAD, '场地'],
      ['己赛', 'T-1', '水面'],
    ]),
  )
  const call = await as('north entry')
  const result = job.outcome.result.file
  expect((await call('GET', `/api/jobs/${job.id}/result`)).statusCode).toBe(200)
  expect(await sweepJobs(db, app.results)).toBe(0)
  await sql`update job set ends_at = now() - interval '1 second' where id = ${job.id}`.execute(db)
  expect((await call('GET', `/api/jobs/${job.id}`)).statusCode).toBe(404)
  expect(await sweepJobs(db, app.results)).toBe(1)
  expect(await app.results.open(result)).toBeNull()
  expect((await sql`select 1 from import_row where job_id = ${job.id}`.execute(db)).rows).toEqual([])
})
