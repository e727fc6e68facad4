import { createHook } from 'node:async_hooks'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testOffice } from '../testing/office.ts'
import { COOKIE } from './identify.ts'

const { app, db, person, issue, settled, browser, audited, cookieOf } = await testOffice()
const PASSWORD = 'brisk-Otter-91'

describe('signing in', () => {
  test('answers who it is and hands over a session; signing out ends it', async () => {
    const clerk = await person('林一', ['500103', 'entry'])
    await settled(clerk, PASSWORD)
    const page = browser()
    const answer = await page.signIn(clerk.phone, PASSWORD)
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({
      id: clerk.id,
      name: '林一',
      mustChange: false,
      demonstration: false,
      posts: [{ org: '500103', orgName: '渝中区', kind: 'district', role: 'entry', roleName: '录入员' }],
    })
    expect((await page.send('GET', '/api/session')).json()).toEqual(answer.json())
    const before = page.jar.get(COOKIE)!
    expect((await page.send('DELETE', '/api/session')).statusCode).toBe(204)
    expect(page.jar.has(COOKIE)).toBe(false)
    page.jar.set(COOKIE, before)
    expect((await page.send('GET', '/api/session')).json()).toMatchObject({ code: 'SIGNED_OUT' })
  })

  test('R-PI-02: the answer shows the number masked', async () => {
    const clerk = await person('林二')
    await settled(clerk, PASSWORD)
    const { body } = await browser().signIn(clerk.phone, PASSWORD)
    expect(body).not.toContain(clerk.phone)
    expect(JSON.parse(body).phone).toMatch(/^100\*{4}\d{4}$/)
  })

  test('a number typed in full width and a password typed in full width are understood', async () => {
    const clerk = await person('林三')
    await settled(clerk, PASSWORD)
    const wide = (text: string) => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
    expect((await browser().signIn(` ${wide(clerk.phone)} `, wide(PASSWORD))).statusCode).toBe(200)
  })

  test('R-ID-06: the session is 256 random bits in a __Host- cookie no script reads, kept as a digest, new at every sign-in', async () => {
    const clerk = await person('林四')
    await settled(clerk, PASSWORD)
    const page = browser()
    const [header] = [(await page.signIn(clerk.phone, PASSWORD)).headers['set-cookie']].flat()
    expect(header).toMatch(/^__Host-luoshi=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    const first = page.jar.get(COOKIE)!
    await page.signIn(clerk.phone, PASSWORD)
    expect(page.jar.get(COOKIE)).not.toBe(first)
    const old = browser()
    old.jar.set(COOKIE, first)
    expect((await old.send('GET', '/api/session')).statusCode).toBe(401)
    const { rows } = await sql<{ text: string }>`select session::text as text from session`.execute(db)
    expect(rows.map(({ text }) => text).join()).not.toContain(page.jar.get(COOKIE))
  })

  test('a session planted beforehand is not taken over', async () => {
    const clerk = await person('林五')
    await settled(clerk, PASSWORD)
    const page = browser()
    page.jar.set(COOKIE, 'A'.repeat(43))
    await page.signIn(clerk.phone, PASSWORD)
    expect(page.jar.get(COOKIE)).not.toBe('A'.repeat(43))
  })

  test('a session ends when idle for 30 minutes and after 8 hours at the latest', async () => {
    const clerk = await person('林六')
    const page = await settled(clerk, PASSWORD)
    const aged = (column: 'seen_at' | 'created_at', age: string) =>
      sql`update session set ${sql.ref(column)} = now() - ${age}::interval where person_id = ${clerk.id}`.execute(db)
    const status = async () => (await page.send('GET', '/api/session')).statusCode
    await aged('seen_at', '29 minutes')
    expect(await status()).toBe(200)
    // Being used moved it on.
    const { rows } = await sql<{
      fresh: boolean
    }>`select seen_at > now() - interval '1 minute' as fresh from session where person_id = ${clerk.id}`.execute(db)
    expect(rows).toEqual([{ fresh: true }])
    await aged('seen_at', '30 minutes 1 second')
    expect(await status()).toBe(401)
    await aged('seen_at', '0')
    await aged('created_at', '7 hours 59 minutes')
    expect(await status()).toBe(200)
    await aged('created_at', '8 hours 1 second')
    expect(await status()).toBe(401)
  })

  test('R-ID-07: a page left alone does not keep its session open, whatever it asks by itself', async () => {
    const clerk = await person('林六六')
    await settled(clerk, PASSWORD)
    const cookie = await cookieOf(clerk.id)
    const ask = (headers: object) => app.inject({ url: '/api/notices', headers: { cookie, ...headers } })
    const seen = async () =>
      (
        await sql<{
          minutes: number
        }>`select round(extract(epoch from now() - min(seen_at)) / 60)::int as minutes from session where person_id = ${clerk.id}`.execute(
          db,
        )
      ).rows[0]!.minutes
    await sql`update session set seen_at = now() - interval '29 minutes' where person_id = ${clerk.id}`.execute(db)
    expect((await ask({ 'x-luoshi-unattended': '1' })).statusCode).toBe(200)
    const stream = await app.inject({ url: '/api/events', headers: { cookie }, payloadAsStream: true })
    expect(stream.statusCode).toBe(200)
    stream.stream().destroy()
    expect(await seen()).toBe(29)
    await sql`update session set seen_at = now() - interval '30 minutes 1 second' where person_id = ${clerk.id}`.execute(db)
    expect((await ask({ 'x-luoshi-unattended': '1' })).statusCode).toBe(401)
  })

  test('of more than ten sessions of a person the longest unused end', async () => {
    const clerk = await person('林七')
    const first = await settled(clerk, PASSWORD)
    await sql`update session set seen_at = now() - interval '20 minutes' where person_id = ${clerk.id}`.execute(db)
    const others = []
    for (let at = 0; at < 10; at++) {
      const page = browser()
      await page.signIn(clerk.phone, PASSWORD)
      others.push(page)
    }
    expect((await first.send('GET', '/api/session')).statusCode).toBe(401)
    expect((await others[0]!.send('GET', '/api/session')).statusCode).toBe(200)
  })

  test('R-WB-02: a request from another site is refused before the password is looked at', async () => {
    const clerk = await person('林八')
    const payload = { phone: clerk.phone, password: PASSWORD }
    const without = await app.inject({ method: 'POST', url: '/api/session', payload })
    const elsewhere = await app.inject({
      method: 'POST',
      url: '/api/session',
      payload,
      headers: { 'x-luoshi': '1', origin: 'https://evil.example' },
    })
    expect([without.json().code, elsewhere.json().code]).toEqual(['FOREIGN_SITE', 'FOREIGN_SITE'])
  })

  test('malformed bodies are refused in words', async () => {
    const send = (payload: unknown) =>
      app.inject({ method: 'POST', url: '/api/session', headers: { 'x-luoshi': '1' }, payload: payload as object })
    for (const body of [
      {},
      { phone: 1, password: 2 },
      { phone: '10050010301' },
      { phone: '10050010301', password: 'x', org: 'city' },
      [],
      { phone: 'nobody', password: 'x' },
    ]) {
      const answer = await send(body)
      expect([answer.statusCode, answer.json().code], JSON.stringify(body)).toEqual([422, 'INVALID'])
    }
    expect(
      (
        await app.inject({
          method: 'POST',
          url: '/api/session',
          headers: { 'x-luoshi': '1', 'content-type': 'application/json' },
          payload: '{',
        })
      ).statusCode,
    ).toBe(400)
  })
})

describe('R-ID-01 and R-ID-02: the initial password', () => {
  test('opens one session, in which nothing is possible but to change it or to leave', async () => {
    const clerk = await person('黄一', ['500103', 'entry'], ['500103', 'reviewer'])
    const initial = await issue(clerk.id)
    const page = browser()
    expect((await page.signIn(clerk.phone, initial)).json()).toMatchObject({ mustChange: true })
    const open: string[] = []
    for (const { method, url } of routes()) {
      const answer = await page.send(
        method,
        url.replace(/:\w+/g, '019c0000-0000-7000-8000-000000000001'),
        method === 'GET' ? undefined : {},
      )
      if (answer.json().code !== 'PASSWORD_MUST_CHANGE') open.push(`${method} ${url}`)
    }
    expect(open.sort()).toEqual(['GET /api/session', 'POST /api/session', 'PUT /api/session/password'])
    const changed = await page.send('PUT', '/api/session/password', { current: initial, password: PASSWORD })
    expect(changed.json()).toMatchObject({ mustChange: false })
    expect((await page.send('GET', '/api/orgs')).statusCode).toBe(200)
  })

  test('is good once', async () => {
    const clerk = await person('黄二')
    const initial = await issue(clerk.id)
    const answers = await Promise.all([browser('10.3.0.1').signIn(clerk.phone, initial), browser('10.3.0.2').signIn(clerk.phone, initial)])
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 401])
    expect((await browser().signIn(clerk.phone, initial)).json()).toMatchObject({ code: 'INITIAL_PASSWORD_SPENT' })
  })

  test('runs out after 72 hours', async () => {
    const clerk = await person('黄三')
    const initial = await issue(clerk.id)
    const { rows } = await sql<{
      hours: string
    }>`select round(extract(epoch from issued_until - now()) / 3600) as hours from password where person_id = ${clerk.id}`.execute(db)
    expect(rows).toEqual([{ hours: '72' }])
    await sql`update password set issued_until = now() - interval '1 second' where person_id = ${clerk.id}`.execute(db)
    expect((await browser().signIn(clerk.phone, initial)).json()).toMatchObject({ code: 'INITIAL_PASSWORD_SPENT' })
  })

  test('of a new account does not exist until it is issued', async () => {
    const clerk = await person('黄四')
    expect((await browser().signIn(clerk.phone, '')).json()).toMatchObject({ code: 'SIGN_IN_FAILED' })
    expect((await browser().signIn(clerk.phone, '123456')).json()).toMatchObject({ code: 'SIGN_IN_FAILED' })
  })
})

