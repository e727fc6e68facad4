import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { dayOf } from '#kernel/day.ts'
import { roles } from '#kernel/org.ts'
import { tournament } from '#kernel/testing/club.ts'
import { authenticator, secretIn } from '../testing/authenticator.ts'
import { testOffice } from '../testing/office.ts'
import { COOKIE } from './identify.ts'

const { app, db, person, settled, enrolled, browser, audited } = await testOffice({ secondFactor: 'required' }, [tournament])
const offered = await testOffice({ secondFactor: 'offered', demonstration: true })
const PASSWORD = 'brisk-Otter-91'

describe('R-ID-05: where SECOND_FACTOR is required', () => {
  test('the three administrators, reviewers and leaders reach nothing but enrolment, on every route there is', async () => {
    const leader = await person('孔一', ['500103', 'leader'])
    const page = await settled(leader, PASSWORD)
    expect((await page.send('GET', '/api/session')).json()).toMatchObject({ mustChange: false, mustEnrol: true, factor: null })
    const open: string[] = []
    for (const { method, url } of routes()) {
      const place = url.replace(/\{\w+\}/g, '019c0000-0000-7000-8000-000000000001')
      const answer = await page.send(method, place, method === 'GET' ? undefined : {})
      if (answer.json().code !== 'SECOND_FACTOR_REQUIRED') open.push(`${method} ${url}`)
      else expect(answer.statusCode).toBe(403)
    }
    expect(open.sort()).toEqual([
      'GET /api/session',
      'POST /api/session',
      'POST /api/session/factor',
      'POST /api/session/fresh',
      'PUT /api/session/factor',
      'PUT /api/session/password',
    ])
    expect((await app.inject({ method: 'POST', url: '/api/uploads', headers: uploading(page.jar.get(COOKIE)!) })).statusCode).toBe(403)
    await enrolled(page)
    expect((await page.send('GET', '/api/session')).json()).toMatchObject({ mustEnrol: false })
    expect((await page.send('GET', '/api/tennis/tournament')).statusCode).toBe(200)
  })

  test('the first password comes before it', async () => {
    const leader = await person('孔二', ['500103', 'leader'])
    const page = browser()
    const { rows } = await sql<{ hash: string }>`select hash from password limit 1`.execute(db)
    await sql`insert into password (person_id, hash, issued_until, changed_at) values (${leader.id}, ${rows[0]!.hash}, now() + interval '1 day', now())`.execute(
      db,
    )
    expect((await page.signIn(leader.phone, PASSWORD)).json()).toMatchObject({ mustChange: true, mustEnrol: true })
    expect((await page.send('POST', '/api/session/factor', {})).json()).toMatchObject({ code: 'PASSWORD_MUST_CHANGE' })
  })

  test.each(roles.map((role) => [role, !['entry', 'module-admin'].includes(role)] as const))('%s: %s', async (role, must) => {
    const page = await settled(await person(`人员 ${role}`, ['city', role]), PASSWORD)
    expect((await page.send('GET', '/api/session')).json()).toMatchObject({ mustEnrol: must })
    expect((await page.send('GET', '/api/orgs')).statusCode).toBe(must ? 403 : 200)
  })

  test('a post given to somebody who is signed in asks for it at the next request', async () => {
    const clerk = await person('孔三', ['500103', 'entry'])
    const page = await settled(clerk, PASSWORD)
    expect((await page.send('GET', '/api/orgs')).statusCode).toBe(200)
    await sql`insert into post (id, person_id, org_id, role, starts_on, granted_at, confirmed_at) values (${crypto.randomUUID()}, ${clerk.id}, '500103', 'reviewer', '2020-01-01', now(), now())`.execute(
      db,
    )
    expect((await page.send('GET', '/api/orgs')).json()).toMatchObject({ code: 'SECOND_FACTOR_REQUIRED' })
  })

  test('a colleague’s naming shuts nobody out of their own work: what asks for a code waits for it, and the notice says so', async () => {
    const clerk = await person('孔五', ['500107', 'entry'])
    const away = await person('孔六', ['500107', 'reviewer'], ['500107', 'entry'])
    const page = await settled(clerk, PASSWORD)
    const principal = await settled(away, PASSWORD)
    await enrolled(principal)
    const today = dayOf(new Date())
    const named = await principal.send('POST', '/api/deputations', { org: '500107', deputy: clerk.id, startsOn: today, endsOn: today })
    expect(named.statusCode).toBe(201)
    const posts = async () => {
      const me = (await page.send('GET', '/api/session')).json()
      expect(me.mustEnrol).toBe(false)
      return me.posts.map((post: { role: string; for?: object }) => [post.role, post.for !== undefined])
    }
    expect(await posts()).toEqual([['entry', false]])
    expect((await page.send('GET', '/api/todos')).statusCode).toBe(200)
    expect((await page.send('GET', '/api/messages')).json().rows[0].words).toContain('绑定动态口令')
    await enrolled(page)
    expect(await posts()).toEqual([
      ['entry', false],
      ['reviewer', true],
    ])
    // Somebody else again, who has no code and wants none of it.
    const other = await person('孔七', ['500107', 'entry'])
    const its = await settled(other, PASSWORD)
    expect((await page.send('DELETE', `/api/deputations/${named.json().id}`)).statusCode).toBe(204)
    const again = await principal.send('POST', '/api/deputations', { org: '500107', deputy: other.id, startsOn: today, endsOn: today })
    expect((await its.send('DELETE', `/api/deputations/${again.json().id}`)).statusCode).toBe(204)
  })

  test('a token goes on as before', async () => {
    const leader = await person('孔四', ['500103', 'leader'])
    await sql`insert into api_token (id, person_id, name, hash, scopes, created_at, expires_at) values (${crypto.randomUUID()}, ${leader.id}, 't', sha256(${`lst_${'B'.repeat(43)}`}::bytea), '{names:read}', now(), now() + interval '1 day')`.execute(
      db,
    )
    const answer = await app.inject({ url: '/api/orgs', headers: { authorization: `Bearer lst_${'B'.repeat(43)}` } })
    expect(answer.statusCode).toBe(200)
  })
})

