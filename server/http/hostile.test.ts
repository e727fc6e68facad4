import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { match, tournament } from '#kernel/testing/club.ts'
import { buildTown, filled, settle, type Town } from '#kernel/testing/town.ts'
import { sealPhone } from '../identity/phone.ts'
import { testServer } from '../testing/server.ts'

/* Every route there is, found in the product's own document, against whatever comes. */
const { app, db, asPerson, cookieOf } = await testServer([tournament, match])
let town: Town
let callers: Awaited<ReturnType<typeof asPerson>>[]
let routes: { method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; url: string }[]
let known: string[]

beforeAll(async () => {
  town = await buildTown(db, [tournament, match])
  const admins = await Promise.all(
    (['system-admin', 'security-admin', 'audit-admin'] as const).map((role) => settle(db, role, [{ org: 'federation', role }])),
  )
  const { rows: people } = await sql<{ id: string }>`select id from person`.execute(db)
  for (const [at, { id }] of people.entries())
    await sql`update person set phone_sealed = ${sealPhone(app.keys, `100000000${String(at).padStart(2, '0')}`, id)} where id = ${id}`.execute(
      db,
    )
  callers = await Promise.all(
    [...['north entry', 'north reviewer', 'hall entry'].map((name) => town.as(name)), ...admins].map((who) => asPerson(who.id)),
  )
  const record = (await callers[0]!('POST', '/api/tennis/tournament', { body: { values: filled('Z', { startsOn: '2199-01-01' }) } })).json()
  known = [record.id, town.as('north entry').id, 'north', crypto.randomUUID()]
  const { paths } = (await app.inject('/api/openapi.json')).json() as { paths: Record<string, Record<string, unknown>> }
  routes = Object.entries(paths).flatMap(([url, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase() as 'GET', url })),
  )
})

const odd = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '\u0000',
    '\ud800',
    '../../etc/passwd',
    "' or 1=1 --",
    '\u202e\u200b',
    '１２３',
    '-1',
    '1e400',
    'NaN',
    '__proto__',
    'constructor',
    '9'.repeat(400),
    '2023-02-30',
    '[]',
    '{}',
    '%00',
    '<script>alert(1)</script>',
    '${7*7}',
    '=cmd|x',
  ),
)
const deep = fc.jsonValue({ maxDepth: 4 })
const shaped = fc.record(
  {
    version: fc.oneof(fc.integer(), odd),
    verb: fc.oneof(fc.constantFrom('submit', 'pass', 'return', 'withdraw', 'discard', 'admit'), odd),
    values: fc.oneof(
      fc.dictionary(fc.constantFrom('title', 'clubs', 'host', 'startsOn', 'poster', 'prizes', 'x'), fc.oneof(odd, deep)),
      deep,
    ),
    reason: deep,
    about: odd,
    name: odd,
    phone: odd,
    role: odd,
    org: odd,
    key: odd,
    words: odd,
    title: odd,
    body: odd,
  },
  { requiredKeys: [] },
)

