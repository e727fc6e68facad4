import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { makePng } from '../files/inspect/fixtures/make-image.ts'
import { bookOf } from '../testing/import.ts'
import { HEAD, importingTown, line } from '../testing/importing-town.ts'
import { uploaded } from '../testing/upload.ts'

const { app, db, town, as, ask, read, owning } = await importingTown()

describe('R-XL-03 what an import refers to is its person’s own', () => {
  test('the file, the job, its rows and its result', async () => {
    const { job } = await read('south entry', await bookOf([HEAD, line('L-1', { 场地: '水面' })]))
    const other = await as('north entry')
    const { rows } = await sql<{ file: string }>`select file_id as file from job where id = ${job.id}`.execute(db)
    expect((await other('POST', '/api/tennis/tournament/imports', { body: { file: rows[0]!.file } })).statusCode).toBe(404)
    const never = crypto.randomUUID()
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['GET', '/rows', undefined],
      ['GET', '/result', undefined],
      ['POST', '/decision', { version: job.version, rows: 'all', as: 'draft' }],
      ['DELETE', '', undefined],
    ] as const) {
      const [theirs, none] = await Promise.all([job.id, never].map((id) => other(method, `/api/jobs/${id}${path}`, { body })))
      expect([theirs!.statusCode, theirs!.body], path).toEqual([404, none!.body])
    }
    expect((await other('GET', '/api/jobs')).json().map(({ id }: { id: string }) => id)).not.toContain(job.id)
    expect((await (await as('south entry'))('GET', '/api/jobs')).json().map(({ id }: { id: string }) => id)).toContain(job.id)
  })

  test('and its rows are shown no more once they have left the unit through which they saw it', async () => {
    const { job } = await read('south entry', await bookOf([HEAD, line('L-3')]))
    const revoke = (at: string | null) => sql`update post set revoked_at = ${at} where person_id = ${town.as('south entry').id}`.execute(db)
    await revoke('2026-01-01')
    const call = await as('south entry')
    expect((await call('GET', `/api/jobs/${job.id}/rows`)).json().code).toBe('POSTS_CHANGED')
    const { rows } = await sql<{ file: string }>`select file_id as file from job where id = ${job.id}`.execute(db)
    const again = await call('POST', '/api/tennis/tournament/imports', { body: { file: rows[0]!.file } })
    expect([again.statusCode, again.json().code]).toEqual([403, 'NOT_ALLOWED'])
    await revoke(null)
    expect((await call('GET', `/api/jobs/${job.id}/rows`)).statusCode).toBe(200)
  })

  test('a program sees of them what its token opens', async () => {
    const { job } = await read('south entry', await bookOf([HEAD, line('L-2')]))
    const made = async (...scopes: string[]) =>
      (await (await as('south entry'))('POST', '/api/tokens', { body: { name: 'x', scopes, days: 1 } })).json().token as string
    const [blind, seeing] = [await made('jobs:read', 'tennis/match:read'), await made('jobs:read', 'tennis/tournament:read')]
    const status = async (token: string, path: string) =>
      (await app.inject({ url: path, headers: { authorization: `Bearer ${token}` } })).statusCode
    expect([await status(blind, `/api/jobs/${job.id}`), await status(blind, `/api/jobs/${job.id}/rows`)]).toEqual([404, 404])
    expect([await status(seeing, `/api/jobs/${job.id}`), await status(seeing, `/api/jobs/${job.id}/rows`)]).toEqual([200, 200])
  })

  test('and the unit: rows of another one, people without a post, files that are no tables', async () => {
    const head = [...HEAD, '填报单位']
    const { rows } = await read(
      'north entry',
      await bookOf([head, [...line('M-1'), 'south'], [...line('M-2'), 'north'], [...line('M-3'), null]]),
    )
    expect(rows.map(({ found }: any) => found[0]?.message ?? null)).toEqual(['填报单位是“south”，只能为本单位导入', null, null])
    expect((await ask('north leader', await bookOf([HEAD]))).json()).toMatchObject({ code: 'NOT_ALLOWED' })
    const poster = await ask('north entry', makePng(), '赛事.png')
    expect([poster.statusCode, poster.json().code]).toEqual([422, 'NOT_A_TABLE'])
    const small = await uploaded(await as('north entry'), await bookOf([HEAD, line('M-4')]), '大.xlsx')
    await owning(sql`update file set size = ${20 * 1024 * 1024 + 1} where id = ${small}`)
    const large = await (await as('north entry'))('POST', '/api/tennis/tournament/imports', { body: { file: small } })
    expect([large.statusCode, large.json().code]).toEqual([422, 'TABLE_TOO_LARGE'])
    const hall = await read('hall entry', await bookOf([HEAD, line('M-9')]))
    expect(hall.rows[0].found[0].message).toBe('您的岗位不能新建网球赛事，只能填报待办中的事项')
  })
})
