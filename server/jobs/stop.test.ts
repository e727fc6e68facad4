import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { tournament } from '#kernel/testing/club.ts'
import { buildTown, type Town } from '#kernel/testing/town.ts'
import { bookOf, importing } from '../testing/import.ts'
import { testServer } from '../testing/server.ts'
import type { Job } from './job.ts'
import { claim, enqueue, type NewJob } from './queue.ts'
import { runJob, runJobs, startJobs } from './run.ts'

const { app, db, asPerson } = await testServer([tournament])
let town: Town
const as = async (name: string) => asPerson(town.as(name).id)
const { ask, look } = importing(app, as)
beforeAll(async () => {
  town = await buildTown(db, [tournament])
})
beforeEach(() => sql`delete from job`.execute(db))

const logged: unknown[] = []
/** The same server, whose log is read here. */
const heard = Object.assign(Object.create(app), { log: { ...app.log, error: (...words: unknown[]) => void logged.push(words) } })
const jobs = async () =>
  (
    await sql<{ state: string; attempts: number; claim: string | null; leased_until: Date | null }>`
      select state, attempts, claim, leased_until from job order by created_at`.execute(db)
  ).rows
const until = async (holds: (found: Awaited<ReturnType<typeof jobs>>) => boolean) => {
  while (!holds(await jobs())) await new Promise((resolve) => setTimeout(resolve, 5))
}
const long = (mark: string) =>
  bookOf([['赛事名称', '赛事编号'], ...Array.from({ length: 3000 }, (_, at) => [`${mark}${at}赛`, `${mark}-${at}`])])
const WAITS = { state: 'waiting', attempts: 0, claim: null, leased_until: null }

describe('a node that stops', { timeout: 120_000 }, () => {
  test('hands back what it works at as if it had not begun, however often, and nobody works at it when it has stopped', async () => {
    const { id } = (await ask('north entry', await long('甲'))).json()
    for (let restart = 0; restart < 4; restart++) {
      const stop = startJobs(heard)
      await until(([job]) => job!.state === 'running')
      await stop()
      expect(await jobs()).toEqual([WAITS])
    }
    expect(logged).toEqual([])
    await runJobs(app)
    expect((await look('north entry', id)).job).toMatchObject({ state: 'ready', outcome: { counts: { rows: 3000 } } })
  })

  test('takes no more, whether it was looking for work or not', async () => {
    for (const [at, who] of ['north entry', 'south entry', 'east entry'].entries()) {
      await ask(who, await long(`乙${at}`))
      await ask(who, await long(`丙${at}`))
    }
    const stop = startJobs(heard)
    await until((found) => found.some(({ state }) => state === 'running'))
    await stop()
    expect(await jobs()).toEqual(Array.from({ length: 6 }, () => WAITS))
    expect(logged).toEqual([])
  })
})

test('a job that was dropped while it failed is no fault of ours', async () => {
  const asked: NewJob = {
    ...{ kind: 'batch', module: 'tennis/gone', person: town.as('north entry').id, ownPosts: false, org: 'north', orgs: ['north'] },
    ...{ wish: { filter: {}, sort: 'newest', records: 0 }, phase: 'gather', source: 'test', request: 'test' },
  }
  const { id } = await db.transaction().execute((tx) => enqueue(tx, asked, new Date()))
  const job = (await claim(db)) as Job
  await sql`update job set state = 'dropped', claim = null where id = ${id}`.execute(db)
  await runJob(heard, job)
  expect(logged).toEqual([])
})