describe('where it is offered', () => {
  test('nobody must, everybody may', async () => {
    const leader = await offered.person('曹一', ['500103', 'leader'])
    const page = await offered.settled(leader, PASSWORD)
    expect((await page.send('GET', '/api/session')).json()).toMatchObject({ mustEnrol: false })
    await offered.enrolled(page)
    expect((await offered.browser().signIn(leader.phone, PASSWORD)).json()).toMatchObject({ code: 'CODE_REQUIRED' })
  })

  test('the switch of the demonstration opens as before, enrolled or not, and does not enrol', async () => {
    const leader = await offered.person('曹二', ['500103', 'leader'])
    const page = offered.browser()
    await page.send('POST', '/api/demonstration/session', { id: leader.id })
    expect((await page.send('POST', '/api/session/factor', {})).json()).toMatchObject({ code: 'DEMONSTRATION_SWITCH' })
    expect((await page.send('PUT', '/api/session/factor', { code: '000000' })).json()).toMatchObject({ code: 'DEMONSTRATION_SWITCH' })
    await offered.enrolled(await offered.settled(leader, PASSWORD))
    expect((await page.send('POST', '/api/demonstration/session', { id: leader.id })).json()).toMatchObject({ id: leader.id })
    expect((await page.send('POST', '/api/session/fresh', {})).statusCode).toBe(204)
  })
})

describe('R-ID-05: enrolling', () => {
  test('R-ID-06, R-ID-07: a right code puts the key in force, ends other sessions, and goes on in a new one', async () => {
    const reviewer = await person('严一', ['500103', 'reviewer'])
    const [page, other] = [await settled(reviewer, PASSWORD), browser()]
    await other.signIn(reviewer.phone, PASSWORD)
    const { key, uri } = (await page.send('POST', '/api/session/factor', {})).json() as { key: string; uri: string }
    expect(key).toMatch(/^[A-Z2-7]{32}$/)
    expect(new URL(uri).searchParams.get('secret')).toBe(key)
    const wrong = await page.send('PUT', '/api/session/factor', { code: authenticator('A'.repeat(32)).code() })
    expect(wrong.json()).toMatchObject({ code: 'CODE_WRONG', field: 'code' })
    expect((await page.send('GET', '/api/session')).json()).toMatchObject({ mustEnrol: true })
    const before = page.jar.get(COOKIE)!
    const answer = (await page.send('PUT', '/api/session/factor', { code: authenticator(key).code() })).json()
    expect(answer).toMatchObject({ me: { mustEnrol: false, factor: { recoveryCodes: 10 } } })
    expect(page.jar.get(COOKIE)).not.toBe(before)
    page.jar.set('__Host-luoshi', before)
    expect([(await page.send('GET', '/api/session')).statusCode, (await other.send('GET', '/api/session')).statusCode]).toEqual([401, 401])
    expect((await audited()).filter((each) => each.person === reviewer.id).slice(-3)).toMatchObject([
      { action: 'factor:offer', result: 'done' },
      { action: 'factor:enrol', result: 'CODE_WRONG' },
      { action: 'factor:enrol', result: 'done', object: reviewer.id, facts: { replaced: false } },
    ])
  })

  test('a key belongs to the session it was offered to; the last one offered counts, once', async () => {
    const reviewer = await person('严二', ['500103', 'reviewer'])
    const [page, other] = [await settled(reviewer, PASSWORD), browser()]
    await other.signIn(reviewer.phone, PASSWORD)
    const offer = async () => authenticator(((await page.send('POST', '/api/session/factor', {})).json() as { key: string }).key)
    const confirm = (at: typeof page, code: string) => at.send('PUT', '/api/session/factor', { code })
    const [first, second] = [await offer(), await offer()]
    expect((await confirm(other, second.code())).json()).toMatchObject({ code: 'FACTOR_NOT_OFFERED' })
    expect((await confirm(page, first.code())).json()).toMatchObject({ code: 'CODE_WRONG' })
    const answers = await Promise.all([confirm(page, second.code()), confirm(page, second.code())])
    expect(answers.map((answer) => answer.statusCode).sort()).not.toEqual([200, 200])
    expect(answers.map((answer) => answer.statusCode)).toContain(200)
  })

  test('R-ID-08: wants fresh authentication at both ends; for another one in its place, with a code of the present one', async () => {
    const reviewer = await person('严三', ['500103', 'reviewer'])
    const page = await settled(reviewer, PASSWORD)
    const stale = () =>
      sql`update session set fresh_at = now() - interval '5 minutes 1 second' where person_id = ${reviewer.id}`.execute(db)
    await stale()
    expect((await page.send('POST', '/api/session/factor', {})).json()).toMatchObject({ code: 'FRESH_REQUIRED' })
    expect((await page.send('POST', '/api/session/fresh', { password: PASSWORD })).statusCode).toBe(204)
    const { key } = (await page.send('POST', '/api/session/factor', {})).json() as { key: string }
    await stale()
    const { code } = authenticator(key)
    expect((await page.send('PUT', '/api/session/factor', { code: code() })).json()).toMatchObject({ code: 'FRESH_REQUIRED' })
    // What was offered outlives the session's new secret.
    expect((await page.send('POST', '/api/session/fresh', { password: PASSWORD })).statusCode).toBe(204)
    expect((await page.send('PUT', '/api/session/factor', { code: code() })).statusCode).toBe(200)
    await stale()
    expect((await page.send('POST', '/api/session/factor', {})).json()).toMatchObject({ code: 'FRESH_REQUIRED' })
    expect((await page.send('POST', '/api/session/fresh', { password: PASSWORD })).json()).toMatchObject({ code: 'CODE_REQUIRED' })
    expect((await page.send('POST', '/api/session/fresh', { password: PASSWORD, code: code(1) })).statusCode).toBe(204)
    await enrolled(page)
    expect((await audited()).at(-1)).toMatchObject({ action: 'factor:enrol', facts: { replaced: true } })
  })
})

