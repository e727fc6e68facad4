import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { connect } from '../database/connect.ts'
import { freshDatabase } from '../testing/database.ts'
import { testOffice } from '../testing/office.ts'
import { appendAudit } from './append.ts'

const { db, person, asPerson, audited } = await testOffice()
const url = await freshDatabase()
const entry = { chain: 'city', action: 'test:act', result: 'done', source: '10.0.0.1', request: 'r' }

test('R-AU-02: an entry says when, who, for whom, from where, what, on what, with what result, before and after', async () => {
  const at = new Date('2026-05-04T02:00:00.123Z')
  await appendAudit(db, { ...entry, object: 'o', person: 'p', org: 'city', before: 'b', after: 'a', facts: { x: 1 } }, at)
  expect((await audited()).at(-1)).toEqual({
    at: '2026-05-04T02:00:00.123Z',
    action: 'test:act',
    object: 'o',
    result: 'done',
    person: 'p',
    org: 'city',
    source: '10.0.0.1',
    request: 'r',
    before: 'b',
    after: 'a',
    facts: { x: 1 },
  })
})

test('R-AU-06: what a caller sends cannot begin a new line, colour a terminal or break the reading of the log', async () => {
  const nasty = 'a\r\nb\u001b[31mc\u0000d\ud800e\u2028'
  await appendAudit(db, { ...entry, object: nasty, facts: { [nasty]: [nasty] } }, new Date())
  const { rows } = await sql<{
    entry: string
    object: string
  }>`select entry, entry::jsonb->>'object' as object from audit order by seq desc limit 1`.execute(db)
  expect(rows[0]!.entry).not.toMatch(/[\u0000-\u001f]/)
  expect(rows[0]!.object).toBe('a\r\nb\u001b[31mc\ufffdd\ufffde\u2028')
})

describe('R-SD-04: the role the product acts as', () => {
  test('can add to the audit log and read it, and nothing else', async () => {
    await appendAudit(db, entry, new Date())
    const { rows } = await sql<{ role: string }>`select current_user::text as role`.execute(db)
    expect(rows).toEqual([{ role: 'luoshi_app' }])
    for (const statement of [
      sql`update audit set entry = '{}'`,
      sql`update audit set at = now()`,
      sql`delete from audit`,
      sql`truncate audit`,
      sql`insert into audit (chain, seq, entry, hash, at) values ('city', 99, '{}', 'x', now())`,
      sql`update audit_head set seq = 0`,
      sql`delete from audit_head`,
      sql`insert into audit_head values ('new', 0, 'x')`,
      sql`truncate audit_head`,
      sql`drop table audit`,
      sql`alter table audit disable trigger all`,
      sql`drop trigger audit_append_only on audit`,
      sql`create or replace function audit_append(a text, b text, c timestamptz) returns bigint language sql as 'select 1::bigint'`,
      sql`update act set by_name = 'x'`,
      sql`delete from act`,
      sql`truncate act`,
    ]) {
      await expect(statement.execute(db)).rejects.toThrow(/permission denied|must be owner|append-only/)
    }
  })

  test('and even the owner is stopped by the table itself', async () => {
    const { db: owned, pool } = connect(url, 1)
    await sql`set role none`.execute(owned)
    await sql`select audit_append('city', '{"at":"2026-01-01T00:00:00.000Z"}', '2026-01-01')`.execute(owned)
    for (const statement of [sql`update audit set entry = '{}'`, sql`delete from audit`, sql`truncate audit`])
      await expect(statement.execute(owned)).rejects.toThrow(/append-only/)
    await pool.end()
  })
})

test('R-AU-05: when the audit log cannot be written, nothing is', async () => {
  const admin = await asPerson((await person('系统管理员', ['city', 'system-admin'])).id)
  const orgs = async () => (await sql<{ held: number }>`select count(*)::int as held from org`.execute(db)).rows[0]!.held
  const before = await orgs()
  const asOwner = async (statement: string) => {
    const { db: owned, pool } = connect(
      (await sql<{ name: string }>`select current_database() as name`.execute(db)).rows.map(({ name }) => withDatabase(name))[0]!,
      1,
    )
    await sql`set role none`.execute(owned)
    await sql.raw(statement).execute(owned)
    await pool.end()
  }
  await asOwner('revoke execute on function audit_append from public')
  const create = (name: string) => admin('POST', '/api/admin/orgs', { body: { name, short: name, kind: 'department' } })
  const refused = await create('无法留痕的单位')
  expect(refused.statusCode).toBeGreaterThanOrEqual(500)
  expect(await orgs()).toBe(before)
  await asOwner('grant execute on function audit_append to public')
  expect((await create('可以留痕的单位')).statusCode).toBe(201)
})

test('R-AU-01: every write through the API leaves exactly one row, refused or done', async () => {
  const admin = await asPerson((await person('系统管理员二', ['city', 'system-admin'])).id)
  const key = crypto.randomUUID()
  const body = { name: '新设部门', short: '新设', kind: 'department' }
  for (const [send, result] of [
    [() => admin('POST', '/api/admin/orgs', { body, key }), 'done'],
    [() => admin('POST', '/api/admin/orgs', { body: {} }), 'INVALID'],
    [() => admin('POST', '/api/admin/orgs', { body }), 'ORG_EXISTS'],
    [() => admin('PATCH', '/api/admin/orgs/nowhere', { body: { version: 1 } }), 'NOT_FOUND'],
    [() => admin('POST', '/api/admin/posts', { body: {} }), 'NOT_ALLOWED'],
    [() => admin('POST', '/api/admin/orgs', { body: { ...body, short: '另设' }, key }), 'KEY_REUSED'],
    [() => admin('POST', '/api/admin/orgs', { body, headers: { 'idempotency-key': '' } }), 'KEY_REQUIRED'],
    [() => admin('POST', '/api/admin/orgs', { body, headers: { cookie: '' } }), 'SIGNED_OUT'],
    [() => admin('POST', '/api/admin/orgs', { body, headers: { origin: 'https://evil.example' } }), 'FOREIGN_SITE'],
  ] as const) {
    const before = (await audited()).length
    await send()
    const told = (await audited()).slice(before)
    expect(
      told.map((each) => each.result),
      result,
    ).toEqual([result])
  }
  // The repeated key is the same deed, which has its row.
  const before = (await audited()).length
  await admin('POST', '/api/admin/orgs', { body, key })
  expect((await audited()).length).toBe(before)
})

function withDatabase(name: string): string {
  const server = new URL(process.env.TEST_POSTGRES_URL!)
  server.pathname = `/${name}`
  return server.href
}
