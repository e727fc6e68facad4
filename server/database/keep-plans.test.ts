import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { planKept } from '#kernel/store/plan-kept.ts'
import { freshDatabase } from '#server/testing/database.ts'
import { connect } from './connect.ts'

const { db, pool } = connect(await freshDatabase(), 1)
afterAll(() => pool.end())

test('a marked statement is parsed once on a connection, whatever its values; one that is not marked is not kept', async () => {
  for (const id of ['50', '500101', '没有']) {
    await sql`${planKept} select name from org where id = ${id}`.execute(db)
    await sql`select kind from org where id = ${id}`.execute(db)
  }
  const { rows } = await sql<{ statement: string; times: number }>`
    select statement, (generic_plans + custom_plans)::int as times from pg_prepared_statements`.execute(db)
  expect(rows).toEqual([{ statement: expect.stringMatching(/select name from org/), times: 3 }])
})

test('a statement that fails, and one after it, leave the connection as it was', async () => {
  const half = (of: number) => sql<{ half: number }>`${planKept} select (100 / ${of}::int) as half`.execute(db)
  await expect(half(0)).rejects.toThrow('division by zero')
  expect((await half(2)).rows).toEqual([{ half: 50 }])
})
