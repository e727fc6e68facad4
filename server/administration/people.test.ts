import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { testOffice } from '../testing/office.ts'

const { app, db, person, issue, settled, enrolled, browser, audited, asPerson } = await testOffice()
let admin: Awaited<ReturnType<typeof asPerson>>
let security: Awaited<ReturnType<typeof asPerson>>
let adminId: string
beforeAll(async () => {
  adminId = (await person('系统管理员', ['city', 'system-admin'])).id
  admin = await asPerson(adminId)
  security = await asPerson((await person('安全管理员甲', ['city', 'security-admin'])).id)
  await person('安全管理员乙', ['city', 'security-admin'])
})

let number = 0
const freshPhone = () => `1005001${String(++number).padStart(4, '0')}`
const open = async (name: string, phone = freshPhone()) =>
  (await admin('POST', '/api/admin/people', { body: { name, phone } })).json() as {
    id: string
    version: number
    phone: string
    initialPassword: string
  }

describe('an account', () => {
  test('is opened with an initial password that is told once, kept nowhere, and works', async () => {
    const phone = freshPhone()
    const key = crypto.randomUUID()
    const answer = await admin('POST', '/api/admin/people', { body: { name: '吴一', phone: ` ${phone} ` }, key })
    expect(answer.statusCode).toBe(201)
    const made = answer.json()
    expect(made).toMatchObject({
      name: '吴一',
      phone: `${phone.slice(0, 3)}****${phone.slice(-4)}`,
      passwordState: 'issued',
      disabledAt: null,
      posts: [],
    })
    const again = await admin('POST', '/api/admin/people', { body: { name: '吴一', phone: ` ${phone} ` }, key })
    expect(again.json()).toEqual({ ...made, initialPassword: undefined })
    const { rows } = await sql<{
      told: number
    }>`select (select count(*) from idempotency where answer::text like ${`%${made.initialPassword}%`})::int + (select count(*) from audit where entry like ${`%${made.initialPassword}%`})::int as told`.execute(
      db,
    )
    expect(rows).toEqual([{ told: 0 }])
    expect((await browser().signIn(phone, made.initialPassword)).json()).toMatchObject({ mustChange: true })
  })

  test('R-ID-01: of a hundred, no two initial passwords are alike, each of 16 signs that are not mistaken for another, and none is kept in the clear', async () => {
    const made: string[] = []
    for (let at = 0; at < 100; at += 5)
      made.push(...(await Promise.all([0, 1, 2, 3, 4].map((each) => open(`批量${at + each}`)))).map((each) => each.initialPassword))
    expect(new Set(made).size).toBe(100)
    for (const password of made) expect(password).toMatch(/^[A-HJ-NP-Za-km-z2-9]{4}(-[A-HJ-NP-Za-km-z2-9]{4}){3}$/)
    // All of the 55 signs come up: 16 places of them are 92 bits where 64 are asked for.
    const signs = new Set(made.join('').replaceAll('-', ''))
    expect(signs.size).toBe(55)
  }, 180_000)

  test('is not opened twice for one number, however it is typed', async () => {
    const phone = freshPhone()
    await open('吴二', phone)
    const answer = await admin('POST', '/api/admin/people', { body: { name: '吴三', phone: `+86 ${phone}` } })
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'PHONE_TAKEN'])
  })

  test('is refused in words when badly described', async () => {
    for (const [body, message] of [
      [{ name: '', phone: freshPhone() }, '请填写姓名'],
      [{ name: '\u200B', phone: freshPhone() }, '请填写姓名'],
      [{ name: '字'.repeat(41), phone: freshPhone() }, '姓名不超过 40 字'],
      [{ name: '吴\n四', phone: freshPhone() }, '姓名应为一行文字'],
      [{ name: '吴四', phone: '123' }, '请输入 11 位手机号'],
      [{ name: '吴四' }, '请填写手机号'],
      [{ name: '吴四', phone: freshPhone(), role: 'leader' }, '无法识别的字段：role'],
    ] as const) {
      const answer = await admin('POST', '/api/admin/people', { body })
      expect([answer.statusCode, answer.json().message], JSON.stringify(body)).toEqual([422, message])
    }
  })

  test('is renamed from the version seen, not over somebody else', async () => {
    const made = await open('吴五')
    const renamed = await admin('PATCH', `/api/admin/people/${made.id}`, { body: { version: made.version, name: '吴五五' } })
    expect(renamed.json()).toMatchObject({ name: '吴五五', version: made.version + 1 })
    expect((await admin('PATCH', `/api/admin/people/${made.id}`, { body: { version: made.version, name: '吴六' } })).json()).toMatchObject({
      code: 'STALE',
    })
    expect((await admin('PATCH', `/api/admin/people/${made.id}`, { body: { name: '吴六' } })).statusCode).toBe(422)
    for (const id of [crypto.randomUUID(), 'x', '%00'])
      expect((await admin('PATCH', `/api/admin/people/${id}`, { body: { version: 1, name: '吴六' } })).statusCode, id).toBe(404)
  })

  test('R-ID-07: closed, ends what is open and lets nobody in; opened again, works as before', async () => {
    const clerk = await person('吴七', ['500103', 'entry'])
    const page = await settled(clerk, 'brisk-Otter-91')
    await sql`insert into api_token (id, person_id, name, hash, scopes, created_at, expires_at) values (${crypto.randomUUID()}, ${clerk.id}, 't', sha256(${`lst_${'A'.repeat(43)}`}::bytea), '{names:read}', now(), now() + interval '1 day')`.execute(
      db,
    )
    const byToken = () => app.inject({ url: '/api/orgs', headers: { authorization: `Bearer lst_${'A'.repeat(43)}` } })
    expect((await byToken()).statusCode).toBe(200)
    const closed = await admin('PATCH', `/api/admin/people/${clerk.id}`, { body: { version: 1, disabled: true } })
    expect(closed.json()).toMatchObject({ disabledAt: expect.any(String), posts: [{ role: 'entry' }] })
    expect([
      (await page.send('GET', '/api/session')).statusCode,
      (await browser().signIn(clerk.phone, 'brisk-Otter-91')).statusCode,
      (await byToken()).statusCode,
    ]).toEqual([401, 401, 401])
    await admin('PATCH', `/api/admin/people/${clerk.id}`, { body: { version: closed.json().version, disabled: false } })
    expect((await browser().signIn(clerk.phone, 'brisk-Otter-91')).json()).toMatchObject({ posts: [{ role: 'entry' }] })
    expect(
      (await audited()).filter((each) => each.object === clerk.id && String(each.action).startsWith('person:')).map((each) => each.action),
    ).toEqual(['person:disable', 'person:enable'])
  })

  test('of one of the last two security administrators is not closed', async () => {
    const { rows } = await sql<{
      id: string
      version: number
    }>`select person.id, person.version from person join post on post.person_id = person.id where role = 'security-admin'`.execute(db)
    const answers = await Promise.all(
      rows.map(({ id, version }) => admin('PATCH', `/api/admin/people/${id}`, { body: { version, disabled: true } })),
    )
    expect(answers.map((answer) => answer.json().code)).toEqual(rows.map(() => 'TWO_SECURITY_ADMINISTRATORS'))
  })
})

