import { sql, type RawBuilder } from 'kysely'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { tablesOf } from '../backup/tables.ts'
import { connect } from '../database/connect.ts'
import { freshDatabase } from '../testing/database.ts'
import { testOffice } from '../testing/office.ts'
import { reporting, YUZHONG } from '../testing/reporting.ts'

/* What a report rests on is kept by the database itself, also from a program at fault. */
const { db, clerk, ok, counted, opened, computed, fixed } = await reporting(await testOffice())

/** Said to the product's own login and to the owner of the schema alike. */
async function refused(attempt: RawBuilder<unknown>, words: string) {
  await expect(attempt.execute(db)).rejects.toThrow(words)
  await expect(
    db.transaction().execute(async (tx) => {
      await sql`set local role none`.execute(tx)
      await attempt.execute(tx)
    }),
  ).rejects.toThrow(words)
}

test('a scheme in force stays in force, and one that anything was computed by keeps its content, fixed or not', async () => {
  const { id } = await computed(await opened('2023-02-01'))
  await refused(sql`update scheme set in_force = false where id = 'district-2023-03-31'`, 'in force')
  await refused(sql`update scheme set in_force = false where id = 'major-project-1'`, 'in force')
  await sql`insert into scheme (id, report, content, valid_from, in_force, made_by_name, made_at) values ('draft', 'district', '{}', '2030-01-01', false, 'x', now())`.execute(
    db,
  )
  await sql`update scheme set content = '{"name": "y"}' where id = 'draft'`.execute(db)
  await sql`insert into computation (id, period_id, number, scheme_id, scheme, units, result, boards, digest, locked_at, computed_by, computed_by_name)
    select ${v7()}, period_id, 2, 'draft', scheme, units, result, boards, digest, locked_at, computed_by, computed_by_name from computation where id = ${id}`.execute(
    db,
  )
  await refused(sql`update scheme set content = '{}' where id = 'draft'`, 'in force')
  await refused(sql`delete from scheme where id = 'draft'`, 'in force')
  // It may still be put in force.
  await sql`update scheme set in_force = true where id = 'draft'`.execute(db)
})

test('a fixed report takes no more rows, and no paper is made of one whose rows are not what its digest says', async () => {
  const record = await counted('national', YUZHONG, '2023-05-01')
  const { id } = await fixed(await opened('2023-05-01'))
  const { rows } = await sql<{ id: string }>`select id from fixed_report where computation_id = ${id}`.execute(db)
  await refused(
    sql`insert into fixed_tally (fixed_report_id, org_id, figure, kind, on_day, record_id, amount, same, module, title, version)
      values (${rows[0]!.id}, ${YUZHONG}, 'national', '', '2023-05-02', ${record}, 1, '', 'test', 'x', 1)`,
    'takes no more rows',
  )
  const paper = () => clerk('GET', `/api/reports/computations/${id}/report.xlsx`)
  expect((await paper()).statusCode).toBe(200)
  await db.transaction().execute(async (tx) => {
    await sql`set local role none`.execute(tx)
    await sql`alter table fixed_tally disable trigger user`.execute(tx)
    await sql`update fixed_tally set amount = 2`.execute(tx)
    await sql`alter table fixed_tally enable trigger user`.execute(tx)
  })
  const refusal = await paper()
  expect([refusal.statusCode, refusal.json().code]).toEqual([409, 'ROWS_CHANGED'])
  // What was shown of it before is not made again from what was changed.
  expect((await ok(await clerk('GET', `/api/reports/computations/${id}`))).fixed).toBe(true)
})

test('a restore brings the kept rows before the reports that would refuse them', async () => {
  const { pool } = connect(await freshDatabase())
  const client = await pool.connect()
  try {
    const names = (await tablesOf(client)).map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['fixed_tally', 'fixed_report']))
    expect(names.indexOf('fixed_tally')).toBeLessThan(names.indexOf('fixed_report'))
  } finally {
    client.release()
    await pool.end()
  }
})