test('R-ID-03: after 90 days the own password must be changed first', async () => {
  const clerk = await person('黄五')
  await settled(clerk, PASSWORD)
  await sql`update password set changed_at = now() - interval '89 days' where person_id = ${clerk.id}`.execute(db)
  expect((await browser().signIn(clerk.phone, PASSWORD)).json()).toMatchObject({ mustChange: false })
  await sql`update password set changed_at = now() - interval '90 days 1 minute' where person_id = ${clerk.id}`.execute(db)
  expect((await browser().signIn(clerk.phone, PASSWORD)).json()).toMatchObject({ mustChange: true })
})

describe('R-ID-04: wrong passwords', () => {
  test('an unknown, a closed and a known account give the same answer after the same work', async () => {
    const known = await person('赵一')
    await settled(known, PASSWORD)
    const closed = await person('赵二')
    await settled(closed, PASSWORD)
    await sql`update person set disabled_at = now() where id = ${closed.id}`.execute(db)
    const tried = async (phone: string, password: string) => {
      const work: string[] = []
      const hook = createHook({ init: (_id, type) => void work.push(type) }).enable()
      const { statusCode, body, headers } = await browser('10.4.0.1').signIn(phone, password)
      hook.disable()
      const { date: _date, ...told } = headers
      return { statusCode, body, told: Object.keys(told), hashes: work.filter((type) => type.startsWith('ARGON2')).length }
    }
    const wrong = await tried(known.phone, 'not-The-one-77')
    expect(wrong).toMatchObject({ statusCode: 401, hashes: 1 })
    expect(JSON.parse(wrong.body)).toEqual({ code: 'SIGN_IN_FAILED', message: '手机号或密码不正确。' })
    expect(await tried('10099999999', 'not-The-one-77')).toEqual(wrong)
    expect(await tried(closed.phone, PASSWORD)).toEqual(wrong)
  })

  test('five of them lock the source out for ten minutes, then twenty, for accounts that exist and that do not', async () => {
    const clerk = await person('赵三')
    await settled(clerk, PASSWORD)
    for (const phone of [clerk.phone, '10088888888']) {
      const source = '10.4.0.2'
      for (let at = 0; at < 5; at++) expect((await browser(source).signIn(phone, 'not-The-one-77')).statusCode).toBe(401)
      const locked = await browser(source).signIn(phone, PASSWORD)
      expect(locked.json()).toMatchObject({ code: 'LOCKED', message: expect.stringMatching(/^连续输错次数过多，请于 \d\d:\d\d 后再试/) })
      const minutes = (new Date(locked.json().facts.until).getTime() - Date.now()) / 60_000
      expect(minutes).toBeGreaterThan(9)
      expect(minutes).toBeLessThanOrEqual(10)
    }
    // The lock runs out, and the next one is twice as long.
    await sql`update sign_in_failure set locked_until = now() where failures = 5`.execute(db)
    for (let at = 0; at < 5; at++) expect((await browser('10.4.0.2').signIn(clerk.phone, 'not-The-one-77')).statusCode).toBe(401)
    const again = await browser('10.4.0.2').signIn(clerk.phone, PASSWORD)
    expect((new Date(again.json().facts.until).getTime() - Date.now()) / 60_000).toBeGreaterThan(19)
  })

  test('a lock from one place shuts nobody out elsewhere', async () => {
    const leader = await person('赵四')
    await settled(leader, PASSWORD)
    for (let at = 0; at < 6; at++) await browser('10.4.0.3').signIn(leader.phone, 'not-The-one-77')
    expect((await browser('10.4.0.3').signIn(leader.phone, PASSWORD)).statusCode).toBe(429)
    expect((await browser('10.4.0.4').signIn(leader.phone, PASSWORD)).statusCode).toBe(200)
  })

  test('nor the person own machine, however many places guess, even behind the same address', async () => {
    const leader = await person('赵五')
    await settled(leader, PASSWORD)
    const own = browser('10.4.1.1')
    await own.signIn(leader.phone, PASSWORD)
    let guesses = 0
    for (let source = 1; source <= 52; source++)
      if ((await browser(`10.4.2.${source}`).signIn(leader.phone, 'not-The-one-77')).statusCode === 401) guesses++
    for (let at = 0; at < 6; at++) await browser('10.4.1.1').signIn(leader.phone, 'not-The-one-77')
    expect(guesses).toBeLessThanOrEqual(50)
    expect((await browser('10.4.3.3').signIn(leader.phone, PASSWORD)).statusCode).toBe(429)
    expect((await own.signIn(leader.phone, PASSWORD)).statusCode).toBe(200)
  })

  test('a forged mark of a known machine changes nothing', async () => {
    const leader = await person('赵六')
    await settled(leader, PASSWORD)
    const own = browser('10.4.5.1')
    await own.signIn(leader.phone, PASSWORD)
    const [name] = [...own.jar].find(([each]) => each.startsWith('__Host-luoshi-device-'))!
    const forger = () => {
      const page = browser('10.4.5.2')
      page.jar.set(name, `${Math.random()}.${'A'.repeat(43)}`)
      return page
    }
    for (let at = 0; at < 5; at++) expect((await forger().signIn(leader.phone, 'not-The-one-77')).statusCode).toBe(401)
    expect((await forger().signIn(leader.phone, PASSWORD)).statusCode).toBe(429)
  })

  test('a hundred attempts at one instant get no more than five tries', async () => {
    const clerk = await person('赵七')
    await settled(clerk, PASSWORD)
    const answers = await Promise.all(Array.from({ length: 100 }, () => browser('10.4.0.5').signIn(clerk.phone, 'not-The-one-77')))
    expect(answers.filter((answer) => answer.statusCode === 401)).toHaveLength(5)
    expect(answers.filter((answer) => answer.statusCode === 429)).toHaveLength(95)
  })

  test('four and a right one begin anew', async () => {
    const clerk = await person('赵八')
    await settled(clerk, PASSWORD)
    for (let round = 0; round < 3; round++) {
      for (let at = 0; at < 4; at++) expect((await browser('10.4.0.6').signIn(clerk.phone, 'not-The-one-77')).statusCode).toBe(401)
      expect((await browser('10.4.0.6').signIn(clerk.phone, PASSWORD)).statusCode).toBe(200)
    }
  })
})

