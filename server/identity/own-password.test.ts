import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testOffice } from '../testing/office.ts'
import { COOKIE } from './identify.ts'

const { app, db, person, issue, settled, browser, audited } = await testOffice()
const PASSWORD = 'brisk-Otter-91'
const NEXT = ['quiet-Heron-82', 'amber-Maple-73', 'tidal-Cedar-64', 'lunar-Birch-58', 'sandy-Raven-49', 'mossy-Finch-37']

const change = (page: ReturnType<typeof browser>, current: string, password: string) =>
  page.send('PUT', '/api/session/password', { current, password })

describe('changing the own password', () => {
  test('R-ID-07: ends every session of the person, goes on in a new one, and tells every node', async () => {
    const clerk = await person('钱一')
    const [here, there] = [await settled(clerk, PASSWORD), browser()]
    await there.signIn(clerk.phone, PASSWORD)
    const old = here.jar.get(COOKIE)!
    const told = await endings(clerk.id)
    expect((await change(here, PASSWORD, NEXT[0]!)).statusCode).toBe(200)
    expect(here.jar.get(COOKIE)).not.toBe(old)
    expect((await here.send('GET', '/api/session')).statusCode).toBe(200)
    expect((await there.send('GET', '/api/session')).statusCode).toBe(401)
    here.jar.set(COOKIE, old)
    expect((await here.send('GET', '/api/session')).statusCode).toBe(401)
    expect(await endings(clerk.id)).toBe(told + 1)
    expect((await browser().signIn(clerk.phone, PASSWORD)).statusCode).toBe(401)
    expect((await browser().signIn(clerk.phone, NEXT[0]!)).statusCode).toBe(200)
  })

  test('wants the present one, and locks after five wrong ones', async () => {
    const clerk = await person('钱二')
    const page = await settled(clerk, PASSWORD)
    for (let at = 0; at < 5; at++)
      expect((await change(page, 'not-The-one-77', NEXT[0]!)).json()).toMatchObject({ code: 'PASSWORD_CURRENT_WRONG', field: 'current' })
    expect((await change(page, PASSWORD, NEXT[0]!)).json()).toMatchObject({ code: 'LOCKED' })
    expect((await browser().signIn(clerk.phone, PASSWORD)).statusCode).toBe(200)
  })

  test('R-ID-03: refuses the last five', async () => {
    const clerk = await person('钱三')
    const page = await settled(clerk, PASSWORD)
    let current = PASSWORD
    for (const next of NEXT.slice(0, 4)) {
      expect((await change(page, current, next)).statusCode).toBe(200)
      current = next
    }
    for (const used of [PASSWORD, ...NEXT.slice(0, 4)])
      expect((await change(page, current, used)).json(), used).toMatchObject({ code: 'PASSWORD_USED' })
    expect((await change(page, current, NEXT[4]!)).statusCode).toBe(200)
    expect((await change(page, NEXT[4]!, PASSWORD)).statusCode).toBe(200)
  })

  test('R-ID-01: refuses 123456, the own number, the own name and districts, with every objection at once', async () => {
    const clerk = await person('欧阳明')
    const page = await settled(clerk, PASSWORD)
    for (const bad of [
      '123456',
      `Ab#${clerk.phone}`,
      '欧阳明Abx#79',
      'OuyangMing#79',
      'YuZhong#7913x',
      '渝中Abx#7913',
      'Qk#2024wvLmp',
      'P@ssw0rd#79',
    ]) {
      const answer = await change(page, PASSWORD, bad)
      expect([answer.statusCode, answer.json().code, answer.json().field], bad).toEqual([422, 'PASSWORD_REFUSED', 'password'])
    }
    expect((await change(page, PASSWORD, '123456')).json().problems.length).toBeGreaterThan(2)
  })

  test('of two changes at once one is kept and the other told', async () => {
    const clerk = await person('钱四')
    const [one, other] = [await settled(clerk, PASSWORD), browser()]
    await other.signIn(clerk.phone, PASSWORD)
    const answers = await Promise.all([change(one, PASSWORD, NEXT[0]!), change(other, PASSWORD, NEXT[1]!)])
    expect(answers.filter((answer) => answer.statusCode === 200)).toHaveLength(1)
    const open = await Promise.all([0, 1].map((at) => browser(`10.5.0.${at}`).signIn(clerk.phone, NEXT[at]!)))
    expect(open.map((answer) => answer.statusCode)).toEqual(answers.map((answer) => (answer.statusCode === 200 ? 200 : 401)))
  })

  test('leaves nothing of either password anywhere in the database', async () => {
    const clerk = await person('钱五')
    const page = await settled(clerk, PASSWORD)
    await change(page, PASSWORD, 'canary-Walrus-58')
    await change(page, 'canary-Walrus-59', 'canary-Walrus-60')
    const { rows } = await sql<{
      kept: number
    }>`select (select count(*) from idempotency where answer::text like '%anary%')::int + (select count(*) from audit where entry like '%anary%')::int as kept`.execute(
      db,
    )
    expect(rows).toEqual([{ kept: 0 }])
    expect((await audited()).slice(-2)).toMatchObject([
      { action: 'password:change', result: 'done', person: clerk.id },
      { action: 'password:change', result: 'PASSWORD_CURRENT_WRONG' },
    ])
  })
})