describe('R-IV-01 F-21 whatever comes gets an answer and never a fault', () => {
  test('any body, id and query on any route, by anybody', { timeout: 120_000 }, async () => {
    expect(routes.length).toBeGreaterThan(30)
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.nat(),
        fc.oneof({ arbitrary: shaped, weight: 3 }, { arbitrary: deep, weight: 1 }),
        odd,
        fc.option(odd),
        fc.nat(5),
        async (which, who, body, id, query, pick) => {
          const { method, url } = routes[which % routes.length]!
          if (url === '/api/events' || (method === 'DELETE' && url === '/api/session')) return
          const place = url.replace(/\{(\w+)\}/g, () => encodeURIComponent((known[pick] ?? id).toWellFormed()) || 'x')
          const answer = await callers[who % callers.length]!(method, place, {
            ...(query === null ? {} : { query: { q: query, after: query, [query.slice(0, 20) || 'x']: query } }),
            ...(method === 'GET' ? {} : { body }),
          })
          if (answer.statusCode >= 500) throw new Error(`${method} ${place} ${JSON.stringify(body)} → ${answer.body}`)
          if (answer.statusCode >= 400) {
            const { code, message } = answer.json() as { code: string; message: string }
            expect(code).toMatch(/^[A-Z_]+$/)
            expect(message).toMatch(/[\u4e00-\u9fff]/u)
          }
        },
      ),
      { numRuns: 2500 },
    )
  })

  test.each([
    '/api/%ff',
    '/api/tennis/tournament/%00',
    '/api/dictionaries/%00',
    '/api/tennis/tournament?q=%00',
    '/api/tennis/tournament?surface=%00',
    '/%c0%af',
    `/api/${'a'.repeat(5000)}`,
    '/api/tennis/tournament?%zz=1',
    '/api/../api/session',
  ])('an address like %s', async (url) => {
    const answer = await callers[0]!('GET', url)
    expect(answer.statusCode).toBeLessThan(500)
    expect(answer.statusCode).toBeGreaterThanOrEqual(200)
  })

  test('a body that is too large', async () => {
    expect((await callers[0]!('POST', '/api/tennis/tournament', { body: { values: { rules: 'x'.repeat(1_100_000) } } })).statusCode).toBe(
      413,
    )
  })

  const sent = (place: (inner: string) => string, inner: string) =>
    callers[0]!('POST', '/api/tennis/tournament', { headers: { 'content-type': 'application/json' }, body: place(inner) as never })

  test.each([
    ['where values stand', (inner: string) => `{"values":${inner}}`],
    ['in a value', (inner: string) => `{"values":{"title":${inner}}}`],
    ['in a row', (inner: string) => `{"values":{"prizes":[{"name":${inner}}]}}`],
    ['beside what is known', (inner: string) => `{"values":{},"more":${inner}}`],
  ])('a body that is too deep %s', async (_where, place) => {
    for (const depth of [40, 5_000, 200_000]) {
      const answer = await sent(place, `${'['.repeat(depth)}${']'.repeat(depth)}`)
      expect([answer.statusCode, answer.json().code]).toEqual([400, 'TOO_DEEP'])
      expect((await sent(place, '{"a":'.repeat(depth))).statusCode).toBe(400)
    }
  })

  test('brackets in words are no depth', async () => {
    const answer = await sent((inner) => inner, JSON.stringify({ values: { title: `${'[{'.repeat(60)}"\\赛` } }))
    expect(answer.statusCode).toBe(201)
  })

  const ID = '00000000-0000-4000-8000-000000000000'
  const cursor = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')
  const forged = [
    'zzz',
    cursor(),
    cursor('x'),
    cursor('x', '-'.repeat(36)),
    cursor('x', `${ID.slice(0, -1)}-`),
    cursor('x\0', ID),
    cursor('\ud800', ID),
    cursor({ toString: 1 }, ID),
    cursor('-'.repeat(36)),
    cursor(null),
    cursor('2026-02-30 10:00:00.000000', 'none', '1'),
    cursor('9999-99-99 99:99:99.999999', 'none', '1'),
    cursor('2026-05-04 10:00:00.000000', 'none\0', '1'),
    cursor('2026-05-04 10:00:00.000000', 'none', '9'.repeat(19)),
  ]

  test.each([
    [0, '/api/tennis/tournament'],
    [0, '/api/tennis/tournament?sort=code'],
    [0, '/api/tennis/tournament?sort=-startsOn'],
    [3, '/api/admin/people'],
    [4, '/api/admin/posts'],
    [5, '/api/admin/audit'],
  ])('a place in a list that nobody gave out, by caller %i on %s', async (who, url) => {
    for (const after of forged) {
      const answer = await callers[who]!('GET', `${url}${url.includes('?') ? '&' : '?'}after=${after}`)
      expect(
        answer.statusCode === 200 || (answer.statusCode === 422 && answer.json().code === 'BAD_CURSOR'),
        `${after} ${answer.body}`,
      ).toBe(true)
    }
  })
})

