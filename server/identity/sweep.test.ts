import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testOffice } from '../testing/office.ts'
import { COOKIE } from './identify.ts'
import { sweep } from './sweep.ts'

const { db, person, settled, browser, audited } = await testOffice()
const DAY = 24 * 60 * 60 * 1000
const later = (days: number) => new Date(Date.now() + days * DAY)
const swept = (now: Date) => db.transaction().execute((tx) => sweep(tx, now))
const closed = async (id: string) =>
  (await sql<{ closed: boolean }>`select disabled_at is not null as closed from person where id = ${id}`.execute(db)).rows[0]!.closed

test('R-ID-11: an account nobody used for ninety days is closed, with a word in the audit log; its posts and history stay', async () => {
  const idle = await person('周一', ['500103', 'entry'])
  await swept(later(89))
  expect(await closed(idle.id)).toBe(false)
  await swept(later(90.1))
  expect(await closed(idle.id)).toBe(true)
  expect((await audited()).at(-1)).toMatchObject({
    action: 'person:disable',
    object: idle.id,
    org: '500103',
    person: null,
    facts: { idleDays: 90 },
  })
  const { rows } = await sql`select 1 from post where person_id = ${idle.id} and revoked_at is null`.execute(db)
  expect(rows).toHaveLength(1)
})

test('a token in use, or being invented, keeps an account open; a closed one is closed once', async () => {
  const program = await person('周二')
  await sql`insert into api_token (id, person_id, name, hash, scopes, created_at, expires_at, used_at) values (${crypto.randomUUID()}, ${program.id}, 't', 'x', '{}', now(), now() + interval '180 days', ${later(80)})`.execute(
    db,
  )
  const invented = await person('周三')
  await sql`update person set demonstration = true where id = ${invented.id}`.execute(db)
  await swept(later(91))
  expect([await closed(program.id), await closed(invented.id)]).toEqual([false, false])
  const before = (await audited()).length
  await swept(later(92))
  expect((await audited()).length).toBe(before)
})

test('R-ID-11: whoever is away and has a deputy stays open while the deputy acts, and ninety days longer', async () => {
  const principal = await person('周五', ['500103', 'reviewer'])
  const returned = await person('周六', ['500103', 'reviewer'])
  const early = await person('周七', ['500103', 'reviewer'])
  const deputy = await person('周八', ['500103', 'entry'])
  const named = (who: { id: string }, ends: number, ended: Date | null, starts = 1) =>
    sql`insert into deputation (id, org_id, principal_id, deputy_id, starts_on, ends_on, named_at, ended_at)
      values (${crypto.randomUUID()}, '500103', ${who.id}, ${deputy.id}, current_date + ${starts}::int, current_date + ${ends}::int, now(), ${ended})`.execute(
      db,
    )
  await named(principal, 183, null)
  await named(returned, 183, later(10))
  await named(early, 183, later(10), 20)
  await swept(later(95))
  expect([await closed(principal.id), await closed(returned.id), await closed(early.id)]).toEqual([false, false, true])
  await swept(later(102))
  expect([await closed(principal.id), await closed(returned.id)]).toEqual([false, true])
  await swept(later(272))
  expect(await closed(principal.id)).toBe(false)
  await swept(later(275))
  expect(await closed(principal.id)).toBe(true)
})

test('what has run out is gone, what has not stays', async () => {
  const clerk = await person('周四')
  const page = await settled(clerk, 'brisk-Otter-91')
  await page.send('DELETE', '/api/session')
  await page.signIn(clerk.phone, 'brisk-Otter-91')
  await browser('10.6.0.1').signIn(clerk.phone, 'not-The-one-77')
  const count = async () => {
    const { rows } = await sql<
      Record<string, number>
    >`select (select count(*) from session)::int as sessions, (select count(*) from idempotency)::int as answers, (select count(*) from sign_in_failure)::int as failures, (select count(*) from outbox)::int as told`.execute(
      db,
    )
    return rows[0]!
  }
  await swept(new Date())
  const before = await count()
  expect(before).toMatchObject({ sessions: 1, answers: 1, failures: 2 })
  expect(before.told).toBeGreaterThan(0)
  expect(page.jar.has(COOKIE)).toBe(true)
  expect((await page.send('GET', '/api/session')).statusCode).toBe(200)
  await swept(later(1.1))
  expect(await count()).toEqual({ sessions: 0, answers: 0, failures: 0, told: 0 })
})
