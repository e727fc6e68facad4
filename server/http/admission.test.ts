import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { match, tournament } from '#kernel/testing/club.ts'
import { buildTown, settle, type Town } from '#kernel/testing/town.ts'
import { testServer } from '../testing/server.ts'
import { bareApp } from './app.ts'

const { app, db, dataDir, asPerson, cookieOf } = await testServer([tournament, match], { demonstration: true })
let town: Town
beforeAll(async () => void (town = await buildTown(db, [tournament, match])))

const ID = '019c0000-0000-7000-8000-000000000001'
const routes = Object.entries((app.swagger() as { paths: Record<string, object> }).paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => ({ method: method.toUpperCase() as 'GET', path, url: path.replace(/\{\w+\}/g, ID) })),
)
const uploads = ['POST /api/uploads', 'HEAD /api/uploads/{id}', 'PATCH /api/uploads/{id}', 'DELETE /api/uploads/{id}'].map((name) => {
  const [method, path] = name.split(' ') as ['GET', string]
  return { method, path, url: path.replace('{id}', ID) }
})

describe('R-AC-01 nothing is open by default', () => {
  test('a route that names no policy stops the start', async () => {
    const settings = {
      dataDir,
      behindProxy: false,
      demonstration: false,
      secondFactor: 'offered',
      requestsPerMinute: 100,
      connectors: null,
    } as const
    const bare = await bareApp(db, [], settings, 'silent')
    expect(() => bare.get('/api/forgotten', async () => ({ everything: true }))).toThrow('GET /api/forgotten names no policy')
    await bare.close()
  })

  test('whoever is nobody is let in at the door, by the switch of a demonstration, and nowhere else', async () => {
    const open: string[] = []
    for (const { method, path, url } of [...routes, ...uploads]) {
      const answer = await app.inject({
        method,
        url,
        headers: { 'x-luoshi': '1', 'idempotency-key': 'nobody-asks' },
        ...(method === 'GET' ? {} : { payload: {} }),
      })
      if (answer.statusCode !== 401) open.push(`${method} ${path} ${answer.statusCode}`)
    }
    expect(open.sort()).toEqual(['GET /api/demonstration 200', 'POST /api/demonstration/session 422', 'POST /api/session 422'])
  })

  test('a session that never was, has ended, or is another’s digest, is nobody’s', async () => {
    for (const secret of ['', 'x', 'A'.repeat(43), '%00', '"; --', `${'A'.repeat(43)}=`])
      for (const url of ['/api/session', '/api/tennis/tournament'])
        expect((await app.inject({ url, headers: { cookie: `__Host-luoshi=${secret}` } })).statusCode, secret).toBe(401)
  })
})

describe('R-AC-06 without a post', () => {
  test('lists are empty, records absent, and nothing can be begun', async () => {
    const nobody = await asPerson((await settle(db, 'without a post', [])).id)
    const clerk = await asPerson(town.as('north entry').id)
    const { id } = (await clerk('POST', '/api/tennis/tournament', { body: { values: { title: '赛' } } })).json()
    expect((await nobody('GET', '/api/tennis/tournament')).json()).toEqual({ rows: [], next: null })
    expect((await nobody('GET', '/api/tennis/tournament/count')).json()).toEqual({ count: 0, more: false })
    expect((await nobody('GET', '/api/todos')).json().rows).toEqual([])
    for (const path of ['', '/acts', '/versions/1'])
      expect((await nobody('GET', `/api/tennis/tournament/${id}${path}`)).statusCode).toBe(404)
    expect((await nobody('POST', '/api/tennis/tournament', { body: { values: {} } })).statusCode).toBe(403)
    expect((await nobody('POST', '/api/tennis/tournament/check', { body: { values: {} } })).statusCode).toBe(403)
  })
})

describe('R-WB-02 a write from another site', () => {
  test.each([
    ['with a foreign origin', { 'x-luoshi': '1', origin: 'https://evil.example' }],
    ['from a page without an origin', { 'x-luoshi': '1', origin: 'null' }],
    ['from a neighbour with the same beginning', { 'x-luoshi': '1', origin: 'http://localhost:80.evil.example' }],
    ['from another port', { 'x-luoshi': '1', origin: 'http://localhost:9' }],
    ['without the header no form can send', {}],
  ])('%s is refused on every route, before anything is looked at', async (_what, headers) => {
    const cookie = await cookieOf(town.as('north entry').id)
    for (const { method, path, url } of [...routes, ...uploads].filter((route) => !['GET', 'HEAD'].includes(route.method))) {
      const answer = await app.inject({ method, url, headers: { cookie, 'idempotency-key': 'from-elsewhere', ...headers }, payload: {} })
      expect([answer.statusCode, answer.json().code], `${method} ${path}`).toEqual([403, 'FOREIGN_SITE'])
    }
  })
})

test('INV-03 a write that one person’s page sends after another has signed in at the same browser is done in nobody’s name', async () => {
  const [first, second] = [town.as('north entry').id, town.as('south entry').id]
  const cookie = await cookieOf(second)
  const headers = { cookie, 'x-luoshi': '1', 'idempotency-key': 'of-another-page', 'x-luoshi-person': first }
  const rows = async () => (await sql<{ entry: string }>`select entry from audit where entry like '%OTHER_PERSON%'`.execute(db)).rows
  for (const { method, url } of [...routes, ...uploads].filter((route) => !['GET', 'HEAD'].includes(route.method))) {
    // Signing in is how the other one came.
    if (url === '/api/session' || url === '/api/demonstration/session') continue
    // What only asks a question leaves no row.
    if (/\/(check|similar|what-if|trial|preview)$/u.test(url)) continue
    const before = (await rows()).length
    const answer = await app.inject({ method, url, headers, payload: {} })
    expect([answer.statusCode, answer.json().code], `${method} ${url}`).toEqual([409, 'OTHER_PERSON'])
    const told = (await rows()).slice(before)
    expect(told.map(({ entry }) => JSON.parse(entry).person)).toEqual([second])
  }
  const own = await app.inject({
    method: 'POST',
    url: '/api/tennis/tournament',
    headers: { ...headers, 'x-luoshi-person': second },
    payload: { values: { title: '赛' } },
  })
  expect(own.statusCode).toBe(201)
})