test('R-AC-07: an attempt that fails gives no right and takes none: not freshness, not another session, not the way in', async () => {
  const clerk = await person('钱九')
  const page = await settled(clerk, PASSWORD)
  await sql`update session set fresh_at = now() - interval '1 hour' where person_id = ${clerk.id}`.execute(db)
  const state = async () =>
    (
      await sql<{
        state: string
      }>`select jsonb_agg(to_jsonb(session) - 'seen_at' order by id_hash)::text as state from session where person_id = ${clerk.id}`.execute(
        db,
      )
    ).rows
  const before = await state()
  for (const attempt of [
    () => page.send('POST', '/api/session/fresh', { password: 'not-The-one-77' }),
    () => page.send('POST', '/api/session/fresh', { password: PASSWORD, way: 'demonstration' }),
    () => page.send('POST', '/api/session', { phone: clerk.phone, password: 'not-The-one-77' }),
    () => page.send('PUT', '/api/session/password', { current: 'not-The-one-77', password: 'Another-One-78' }),
    () => page.send('POST', '/api/demonstration/session', { id: clerk.id }),
  ]) {
    expect((await attempt()).statusCode).toBeGreaterThanOrEqual(400)
    expect(await state()).toEqual(before)
  }
  expect((await page.send('GET', '/api/session')).statusCode).toBe(200)
  // Five in a session, then not even the right one is looked at for a while.
  for (let at = 0; at < 5; at++) await page.send('POST', '/api/session/fresh', { password: 'not-The-one-77' })
  expect((await page.send('POST', '/api/session/fresh', { password: PASSWORD })).json()).toMatchObject({ code: 'LOCKED' })
  expect(await state()).toEqual(before)
})

describe('R-ID-08: showing again who one is', () => {
  test('lasts five minutes and R-ID-06: renews the session', async () => {
    const clerk = await person('钱六')
    const page = await settled(clerk, PASSWORD)
    await sql`update session set fresh_at = now() - interval '5 minutes 1 second' where person_id = ${clerk.id}`.execute(db)
    expect(new Date((await page.send('GET', '/api/session')).json().freshUntil).getTime()).toBeLessThan(Date.now())
    const old = page.jar.get(COOKIE)!
    expect((await page.send('POST', '/api/session/fresh', { password: 'not-The-one-77' })).json()).toMatchObject({
      code: 'PASSWORD_CURRENT_WRONG',
    })
    expect((await page.send('POST', '/api/session/fresh', {})).json()).toMatchObject({ code: 'PASSWORD_CURRENT_WRONG' })
    expect((await page.send('POST', '/api/session/fresh', { password: PASSWORD })).statusCode).toBe(204)
    expect(page.jar.get(COOKIE)).not.toBe(old)
    expect(new Date((await page.send('GET', '/api/session')).json().freshUntil).getTime()).toBeGreaterThan(Date.now() + 4 * 60_000)
    page.jar.set(COOKIE, old)
    expect((await page.send('GET', '/api/session')).statusCode).toBe(401)
  })

  test('is not possible with an initial password, nor with a token', async () => {
    const clerk = await person('钱七')
    const page = browser()
    const initial = await issue(clerk.id)
    await page.signIn(clerk.phone, initial)
    expect((await page.send('POST', '/api/session/fresh', { password: initial })).json()).toMatchObject({ code: 'PASSWORD_MUST_CHANGE' })
    const answer = await app.inject({
      method: 'PUT',
      url: '/api/session/password',
      headers: { authorization: `Bearer lst_${'A'.repeat(43)}` },
      payload: { current: 'a', password: 'b' },
    })
    expect(answer.json()).toMatchObject({ code: 'SIGNED_OUT' })
  })
})

async function endings(id: string): Promise<number> {
  const { rows } = await sql<{
    told: number
  }>`select count(*)::int as told from outbox where kind = 'session-ended' and record_id = ${id}`.execute(db)
  return rows[0]!.told
}