test('R-AU-01, R-AU-06: signing in, failing and leaving leave one row each, without the number or the password', async () => {
  const clerk = await person('孙一', ['500107', 'entry'])
  await settled(clerk, PASSWORD)
  const before = (await audited()).length
  const page = browser()
  await page.signIn(clerk.phone, 'canary-Password-1')
  await page.signIn('canary-in-phone', 'x')
  await page.signIn(clerk.phone, PASSWORD)
  await page.send('DELETE', '/api/session')
  const told = (await audited()).slice(before)
  const masked = `${clerk.phone.slice(0, 3)}****${clerk.phone.slice(-4)}`
  expect(told).toMatchObject([
    { action: 'session:open', result: 'SIGN_IN_FAILED', person: null, source: '10.1.1.1', facts: { phone: masked } },
    { action: 'session:open', result: 'INVALID', person: null, facts: { phone: null } },
    { action: 'session:open', result: 'done', person: clerk.id, org: '500107' },
    { action: 'session:close', result: 'done', person: clerk.id, org: '500107' },
  ])
  expect(JSON.stringify(told)).not.toMatch(/canary|10050010/)
})

test('R-AU-02: the address told by a caller itself is not believed', async () => {
  await app.inject({
    method: 'POST',
    url: '/api/session',
    remoteAddress: '10.7.7.7',
    headers: { 'x-luoshi': '1', 'x-forwarded-for': '1.2.3.4' },
    payload: { phone: '10077777777', password: 'x' },
  })
  expect((await audited()).at(-1)).toMatchObject({ source: '10.7.7.7' })
})

/** Every route of the API, from the document that the server writes of itself. */
function routes(): { method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; url: string }[] {
  const { paths } = app.swagger() as { paths: Record<string, Record<string, unknown>> }
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase() as 'GET' | 'DELETE', url: path.replace(/\{(\w+)\}/g, ':$1') })),
  )
  // Leaving comes last of all: it is allowed, and ends the session that the others need.
  return all.filter(({ method, url }) => !(method === 'DELETE' && url === '/api/session'))
}
