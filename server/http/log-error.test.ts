import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { connect } from '../database/connect.ts'
import { freshDatabase } from '../testing/database.ts'
import { loggedError } from './log-error.ts'

const { db, pool } = connect(await freshDatabase())
afterAll(() => pool.end())

const CANARY = 'CANARY-5e1f'
const thrown = async (work: () => Promise<unknown>): Promise<Error> => {
  try {
    await work()
  } catch (error) {
    return error as Error
  }
  throw new Error('Nothing was thrown')
}

test.each([
  ['half a character in JSON', '22P02', () => sql`select ${`{"words":"${CANARY}\\ud800"}`}::jsonb`.execute(db)],
  ['what is no number', '22P02', () => sql`select ${CANARY}::int`.execute(db)],
  ['what is no day', '22007', () => sql`select ${CANARY}::date`.execute(db)],
  [
    'a row that breaks a rule',
    '23514',
    () => sql`insert into org (id, name, short, kind, pinyin) values ('!', ${CANARY}, ${CANARY}, 'city', 'x')`.execute(db),
  ],
  [
    'a row there is already',
    '23505',
    () =>
      sql`insert into org (id, name, short, kind, pinyin) select id, ${CANARY}, 'x', 'city', 'x' from unnest(array['aa', 'bb']) as id`.execute(
        db,
      ),
  ],
])('R-AU-06 R-SC-05 of %s the log tells the kind and the place, not the words', async (_what, code, work) => {
  const error = await thrown(work)
  const told = loggedError(error)
  expect(told).toMatchObject({ code, stack: expect.stringContaining('pg/lib') })
  expect(JSON.stringify(told)).not.toContain(CANARY)
})

test('R-AU-06 of JSON that cannot be read neither; of a fault of ours the message stays', async () => {
  expect(JSON.stringify(loggedError(await thrown(async () => JSON.parse(`{"password":"${CANARY}`))))).not.toContain(CANARY)
  expect(loggedError(new TypeError('x is not a function'))).toMatchObject({ type: 'TypeError', message: 'x is not a function' })
})
