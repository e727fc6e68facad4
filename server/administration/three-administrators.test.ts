import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { adminRoles, businessRoles, roles, type Role } from '#kernel/org.ts'
import { tournament } from '#kernel/testing/club.ts'
import { businessOf, doors } from '../testing/doors.ts'
import { testOffice } from '../testing/office.ts'
import { grantPost } from './post.ts'

const { app, db, person, asPerson } = await testOffice({}, [tournament])

/** What an administrator is shown for being somebody who works here; whatever else is open to them has nothing in it. */
const shared = ['GET /api/orgs', 'GET /api/reach', 'GET /api/session']

/** Every route of the API, from the document that the server writes of itself. */
const routes = Object.entries((app.swagger() as { paths: Record<string, Record<string, unknown>> }).paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => ({
    name: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase() as 'GET',
    url: path.replace(/\{\w+\}/g, '019c0000-0000-7000-8000-000000000001'),
  })),
)
// The one never ends, the other ends what asks.
const asked = routes.filter(({ name }) => name !== 'GET /api/events' && name !== 'DELETE /api/session')

describe('R-SD-02: what each administrator may do at all', () => {
  for (const role of adminRoles) {
    test(`the ${role}`, async () => {
      const someone = await person(`管理员 ${role}`, ['city', role])
      const send = await asPerson(someone.id)
      for (const { name, method, url } of asked.filter(({ name }) => !isOfBusiness(name))) {
        const answer = await send(method, url, method === 'GET' ? {} : { body: {} })
        const door = doors[name] ?? []
        expect(answer.statusCode !== 403, `${name} ${answer.body}`).toBe(door === 'anyone' || door.includes(role))
        if (answer.statusCode === 200 && method === 'GET' && !name.includes('/api/admin/') && !shared.includes(name))
          expect(holdsNothing(answer), name).toBe(true)
      }
      // Business answers an administrator as it answers anybody without a record in sight: nothing is there.
      for (const { name, method, url } of asked.filter(({ name }) => isOfBusiness(name))) {
        const answer = await send(method, url, method === 'GET' ? {} : { body: {} })
        expect(answer.statusCode >= 400 || (method === 'GET' && holdsNothing(answer)), `${name} ${answer.body}`).toBe(true)
      }
    })
  }

  test('nobody with a business post enters the administration', async () => {
    for (const role of businessRoles) {
      const someone = await person(`业务人员 ${role}`, ['office', role])
      const send = await asPerson(someone.id)
      for (const { name, method, url } of routes.filter((each) => each.name.includes('/api/admin/'))) {
        const answer = await send(method, url, method === 'GET' ? {} : { body: {} })
        expect([answer.statusCode, answer.json().code], `${role} ${name}`).toEqual([403, 'NOT_ALLOWED'])
      }
    }
  })

  test('an administrator sees no record, not even one that exists', async () => {
    for (const role of adminRoles) {
      const someone = await person(`旁观 ${role}`, ['city', role])
      const send = await asPerson(someone.id)
      expect((await send('GET', '/api/tennis/tournament')).json()).toMatchObject({ rows: [] })
      expect((await send('POST', '/api/tennis/tournament', { body: { values: {} } })).statusCode).toBe(403)
      expect((await send('GET', '/api/todos')).json()).toMatchObject({ rows: [] })
    }
  })
})

describe('R-SD-01: no account holds two of the three, or one and business', () => {
  const pairs = roles.flatMap((one) =>
    roles
      .filter((other) => one !== other && [one, other].some((role) => (adminRoles as readonly Role[]).includes(role)))
      .map((other) => [one, other] as const),
  )

  test('by the API, in words', async () => {
    const granter = await asPerson((await person('授权人', ['city', 'security-admin'])).id)
    for (const [held, wanted] of pairs) {
      const someone = await person(`${held} ${wanted}`, ['city', held])
      const answer = await granter('POST', '/api/admin/posts', {
        body: { person: someone.id, org: 'city', role: wanted, startsOn: '2020-01-01' },
      })
      expect(answer.statusCode, `${held} ${wanted}`).toBe(409)
      expect(['ONE_ADMINISTRATOR', 'DUTIES_APART']).toContain(answer.json().code)
    }
  })

  test('by SQL as the role the product acts as', async () => {
    for (const [held, wanted] of pairs) {
      const someone = await person(`${held} ${wanted} 直接`, ['city', held])
      const insert = sql`insert into post (id, person_id, org_id, role, starts_on, granted_at, confirmed_at) values (${crypto.randomUUID()}, ${someone.id}, 'city', ${wanted}, '2020-01-01', now(), now())`
      await expect(insert.execute(db), `${held} ${wanted}`).rejects.toThrow(
        /post_one_administrator|an administrator holds no business post/,
      )
      const update = sql`update post set role = ${wanted} where person_id = ${someone.id}`
      const second = sql`insert into post (id, person_id, org_id, role, starts_on, granted_at) values (${crypto.randomUUID()}, ${someone.id}, 'office', ${held}, '2020-01-01', now())`
      await second.execute(db).catch(() => undefined)
      await update.execute(db).catch(() => undefined)
      const { rows } = await sql<{ role: Role }>`select role from post where person_id = ${someone.id} and revoked_at is null`.execute(db)
      const kinds = new Set(rows.map((row) => ((adminRoles as readonly Role[]).includes(row.role) ? row.role : 'business')))
      expect(kinds.size, `${held} ${wanted}`).toBe(1)
    }
  })

  test('however many grants come at one instant', async () => {
    for (let round = 0; round < 30; round++) {
      const someone = await person(`同时 ${round}`)
      const grants = [
        ['city', 'system-admin'],
        ['office', 'entry'],
        ['city', 'audit-admin'],
        ['500103', 'leader'],
      ] as const
      const outcomes = await Promise.allSettled(
        grants.map(([org, role]) =>
          db
            .transaction()
            .execute((tx) => grantPost(tx, { person: someone.id, org, role, startsOn: '2020-01-01', settled: true, now: new Date() })),
        ),
      )
      const kept = grants
        .filter((_, at) => outcomes[at]!.status === 'fulfilled')
        .map(([, role]) => ((adminRoles as readonly Role[]).includes(role) ? role : 'business'))
      expect(new Set(kept).size, String(kept)).toBe(1)
    }
  })
})

const isOfBusiness = (route: string) => businessOf(route, [tournament]) !== null

/** An empty page, no rows, a count of nothing, a workbook. */
function holdsNothing(answer: Awaited<ReturnType<Awaited<ReturnType<typeof asPerson>>>>): boolean {
  if (!String(answer.headers['content-type']).includes('json')) return String(answer.headers['content-disposition']).includes('.xlsx')
  const told = answer.json() as Record<string, unknown> | unknown[]
  const parts = Array.isArray(told) ? [told] : Object.values(told)
  return parts.every((part) => (Array.isArray(part) ? part.length === 0 : !part))
}