describe('resetting a password', () => {
  test('R-ID-07, R-ID-08, R-ID-09: wants fresh authentication, ends sessions, gives a random one that must be changed; nobody chooses it', async () => {
    const clerk = await person('郑一', ['500103', 'reviewer'])
    const page = await settled(clerk, 'brisk-Otter-91')
    await sql`update session set fresh_at = now() - interval '6 minutes' where person_id = ${adminId}`.execute(db)
    expect((await admin('POST', `/api/admin/people/${clerk.id}/password`, { body: {} })).json()).toMatchObject({ code: 'FRESH_REQUIRED' })
    expect((await admin('PATCH', `/api/admin/people/${clerk.id}`, { body: { version: 1, phone: freshPhone() } })).json()).toMatchObject({
      code: 'FRESH_REQUIRED',
    })
    await sql`update session set fresh_at = now() where person_id = ${adminId}`.execute(db)
    expect((await admin('POST', `/api/admin/people/${clerk.id}/password`, { body: { password: 'Chosen#7913x' } })).statusCode).toBe(422)
    const answer = await admin('POST', `/api/admin/people/${clerk.id}/password`, { body: {} })
    expect(answer.json()).toMatchObject({ id: clerk.id, suspended: false, initialPassword: expect.any(String) })
    expect((await page.send('GET', '/api/session')).statusCode).toBe(401)
    expect((await browser().signIn(clerk.phone, 'brisk-Otter-91')).statusCode).toBe(401)
    expect((await browser().signIn(clerk.phone, answer.json().initialPassword)).json()).toMatchObject({
      mustChange: true,
      posts: [{ role: 'reviewer' }],
    })
    expect((await admin('POST', `/api/admin/people/${adminId}/password`, { body: {} })).json()).toMatchObject({ code: 'NOT_YOURSELF' })
  })

  test('does not make the system administrator another administrator: that post waits for confirmation again', async () => {
    const auditor = await person('审计管理员', ['city', 'audit-admin'])
    await sql`update session set fresh_at = now() where person_id = ${adminId}`.execute(db)
    const { initialPassword, suspended } = (await admin('POST', `/api/admin/people/${auditor.id}/password`, { body: {} })).json()
    expect(suspended).toBe(true)
    const page = browser()
    await page.signIn(auditor.phone, initialPassword)
    await page.send('PUT', '/api/session/password', { current: initialPassword, password: 'quiet-Heron-82' })
    expect((await page.send('GET', '/api/admin/audit')).statusCode).toBe(403)
    const [pending] = (await security('GET', '/api/admin/posts', { query: { person: auditor.id } })).json().rows
    expect(pending).toMatchObject({ state: 'pending', mayConfirm: true })
    await security('POST', `/api/admin/posts/${pending.id}/confirm`, { body: {} })
    await page.signIn(auditor.phone, 'quiet-Heron-82')
    expect((await page.send('GET', '/api/admin/audit')).statusCode).toBe(200)
  })

  test('leaves the second factor in force: who resets a password still lacks the code', async () => {
    const reviewer = await person('郑七', ['500103', 'reviewer'])
    await enrolled(await settled(reviewer, 'brisk-Otter-91'))
    await sql`update session set fresh_at = now() where person_id = ${adminId}`.execute(db)
    const { initialPassword } = (await admin('POST', `/api/admin/people/${reviewer.id}/password`, { body: {} })).json()
    expect((await browser().signIn(reviewer.phone, initialPassword)).json()).toMatchObject({ code: 'CODE_REQUIRED' })
  })

  test('of the only security administrator who could confirm is left to the operator', async () => {
    const { rows } = await sql<{
      id: string
    }>`select person.id from person join post on post.person_id = person.id where role = 'security-admin' order by person.id`.execute(db)
    await sql`update session set fresh_at = now() where person_id = ${adminId}`.execute(db)
    const codes = []
    for (const { id } of rows) codes.push((await admin('POST', `/api/admin/people/${id}/password`, { body: {} })).json().code ?? 'done')
    expect(codes).toEqual(['done', 'NO_CONFIRMER'])
  })
})

