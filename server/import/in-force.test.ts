import { readXlsx } from 'hucre'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addDays, dayOf } from '#kernel/day.ts'
import { match, tournament } from '#kernel/testing/club.ts'
import { buildTown, settle, type Town } from '#kernel/testing/town.ts'
import { AS_DECLARED, type Tuning } from '#kernel/tuned.ts'
import { runJobs } from '../jobs/run.ts'
import { bookOf, importing } from '../testing/import.ts'
import { testServer } from '../testing/server.ts'

/* Sheets go by what the office has in force at the moment: its wording, its dictionaries, its filing window. */
const modules = [tournament, match]
const { app, db, asPerson } = await testServer(modules)
let town: Town
let keeper: Awaited<ReturnType<typeof asPerson>>
const as = async (name: string) => asPerson(town.as(name).id)
const { read, decide, look } = importing(app, as)
beforeAll(async () => {
  town = await buildTown(db, modules)
  keeper = await asPerson((await settle(db, '模块管理员', [{ org: 'federation', role: 'module-admin' }])).id)
})
beforeEach(() => sql`delete from job`.execute(db))

const PATH = '/api/tennis/tournament'
const today = dayOf(new Date())
const HEAD = ['赛事名称', '赛事编号', '场地', '承办单位', '参赛俱乐部', '用球', '开赛日期']
const line = (code: string, ball = '绿球') => [`${code}公开赛`, code, '硬地', 'hall', 'south', ball, '2199-06-01']

/** Sets what the office tunes, and waits until it is in force here. */
async function tune(part: Partial<Tuning>) {
  const all = (await keeper('GET', '/api/tunings')).json() as { module: string; version: number }[]
  const version = all.find(({ module }) => module === tournament.path)?.version ?? 0
  const answer = await keeper('PUT', `${PATH}/tuning`, { body: { version, tuning: { ...AS_DECLARED, ...part } } })
  expect(answer.statusCode, answer.body).toBe(200)
  const done = async () => (await app.inForce.now()).find(({ path }) => path === tournament.path)!
  await expect.poll(async () => (await done()).window ?? null).toEqual(part.window ?? null)
  await expect.poll(async () => (await done()).fields.title!.hint).toBe(part.fields?.title?.hint ?? '写全称')
}
const titled = async (part: string) =>
  (await sql<{ stage: string }>`select stage from record where title like ${`${part}%`}`.execute(db)).rows.map(({ stage }) => stage)

test('a template carries the words of the office and the days on which one may file', async () => {
  await tune({ fields: { title: { hint: '写全称，含年份', example: '2026年春季公开赛' } }, window: { from: null, to: '2199-12-31' } })
  const book = await readXlsx((await (await as('north entry'))('GET', `${PATH}/template`)).rawPayload)
  expect(book.sheets[0]!.cells!.get('0,1')!.comment!.text).toBe('必填\n写全称，含年份\n范例：2026年春季公开赛')
  expect(book.sheets[0]!.rows[2]![1]).toBe('2026年春季公开赛')
  expect(book.sheets[1]!.rows.flat().join('\n')).toContain('填报时间：2199-12-31前（含当日）')
  await tune({})
})

describe('填报时间', () => {
  const closed = { from: null, to: addDays(today, -1) }

  test('outside it rows come in as drafts and are not submitted, which is said before anybody decides', async () => {
    await tune({ window: closed })
    const { job } = await read('north entry', await bookOf([HEAD, line('V-1')]))
    expect(job.outcome).toMatchObject({ counts: { rows: 1, bad: 0, lacking: 0 }, closed: expect.stringContaining('填报时间已于') })
    expect(await decide('north entry', job, 'all', 'submit')).toMatchObject({ code: 'WINDOW_CLOSED' })
    expect(await titled('V-')).toEqual([])
    expect(await decide('north entry', job, 'all')).toMatchObject({ state: 'done', outcome: { imported: 1 } })
    expect(await titled('V-')).toEqual(['entry'])
    await tune({})
  })

  test('that ends between the decision and the writing: nothing is written', async () => {
    const { job } = await read('north entry', await bookOf([HEAD, line('W-1'), line('W-2')]))
    const body = { version: job.version, rows: 'all', as: 'submit' }
    expect((await (await as('north entry'))('POST', `/api/jobs/${job.id}/decision`, { body })).statusCode).toBe(200)
    await tune({ window: closed })
    await runJobs(app)
    expect((await look('north entry', job.id)).job).toMatchObject({
      state: 'failed',
      outcome: { reason: expect.stringContaining('填报时间已于') },
    })
    expect(await titled('W-')).toEqual([])
    await tune({})
  })
})

describe('a dictionary', () => {
  const terms = async () => (await keeper('GET', '/api/office/dictionaries/ball')).json() as { version: number }

  test('that was changed: a list offers what may be chosen today, an older sheet with the former name is understood', async () => {
    const rename = { rename: { label: '训练绿球', from: today }, note: '按新章程' }
    const done = await keeper('PATCH', '/api/office/dictionaries/ball/terms/green', {
      body: { version: (await terms()).version, ...rename },
    })
    expect(done.statusCode, done.body).toBe(200)
    const book = await readXlsx((await (await as('north entry'))('GET', `${PATH}/template`)).rawPayload)
    const lists = book.sheets[2]!.rows
    expect(lists.slice(1, 3).map((row) => row[lists[0]!.indexOf('用球')])).toEqual(['训练绿球', '黄球'])
    const { rows } = await read('north entry', await bookOf([HEAD, line('X-1', '绿球'), line('X-2', '训练绿球'), line('X-3', '蓝球')]))
    expect(rows.map(({ values }: any) => values.ball ?? null)).toEqual(['green', 'green', null])
  })
})
