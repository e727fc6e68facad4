import { readXlsx } from 'hucre'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { runJobs } from '../jobs/run.ts'
import { bookOf } from '../testing/import.ts'
import { HEAD, importingTown, line } from '../testing/importing-town.ts'

const { app, db, town, as, read, decide, look, result, titled, owning } = await importingTown()

describe('what comes in between', () => {
  test('INV-14 a key that somebody takes after the check: nothing is written, and its person sees what is new', async () => {
    const { job } = await read('north entry', await bookOf([HEAD, line('H-1'), line('H-2')]))
    await decide('south entry', (await read('south entry', await bookOf([HEAD, line('H-2')]))).job, 'all', 'submit')
    const answer = await decide('north entry', job, 'all', 'submit')
    expect(answer).toMatchObject({ state: 'ready', outcome: { counts: { bad: 1 }, reason: expect.stringContaining('没有写入任何内容') } })
    expect(await titled('H-')).toEqual([])
    const { rows } = await look('north entry', job.id)
    expect(rows.map(({ twin }: any) => twin?.ownerName ?? null)).toEqual([null, 'south'])
    expect(await decide('north entry', answer, 'good', 'submit')).toMatchObject({ state: 'done', outcome: { imported: 1 } })
  })

  test('a worker that dies while it compares the rows anew loses none of them, and nothing is said to be done', async () => {
    const { job } = await read('north entry', await bookOf([HEAD, line('V-1'), line('V-2'), line('V-3')]))
    await decide('south entry', (await read('south entry', await bookOf([HEAD, line('V-2')]))).job, 'all', 'submit')
    // The last row cannot be kept: as if the power had gone there.
    await owning(
      sql`create function dies() returns trigger language plpgsql as 'begin if new.at = 2 then raise exception ''gone''; end if; return new; end'`,
      sql`create trigger dies before insert on import_row for each row execute function dies()`,
    )
    await decide('north entry', job, 'all', 'submit')
    await owning(sql`drop trigger dies on import_row`)
    const dead = await look('north entry', job.id)
    expect(dead.job).toMatchObject({ state: 'waiting', outcome: { counts: { bad: 0 } } })
    expect(dead.rows).toHaveLength(3)
    await sql`update job set leased_until = now()`.execute(db)
    await runJobs(app)
    const { job: after, rows } = await look('north entry', job.id)
    expect(after).toMatchObject({ state: 'ready', outcome: { counts: { rows: 3, bad: 1 } } })
    expect(rows).toHaveLength(3)
    expect(await titled('V-', 'north entry')).toEqual([])
  })

  test('rows that are not all there are never taken for all', async () => {
    const { job } = await read('north entry', await bookOf([HEAD, line('W-1'), line('W-2')]))
    await sql`delete from import_row where job_id = ${job.id} and at = 1`.execute(db)
    expect(await decide('north entry', job, 'all')).toMatchObject({
      state: 'failed',
      outcome: { reason: expect.stringContaining('不完整') },
    })
    expect(await titled('W-')).toEqual([])
  })

  test('the workbook handed back is marked anew', async () => {
    const { job } = await read('north entry', await bookOf([HEAD, line('X-1'), line('X-2', { 场地: '水面' })]))
    await decide('south entry', (await read('south entry', await bookOf([HEAD, line('X-1')]))).job, 'all', 'submit')
    await decide('north entry', job, 'good', 'submit')
    const [sheet] = (await readXlsx((await result('north entry', job.id)).rawPayload)).sheets
    expect(sheet!.cells!.get('1,0')!.comment!.text).toContain('台账中已有：X-1公开赛')
    expect(sheet!.cells!.get('2,2')!.comment!.text).toContain('只能是')
  })

  test('an organisation that is retired after the check', async () => {
    await sql`insert into org (id, name, short, kind, pinyin) values ('gone', 'gone', 'gone', 'department', 'gone')`.execute(db)
    const { job } = await read('north entry', await bookOf([HEAD, line('I-1', { 承办单位: 'gone' }), line('I-2')]))
    await sql`update org set retired_on = current_date - 1 where id = 'gone'`.execute(db)
    const answer = await decide('north entry', job, 'all')
    expect(answer).toMatchObject({ state: 'ready', outcome: { counts: { bad: 1 } } })
    expect((await look('north entry', job.id)).rows[0].found.at(-1)).toMatchObject({
      level: 'error',
      message: '《承办单位》中有不存在或已撤销的单位',
    })
    expect(await titled('I-')).toEqual([])
  })

  test('R-AC-08 a post that is withdrawn after the check writes nothing', async () => {
    const { job } = await read('east entry', await bookOf([HEAD, line('J-1')]))
    const withdraw = (at: string | null) =>
      sql`update post set revoked_at = ${at} where person_id = ${town.as('east entry').id}`.execute(db)
    const call = await as('east entry')
    await call('POST', `/api/jobs/${job.id}/decision`, { body: { version: job.version, rows: 'all', as: 'draft' } })
    await withdraw('2026-01-01')
    await runJobs(app)
    await withdraw(null)
    expect((await look('east entry', job.id)).job).toMatchObject({ state: 'failed', outcome: { reason: '您的岗位不能填报网球赛事。' } })
    expect(await titled('J-', 'east entry')).toEqual([])
  })

  test('a decision on what one no longer sees is stale; so is a second one', async () => {
    const { job } = await read('north entry', await bookOf([HEAD, line('K-1')]))
    expect((await decide('north entry', { ...job, version: job.version - 1 }, 'all')).code).toBe('STALE')
    await decide('north entry', job, 'all')
    expect((await decide('north entry', job, 'all')).code).toBe('STALE')
    expect(await titled('K-1')).toHaveLength(1)
  })
})