describe('resetting a second factor', () => {
  const reset = (id: string) => admin('DELETE', `/api/admin/people/${id}/factor`)
  const listed = async (phone: string) => (await admin('GET', '/api/admin/people', { query: { q: phone } })).json().rows[0]

  test('R-ID-05, R-ID-07, R-ID-08: wants fresh authentication, ends sessions, and lets its person in with the password alone to enrol anew', async () => {
    const clerk = await person('冯一', ['500103', 'leader'])
    const page = await settled(clerk, 'brisk-Otter-91')
    const { recoveryCodes } = await enrolled(page)
    expect(await listed(clerk.phone)).toMatchObject({ factor: true })
    await sql`update session set fresh_at = now() - interval '6 minutes' where person_id = ${adminId}`.execute(db)
    expect((await reset(clerk.id)).json()).toMatchObject({ code: 'FRESH_REQUIRED' })
    await sql`update session set fresh_at = now() where person_id = ${adminId}`.execute(db)
    expect((await reset(clerk.id)).json()).toEqual({ id: clerk.id, suspended: false })
    expect((await audited()).at(-1)).toMatchObject({
      action: 'factor:reset',
      object: clerk.id,
      person: adminId,
      facts: { suspended: false },
    })
    expect((await page.send('GET', '/api/session')).statusCode).toBe(401)
    expect((await page.signIn(clerk.phone, 'brisk-Otter-91')).json()).toMatchObject({ factor: null, posts: [{ role: 'leader' }] })
    const next = await enrolled(page)
    expect(next.recoveryCodes).not.toEqual(expect.arrayContaining(recoveryCodes))
    expect((await browser('10.8.7.1').signIn(clerk.phone, 'brisk-Otter-91', recoveryCodes[0])).json()).toMatchObject({ code: 'CODE_WRONG' })
  })

  test('is refused for oneself, for nobody, and where there is none', async () => {
    const clerk = await person('冯二', ['500103', 'entry'])
    await sql`update session set fresh_at = now() where person_id = ${adminId}`.execute(db)
    expect((await reset(adminId)).json()).toMatchObject({ code: 'NOT_YOURSELF' })
    expect((await reset(clerk.id)).json()).toMatchObject({ code: 'NOT_ENROLLED' })
    expect((await reset(crypto.randomUUID())).statusCode).toBe(404)
  })

  test.each([
    ['reviewer', '500103'],
    ['audit-admin', 'city'],
  ] as const)('does not make the system administrator a %s: that post waits for confirmation again', async (role, org) => {
    const someone = await person(`冯三 ${role}`, [org, role])
    await enrolled(await settled(someone, 'brisk-Otter-91'))
    await sql`update session set fresh_at = now() where person_id = ${adminId}`.execute(db)
    expect((await reset(someone.id)).json()).toMatchObject({ suspended: true })
    expect((await browser().signIn(someone.phone, 'brisk-Otter-91')).json()).toMatchObject({ posts: [] })
    const keeper = await asPerson((await person(`安全管理员 ${role}`, ['city', 'security-admin'])).id)
    const [pending] = (await keeper('GET', '/api/admin/posts', { query: { person: someone.id } })).json().rows
    expect(pending).toMatchObject({ state: 'pending', mayConfirm: true })
    expect((await keeper('POST', `/api/admin/posts/${pending.id}/confirm`, { body: {} })).statusCode).toBe(200)
    expect((await browser().signIn(someone.phone, 'brisk-Otter-91')).json()).toMatchObject({ posts: [{ role }] })
  })
})