describe('R-AU-01 exactly one audit row for each act or refusal', () => {
  const rows = async () => (await sql<{ count: number }>`select count(*)::int as count from audit`.execute(db)).rows[0]!.count

  test.each([
    [
      'an act',
      201,
      (call: Awaited<ReturnType<typeof asPerson>>) => call('POST', '/api/tennis/tournament', { body: { values: { title: '赛' } } }),
    ],
    [
      'a wrong body',
      422,
      (call: Awaited<ReturnType<typeof asPerson>>) => call('POST', '/api/tennis/tournament', { body: { values: { nothing: 1 } } }),
    ],
    [
      'something hidden',
      404,
      (call: Awaited<ReturnType<typeof asPerson>>) =>
        call('POST', `/api/tennis/tournament/${crypto.randomUUID()}/acts`, { body: { verb: 'submit', version: 1 } }),
    ],
    [
      'a foreign site',
      403,
      (call: Awaited<ReturnType<typeof asPerson>>) =>
        call('POST', '/api/tennis/tournament', { headers: { origin: 'http://evil.example' }, body: {} }),
    ],
    [
      'no key',
      428,
      (call: Awaited<ReturnType<typeof asPerson>>) =>
        call('POST', '/api/tennis/tournament', { headers: { 'idempotency-key': '' }, body: { values: {} } }),
    ],
    [
      'nobody signed in',
      401,
      () => app.inject({ method: 'POST', url: '/api/tennis/tournament', headers: { 'x-luoshi': '1' }, payload: {} }),
    ],
  ] as const)('%s', async (_what, status, send) => {
    const before = await rows()
    expect((await send(callers[0]!)).statusCode).toBe(status)
    expect(await rows()).toBe(before + 1)
  })

  test('reading leaves none, a repeated key leaves none', async () => {
    const before = await rows()
    await callers[0]!('GET', '/api/tennis/tournament')
    expect(await rows()).toBe(before)
    const send = () => callers[0]!('POST', '/api/tennis/tournament', { key: 'once-and-again', body: { values: { title: '赛' } } })
    await send()
    await send()
    expect(await rows()).toBe(before + 1)
  })
})

test('F-14 fifty equal requests at once: one effect, one answer', async () => {
  const count = async () => (await sql<{ count: number }>`select count(*)::int as count from record`.execute(db)).rows[0]!.count
  const before = await count()
  const answers = await Promise.all(
    Array.from({ length: 50 }, () =>
      callers[0]!('POST', '/api/tennis/tournament', { key: 'fifty-at-once', body: { values: { title: '赛' } } }),
    ),
  )
  expect(await count()).toBe(before + 1)
  const done = answers.filter((answer) => answer.statusCode === 201)
  expect(new Set(done.map((answer) => answer.json().id)).size).toBe(1)
  expect(answers.filter((answer) => answer.statusCode !== 201).every((answer) => answer.json().code === 'IN_FLIGHT')).toBe(true)
})

const everywhere = {
  'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

test('R-WB-01 the headers stand on every answer, refusals included, and on those that pass Fastify by', async () => {
  for (const url of ['/api/session', '/api/nothing', '/', '/api/openapi.json', '/healthz', '/%ff'])
    expect((await app.inject(url)).headers, url).toMatchObject(everywhere)
  const tus = { 'tus-resumable': '1.0.0', 'upload-length': '10', 'upload-metadata': `filename ${btoa('a.docx')},declared ${btoa('1')}` }
  const created = await callers[0]!('POST', '/api/uploads', { headers: tus })
  expect([created.statusCode, created.headers['cache-control']]).toEqual([201, 'no-store'])
  expect(created.headers).toMatchObject(everywhere)
  expect((await callers[0]!('PATCH', '/api/uploads/none', { headers: tus })).headers).toMatchObject(everywhere)
  const stream = await app.inject({
    url: '/api/events',
    headers: { cookie: await cookieOf(town.as('north entry').id) },
    payloadAsStream: true,
  })
  expect([stream.statusCode, stream.headers['cache-control']]).toEqual([200, 'no-store'])
  expect(stream.headers).toMatchObject(everywhere)
  stream.stream().destroy()
})

test('R-RS-02 nothing of the API is cached', async () => {
  for (const url of ['/api/session', '/api/orgs', '/api/todos'])
    expect((await callers[0]!('GET', url)).headers['cache-control']).toBe('no-store')
})