test('R-CF-02, R-AU-06: no key, no code and no recovery code stands in the database, the audit log or the log', async () => {
  const logged = loggingAll()
  const reviewer = await person('金丝雀', ['500103', 'reviewer'])
  const page = await settled(reviewer, PASSWORD)
  const spare = (await page.send('POST', '/api/session/factor', {})).json() as { key: string }
  const { key, recoveryCodes } = await enrolled(page)
  const left = (await page.send('POST', '/api/session/factor', {})).json() as { key: string }
  await browser('10.8.9.1').signIn(reviewer.phone, PASSWORD, recoveryCodes[0]!)
  await browser('10.8.9.1').signIn(reviewer.phone, PASSWORD, '918273')
  await page.send('POST', '/api/session/fresh', { password: PASSWORD, code: '918273' })
  const secrets = [spare.key, key, left.key].flatMap((each) => [each, secretIn(each).toString('hex'), secretIn(each).toString('base64')])
  const canaries = [...secrets, '918273', ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', ''))]
  const { rows: tables } = await sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'`.execute(db)
  expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['second_factor', 'recovery_code', 'session', 'audit']))
  for (const { name } of tables) {
    const { rows } = await sql<{ text: string }>`select t::text as text from ${sql.table(name)} t`.execute(db)
    const dump = rows.map(({ text }) => text).join('\n')
    for (const canary of canaries) expect(dump.toLowerCase().includes(canary.toLowerCase()), `${canary} in ${name}`).toBe(false)
  }
  expect(logged.length).toBeGreaterThan(10)
  for (const canary of canaries) expect(logged.join('').includes(canary), canary).toBe(false)
  // A plain digest of what people can type would be found by trying.
  const { rows: kept } = await sql<{ hash: Buffer }>`select hash from recovery_code where person_id = ${reviewer.id}`.execute(db)
  expect(kept).toHaveLength(9)
  const plain = canaries.map((canary) => createHash('sha256').update(canary).digest('hex'))
  for (const { hash } of kept) expect(plain).not.toContain(hash.toString('hex'))
})

/** From now on the server logs whatever it can, here instead of to standard output. */
function loggingAll(): string[] {
  const lines: string[] = []
  const stream = Object.getOwnPropertySymbols(app.log).find((symbol) => symbol.description === 'pino.stream')!
  Object.assign((app.log as unknown as Record<symbol, object>)[stream]!, { write: (line: string) => lines.push(line) })
  app.log.level = 'trace'
  return lines
}

const uploading = (session: string) => ({
  cookie: `${COOKIE}=${session}`,
  'x-luoshi': '1',
  'tus-resumable': '1.0.0',
  'upload-length': '4',
  'upload-metadata': `filename ${btoa('a.pdf')},declared ${btoa('1')}`,
})

/** Every route of the API but leaving, from the document that the server writes of itself. */
function routes(): { method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; url: string }[] {
  const { paths } = app.swagger() as { paths: Record<string, Record<string, unknown>> }
  return Object.entries(paths)
    .flatMap(([url, methods]) => Object.keys(methods).map((method) => ({ method: method.toUpperCase() as 'GET' | 'DELETE', url })))
    .filter(({ method, url }) => !(method === 'DELETE' && url === '/api/session'))
}
