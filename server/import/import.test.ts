import { readXlsx, writeXlsx } from 'hucre'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { clubModules, federation } from '#kernel/testing/club.ts'
import { buildTown, type Town } from '#kernel/testing/town.ts'
import { runJobs } from '../jobs/run.ts'
import { testServer } from '../testing/server.ts'
import { uploaded } from '../testing/upload.ts'

void federation
const { app, db, asPerson } = await testServer(clubModules)
let town: Town
const as = async (name: string) => asPerson(town.as(name).id)
beforeAll(async () => {
  town = await buildTown(db)
})

const HEAD = ['赛事名称', '赛事编号', '场地', '承办单位', '参赛俱乐部', '用球', '开赛日期', '规程', '奖项·奖项名称', '奖项·说明']
const line = (code: string, more: Record<string, unknown> = {}) => {
  const cells: Record<string, unknown> = { 赛事名称: `${code}公开赛`, 赛事编号: code, 场地: '硬地', 承办单位: 'hall', 参赛俱乐部: 'north、south', 用球: '绿球', 开赛日期: '2199-06-01', ...more }
  return HEAD.map((label) => (cells[label] ?? null) as string | null)
}
const book = (rows: unknown[][], name = '网球赛事') => writeXlsx({ sheets: [{ name, rows: rows as never }] })

/** Uploads, has it read, and answers the job as its person then finds it. */
async function read(who: string, bytes: Uint8Array, name = '赛事.xlsx', path = 'tennis/tournament') {
  const call = await as(who)
  const asked = await call('POST', `/api/${path}/imports`, { body: { file: await uploaded(call, bytes, name) } })
  expect(asked.statusCode, asked.body).toBeLessThan(300)
  await runJobs(app)
  return look(who, asked.json().id)
}
async function look(who: string, id: string) {
  const call = await as(who)
  const job = (await call('GET', `/api/jobs/${id}`)).json()
  return { job, rows: (await call('GET', `/api/jobs/${id}/rows`, { query: { limit: '200' } })).json().rows }
}
async function decide(who: string, { id, version }: { id: string; version: number }, rows: 'all' | 'good', as_: 'draft' | 'submit' = 'draft') {
  const answer = await (await as(who))('POST', `/api/jobs/${id}/decision`, { body: { version, rows, as: as_ } })
  await runJobs(app)
  return answer.statusCode >= 400 ? answer.json() : (await look(who, id)).job
}
const titles = async (who: string) => (await (await as(who))('GET', '/api/tennis/tournament', { query: { limit: '200' } })).json().rows.map((row: { title: string }) => row.title)

describe('an import', () => {
  test('is read, shown, decided and written: drafts with their acts and audit rows', async () => {
    const { job, rows } = await read('north entry', await book([HEAD, line('A-1', { '奖项·奖项名称': '冠军' }), HEAD.map((label) => (label === '奖项·奖项名称' ? '亚军' : null)), line('A-2')]))
    expect(job).toMatchObject({ state: 'ready', outcome: { counts: { rows: 2, bad: 0, lacking: 0 } } })
    expect(rows[0]).toMatchObject({ line: 2, twin: null, values: { title: 'A-1公开赛', clubs: ['north', 'south'], ball: 'green', startsOn: '2199-06-01', prizes: [{ name: '冠军' }, { name: '亚军' }] } })
    expect(await titles('north entry')).toEqual([])
    const done = await decide('north entry', job, 'all')
    expect(done).toMatchObject({ state: 'done', outcome: { imported: 2, left: 0 } })
    expect((await titles('north entry')).sort()).toEqual(['A-1公开赛', 'A-2公开赛'])
    const { rows: audit } = await sql<{ entry: string }>`select entry from audit where entry like '%tennis/tournament:create%'`.execute(db)
    expect(audit).toHaveLength(2)
  })
})
void readXlsx
