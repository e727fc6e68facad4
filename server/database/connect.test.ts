import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asRefusal } from '../http/refuse.ts'
import { freshDatabase } from '../testing/database.ts'
import { connect } from './connect.ts'

const url = await freshDatabase()
const { db, pool } = connect(url, 3)
const server = new pg.Client({ connectionString: process.env.TEST_POSTGRES_URL })
beforeAll(() => server.connect())
afterAll(async () => {
  await pool.end()
  await server.end()
})

const cut = (pid: number) => server.query('select pg_terminate_backend($1, 5000)', [pid])

test('F-02 a connection cut between two statements of a transaction costs that transaction, and the process goes on', async () => {
  const tx = await db.startTransaction().execute()
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
  await cut(rows[0]!.pid)
  const refused: unknown = await sql`select 1`.execute(tx).catch((error: unknown) => error)
  const logged: unknown[] = []
  expect(asRefusal(refused, (fault) => logged.push(fault))).toMatchObject({ status: 503, code: 'BUSY' })
  expect(logged).toEqual([])
  await tx
    .rollback()
    .execute()
    .catch(() => undefined)
  expect((await sql<{ one: number }>`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }])
})

test('F-02 so does one cut while it idles in the pool', async () => {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
  await cut(rows[0]!.pid)
  await expect.poll(() => sql`select 1`.execute(db).then(() => 'answered')).toBe('answered')
})

test('R-IV-06 a session’s calendar is the city’s, whatever the server’s or the machine’s zone', async () => {
  const { rows } = await sql<{ zone: string; day: string; same: boolean }>`
    select current_setting('timezone') as zone, '2026-05-04'::date as day, current_date = (now() at time zone 'Asia/Shanghai')::date as same`.execute(
    db,
  )
  expect(rows).toEqual([{ zone: 'Asia/Shanghai', day: '2026-05-04', same: true }])
})
