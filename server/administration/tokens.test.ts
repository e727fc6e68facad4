import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { tournament } from '#kernel/testing/club.ts'
import { testOffice } from '../testing/office.ts'

const { app, db, person, asPerson, audited } = await testOffice({}, [tournament])
let clerk: Awaited<ReturnType<typeof asPerson>>
let clerkId: string
beforeAll(async () => {
  clerkId = (await person('渝中录入员', ['500103', 'entry'])).id
  clerk = await asPerson(clerkId)
})

const create = (body: object = {}) =>
  clerk('POST', '/api/tokens', { body: { name: '数据看板', scopes: ['tennis/tournament:read'], ...body } })
const by = (token: string) => (method: 'GET' | 'POST', url: string, payload?: object) =>
  app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': crypto.randomUUID() },
    ...(payload ? { payload } : {}),
  })

describe('an access token', () => {
  test('is told once, kept as a digest, and works without the headers of a page', async () => {
    const key = crypto.randomUUID()
    const body = { name: '一次', scopes: ['tennis/tournament:read', 'names:read'], days: 30 }
    const made = (await clerk('POST', '/api/tokens', { body, key })).json()
    expect(made).toMatchObject({
      name: '一次',
      scopes: body.scopes,
      token: expect.stringMatching(/^lst_[A-Za-z0-9_-]{43}$/),
      lastUsedAt: null,
    })
    expect((await clerk('POST', '/api/tokens', { body, key })).json().token).toBeUndefined()
    const { rows } = await sql<{ text: string }>`select t::text as text from api_token t`.execute(db)
    expect(rows.map(({ text }) => text).join()).not.toContain(made.token.slice(4))
    expect((await by(made.token)('GET', '/api/tennis/tournament')).json()).toMatchObject({ rows: [] })
    expect((await by(made.token)('GET', '/api/orgs')).statusCode).toBe(200)
    expect((await clerk('GET', '/api/tokens')).json()).toMatchObject([{ id: made.id, lastUsedAt: expect.any(String) }])
    expect((await audited()).filter((each) => each.object === made.id)).toMatchObject([
      { action: 'token:create', facts: { scopes: body.scopes, days: 30 } },
    ])
  })

  test('does what its scopes name and nothing else', async () => {
    const { token } = (await create()).json()
    for (const [method, url] of [
      ['POST', '/api/tennis/tournament'],
      ['GET', '/api/orgs'],
      ['GET', '/api/session'],
      ['GET', '/api/todos'],
      ['GET', '/api/events'],
      ['GET', '/api/admin/people'],
    ] as const) {
      expect((await by(token)(method, url, method === 'POST' ? { values: {} } : undefined)).json(), url).toMatchObject({ code: 'SCOPE' })
    }
    expect((await by(token)('POST', '/api/tokens', { name: 'x', scopes: ['names:read'] })).json()).toMatchObject({ code: 'SCOPE' })
  })

  test('ends when revoked, when it runs out, with the account, and with the post what it may do', async () => {
    const reader = await person('读者', ['500103', 'leader'])
    const send = await asPerson(reader.id)
    const make = async () =>
      (await send('POST', '/api/tokens', { body: { name: 't', scopes: ['names:read'] } })).json() as { id: string; token: string }
    const [one, two] = [await make(), await make()]
    const status = async (token: string) => (await by(token)('GET', '/api/orgs')).statusCode
    expect((await clerk('DELETE', `/api/tokens/${one.id}`)).statusCode).toBe(404)
    expect((await send('DELETE', `/api/tokens/${one.id}`)).statusCode).toBe(204)
    expect([await status(one.token), await status(two.token)]).toEqual([401, 200])
    await sql`update api_token set expires_at = now() where id = ${two.id}`.execute(db)
    expect(await status(two.token)).toBe(401)
    const three = await make()
    await sql`update person set disabled_at = now() where id = ${reader.id}`.execute(db)
    expect(await status(three.token)).toBe(401)
  })

  test('R-ID-08: wants fresh authentication, a business post, known scopes and at most 180 days', async () => {
    for (const [body, message] of [
      [{ days: 181 }, '有效期不超过 180 天'],
      [{ days: 0 }, '有效期不少于 1 天'],
      [{ scopes: [] }, '至少选择一项权限'],
      [{ scopes: ['administration:write'] }, '没有这一项权限：administration:write'],
      [{ name: ' ' }, '请填写用途'],
    ] as const) {
      expect((await create(body)).json(), message).toMatchObject({ message })
    }
    await sql`update session set fresh_at = now() - interval '6 minutes' where person_id = ${clerkId}`.execute(db)
    expect((await create()).json()).toMatchObject({ code: 'FRESH_REQUIRED' })
    await sql`update session set fresh_at = now() where person_id = ${clerkId}`.execute(db)
    const admin = await asPerson((await person('系统管理员', ['city', 'system-admin'])).id)
    expect((await admin('POST', '/api/tokens', { body: { name: 't', scopes: ['names:read'] } })).json()).toMatchObject({
      code: 'NOT_ALLOWED',
    })
    expect((await clerk('GET', '/api/tokens/scopes')).json()).toContain('tennis/tournament:write')
  })

  test('a made-up one opens nothing, and a cookie beside it does not help', async () => {
    for (const token of ['', 'lst_', `lst_${'A'.repeat(43)}`, "lst_' or '1'='1"]) {
      expect((await clerk('GET', '/api/orgs', { headers: { authorization: `Bearer ${token}` } })).json(), token).toMatchObject({
        code: 'SIGNED_OUT',
      })
    }
  })
})

test('one person holds twenty at most, also when asking for many at once', async () => {
  const busy = await person('多', ['500107', 'entry'])
  const send = await asPerson(busy.id)
  const answers = []
  for (let round = 0; round < 3; round++)
    answers.push(
      ...(await Promise.all(Array.from({ length: 8 }, () => send('POST', '/api/tokens', { body: { name: 't', scopes: ['names:read'] } })))),
    )
  expect(answers.filter((answer) => answer.statusCode === 201)).toHaveLength(20)
  expect(answers.filter((answer) => answer.statusCode === 409)).toHaveLength(4)
})