test('a new number signs in, the old one no longer does', async () => {
  const clerk = await person('郑二')
  const page = await settled(clerk, 'brisk-Otter-91')
  await sql`update session set fresh_at = now() where person_id = ${adminId}`.execute(db)
  const phone = freshPhone()
  expect((await admin('PATCH', `/api/admin/people/${clerk.id}`, { body: { version: 1, phone } })).statusCode).toBe(200)
  expect((await page.send('GET', '/api/session')).statusCode).toBe(401)
  expect((await browser().signIn(clerk.phone, 'brisk-Otter-91')).statusCode).toBe(401)
  expect((await browser().signIn(phone, 'brisk-Otter-91')).statusCode).toBe(200)
  const other = await person('郑三')
  expect((await admin('PATCH', `/api/admin/people/${other.id}`, { body: { version: 1, phone } })).json()).toMatchObject({
    code: 'PHONE_TAKEN',
  })
})

describe('the list', () => {
  test('is paged by name, found by part of a name, by whole number, by organisation and by state', async () => {
    const someone = await person('钟离春', ['500107', 'leader'])
    const list = async (query: Record<string, string>) =>
      (await admin('GET', '/api/admin/people', { query })).json() as { rows: { id: string; name: string }[]; next: string | null }
    expect((await list({ q: '离春' })).rows.map(({ id }) => id)).toEqual([someone.id])
    expect((await list({ q: someone.phone })).rows.map(({ id }) => id)).toEqual([someone.id])
    expect((await list({ q: someone.phone.slice(0, 10) })).rows).toEqual([])
    expect((await list({ org: '500107' })).rows.map(({ id }) => id)).toEqual([someone.id])
    const seen: string[] = []
    for (let after: string | null = ''; after !== null;) {
      const { rows, next } = await list({ limit: '30', state: 'active', ...(after ? { after } : {}) })
      seen.push(...rows.map(({ id }) => id))
      after = next
    }
    const { rows } = await sql<{ id: string }>`select id from person where disabled_at is null order by name collate "C", id`.execute(db)
    expect(seen).toEqual(rows.map(({ id }) => id))
    for (const [field, value] of [
      ['after', 'x'],
      ['limit', '0'],
      ['limit', '201'],
      ['limit', 'x'],
      ['sort', 'phone'],
      ['state', 'x'],
    ] as const) {
      expect((await admin('GET', '/api/admin/people', { query: { [field]: value } })).statusCode, `${field}=${value}`).toBe(422)
    }
  })

  test('R-PI-02: shows numbers masked; the whole one goes to its person and the security administrator, with an audit row', async () => {
    const clerk = await person('郑四')
    const { body } = await admin('GET', '/api/admin/people', { query: { limit: '200' } })
    expect(body).toContain('****')
    expect(body).not.toMatch(/1005001\d{4}/)
    const url = `/api/admin/people/${clerk.id}/phone`
    const keeper = await asPerson((await person('安全管理员丙', ['city', 'security-admin'])).id)
    const told = (await audited()).length
    expect((await keeper('GET', url)).json()).toEqual({ phone: clerk.phone })
    expect((await (await asPerson(clerk.id))('GET', url)).json()).toEqual({ phone: clerk.phone })
    expect((await audited()).slice(told)).toMatchObject([
      { action: 'person:phone', object: clerk.id },
      { action: 'person:phone', object: clerk.id, person: clerk.id },
    ])
    expect((await admin('GET', url)).statusCode).toBe(403)
    expect((await (await asPerson((await person('郑五')).id))('GET', url)).statusCode).toBe(403)
    expect((await keeper('GET', `/api/admin/people/${crypto.randomUUID()}/phone`)).statusCode).toBe(404)
  })
})

test('R-CF-02, R-AU-06: no whole number stands anywhere in the database, in no table and no column', async () => {
  const canary = '10077700077'
  const someone = await open('金丝雀', canary)
  await issue(someone.id)
  await browser().signIn(canary, 'wrong-Password-1')
  await browser().signIn(`password ${canary}`, 'wrong-Password-1')
  await admin('POST', '/api/admin/people', { body: { name: '重复', phone: canary } })
  await admin('GET', '/api/admin/people', { query: { q: canary } })
  const { rows: tables } = await sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'`.execute(db)
  expect(tables.length).toBeGreaterThan(15)
  for (const { name } of tables) {
    const { rows } = await sql<{ text: string }>`select t::text as text from ${sql.table(name)} t`.execute(db)
    const dump = rows.map(({ text }) => text).join('\n')
    expect(dump.includes(canary), name).toBe(false)
    expect(dump.includes(Buffer.from(canary).toString('hex')), name).toBe(false)
    expect(/(?<!\d)1005001\d{4}(?!\d)/.test(dump), name).toBe(false)
  }
})
