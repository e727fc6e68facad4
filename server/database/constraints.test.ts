import { sql, type RawBuilder } from 'kysely'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tournament } from '#kernel/testing/club.ts'
import { buildTown, filled, inTown } from '#kernel/testing/town.ts'
import { freshDatabase } from '../testing/database.ts'
import { connect } from './connect.ts'

/* What the database itself refuses the product, were its code to ask for it. */
const { db, pool } = connect(await freshDatabase())
let record: string
let person: string

beforeAll(async () => {
  const town = await buildTown(db)
  const go = inTown(town)
  person = town.as('north entry').id
  record = (await go.create('north entry', tournament, filled('C-1'))).id
  await go.act('north entry', tournament, record, { verb: 'submit', version: 1 })
})
afterAll(() => pool.end())

const [TWICE, NOWHERE, AGAINST_RULE, NOT_ALLOWED, MISSING] = ['23505', '23503', '23514', '42501', '23502']

/** The code of the database's refusal; the statement leaves nothing behind. */
async function refused(statement: () => RawBuilder<unknown>): Promise<string | undefined> {
  return db
    .transaction()
    .execute(async (tx) => {
      await statement().execute(tx)
      throw new Error('It was done')
    })
    .catch((error: Error & { code?: string }) => error.code ?? error.message)
}

const act = (part: { record?: string; seq?: number; by?: string | null; role?: string; org?: string }) => sql`
  insert into act (record_id, seq, verb, by_person, by_name, org_id, role, to_stage, after_digest, at)
  values (${part.record ?? record}, ${part.seq ?? 3}, 'pass', ${part.by === undefined ? person : part.by}, 'x', ${part.org ?? 'north'}, ${part.role ?? 'entry'}, 'host', 'x', now())`
const file = (sha256: string, size = 1) => sql`
  insert into file (id, sha256, name, type, size, readable, uploaded_by, uploaded_for, uploaded_at, declared)
  values (${v7()}, ${sha256}, 'x', 'x', ${size}, true, ${person}, 'north', now(), '')`

describe('R-IN-04 whatever the code does, the database keeps', () => {
  test.each<[string, () => RawBuilder<unknown>, string]>([
    ['one act for each number of a record', () => act({ seq: 2 }), TWICE!],
    ['acts of records that there are', () => act({ record: v7() }), NOWHERE!],
    ['acts of people and organisations that there are', () => act({ by: v7() }), NOWHERE!],
    ['the same for organisations', () => act({ org: 'nowhere' }), NOWHERE!],
    ['nobody’s acts for the system alone', () => act({ by: null }), AGAINST_RULE!],
    ['and the system’s for nobody', () => act({ role: 'system' }), AGAINST_RULE!],
    ['acts numbered from one', () => act({ seq: 0 }), AGAINST_RULE!],
    ['acts as they were', () => sql`update act set by_name = 'y'`, NOT_ALLOWED!],
    ['acts for good', () => sql`delete from act`, NOT_ALLOWED!],
    ['one stage for a record', () => sql`update record set stage = null where id = ${record}`, MISSING!],
    ['versions above zero', () => sql`update record set version = 0 where id = ${record}`, AGAINST_RULE!],
    ['rounds above zero', () => sql`update record set round = 0 where id = ${record}`, AGAINST_RULE!],
    ['records for good', () => sql`delete from record where id = ${record}`, NOT_ALLOWED!],
    ['one record for a number', () => sql`insert into identity values ('tennis/tournament', 'c-1', ${v7()})`, TWICE!],
    ['one number for a record', () => sql`insert into identity values ('tennis/tournament', 'c-2', ${record})`, TWICE!],
    ['numbers of records that there are', () => sql`insert into identity values ('tennis/tournament', 'c-3', ${v7()})`, NOWHERE!],
    [
      'one answer for a key',
      () =>
        sql`insert into idempotency (person_id, key, route, body_digest, status, answer) select ${person}::uuid, 'k', 'r', 'd', 200, '{}' from generate_series(1, 2)`,
      TWICE!,
    ],
    ['files by the digest of what they hold', () => file('../../etc/passwd'), AGAINST_RULE!],
    ['files of some size', () => file('0'.repeat(64), -1), AGAINST_RULE!],
    ['what was said of a file', () => sql`update file set name = 'y'`, NOT_ALLOWED!],
    ['words a form showed', () => sql`update form set shown = '{}'`, NOT_ALLOWED!],
    ['people for good', () => sql`delete from person where id = ${person}`, NOT_ALLOWED!],
    ['posts for good', () => sql`delete from post where person_id = ${person}`, NOT_ALLOWED!],
    [
      'posts that end after they began',
      () =>
        sql`insert into post (id, person_id, org_id, role, starts_on, ends_on, granted_at) values (${v7()}, ${person}, 'south', 'leader', '2026-02-01', '2026-01-01', now())`,
      AGAINST_RULE!,
    ],
    [
      'posts nobody gave themselves',
      () =>
        sql`insert into post (id, person_id, org_id, role, starts_on, granted_by, granted_at) values (${v7()}, ${person}, 'south', 'leader', '2026-01-01', ${person}, now())`,
      AGAINST_RULE!,
    ],
    ['roles that there are', () => sql`update post set role = 'superuser' where person_id = ${person}`, AGAINST_RULE!],
    ['the schema', () => sql`alter table record add column x int`, NOT_ALLOWED!],
    ['its own tables only', () => sql`create table x (y int)`, NOT_ALLOWED!],
    ['roles of the server', () => sql`create role x superuser`, NOT_ALLOWED!],
  ])('%s', async (_what, statement, code) => {
    expect(await refused(statement)).toBe(code)
  })
})
