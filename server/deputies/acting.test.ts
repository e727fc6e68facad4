import { sql } from 'kysely'
import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import type { Actor } from '#kernel/org.ts'
import { perform } from '#kernel/store/perform.ts'
import { match, tournament } from '#kernel/testing/club.ts'
import { buildTown, filled, inTown, settle } from '#kernel/testing/town.ts'
import { testServer } from '../testing/server.ts'
import { listening, streamOf } from '../testing/stream.ts'

const modules = [tournament, match]
const { app, db, asPerson, cookieOf } = await testServer(modules)
const town = await buildTown(db, modules)
const go = inTown(town)
const base = await listening(app)
const PATH = '/api/tennis/tournament'

const reviewer = town.as('north reviewer')
const clerk = town.as('north entry')
const leader = town.as('north leader')
let number = 0

/** Somebody stands in for somebody from today on; answers the way to end it, as the principal ends it. */
async function standsIn(deputy: Actor, principal: Actor) {
  const body = { org: 'north', deputy: deputy.id, startsOn: today(), endsOn: today() }
  const answer = await (await asPerson(principal.id))('POST', '/api/deputations', { body })
  expect(answer.statusCode).toBe(201)
  return async () => expect((await (await asPerson(principal.id))('DELETE', `/api/deputations/${answer.json().id}`)).statusCode).toBe(204)
}
const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

async function filed(by = clerk) {
  const { id } = await go.create('north entry', tournament, filled(`D-${++number}`, { startsOn: '2199-01-01' }))
  await go.act(by, tournament, id, { verb: 'submit', version: 1 })
  return id
}
const act = async (who: Actor, id: string, deed: object) => (await asPerson(who.id))('POST', `${PATH}/${id}/acts`, { body: deed })
const desk = async (who: Actor) =>
  (await (await asPerson(who.id))('GET', '/api/todos'))
    .json()
    .rows.map((row: { recordId: string; forName: string | null }) => [row.recordId, row.forName])
const returning = { verb: 'return', version: 2, reason: { code: 'name', words: '名称不规范', pins: [] } }

describe('while somebody stands in', () => {
  test('the principal’s to-dos lie on the deputy’s desk, marked; what is done there bears both names everywhere', async () => {
    const id = await filed()
    expect(await desk(leader)).toEqual([])
    const end = await standsIn(leader, reviewer)
    expect(await desk(leader)).toEqual([[id, 'north reviewer']])
    expect(await desk(reviewer)).toEqual([[id, null]])
    expect((await (await asPerson(leader.id))('GET', '/api/todos/summary')).json().total).toBe(1)

    const returned = (await act(leader, id, returning)).json()
    expect(returned.returned).toMatchObject({ byName: 'north leader（代north reviewer）' })
    const acts = (await (await asPerson(clerk.id))('GET', `${PATH}/${id}/acts`)).json()
    expect(acts.at(-1)).toMatchObject({ verb: 'return', byName: 'north leader（代north reviewer）', role: 'reviewer', org: 'north' })
    expect((await (await asPerson(clerk.id))('GET', '/api/todos')).json().rows[0].returned.byName).toBe('north leader（代north reviewer）')
    expect((await (await asPerson(clerk.id))('GET', '/api/messages')).json().rows[0].words).toContain(
      '：名称不规范（north leader代north reviewer）',
    )
    expect((await act(reviewer, id, { verb: 'pass', version: 2 })).json().message).toBe(
      '内容已由north leader（代north reviewer）更新，请查看最新内容后再办理。',
    )
    const { rows } = await sql<{ entry: string }>`select entry from audit where entry like '%tennis/tournament:return%'`.execute(db)
    expect(JSON.parse(rows.at(-1)!.entry)).toMatchObject({ person: leader.id, facts: { for: reviewer.id } })
    const { rows: kept } = await sql<{
      by_person: string
      for_person: string
    }>`select by_person, for_person from act where record_id = ${id} and verb = 'return'`.execute(db)
    expect(kept).toEqual([{ by_person: leader.id, for_person: reviewer.id }])

    await end()
    expect((await act(leader, id, { ...returning, version: 3 })).statusCode).toBe(409)
    expect(await desk(leader)).toEqual([])
  })

  test('nobody passes what the other of the two has filed: it is on neither desk', async () => {
    const both = await settle(db, '兼任', [
      { org: 'north', role: 'entry' },
      { org: 'north', role: 'reviewer' },
    ])
    const end = await standsIn(leader, both)
    const id = await filed(both)
    const lies = async (who: Actor) => (await desk(who)).some(([record]: [string]) => record === id)
    expect([await lies(both), await lies(leader), await lies(reviewer)]).toEqual([false, false, true])
    expect((await act(leader, id, { verb: 'pass', version: 2 })).json()).toMatchObject({
      code: 'OWN_SUBMISSION',
      message: '不能代兼任审核其本人填报的内容，请由本单位其他人员办理。',
    })
    await end()
    await sql`update post set revoked_at = now() where person_id = ${both.id}`.execute(db)
    await go.act(reviewer, tournament, id, { verb: 'pass', version: 2 })
  })

  test('a deputy begins a record for the unit, and the principal counts as having written it', async () => {
    const end = await standsIn(leader, clerk)
    const made = await (await asPerson(leader.id))('POST', PATH, { body: { values: filled(`D-${++number}`, { startsOn: '2199-01-01' }) } })
    expect(made.statusCode).toBe(201)
    const { rows } = await sql<{ hands: object }>`select hands from record where id = ${made.json().id}`.execute(db)
    expect(rows[0]!.hands).toEqual({ entry: [leader.id, clerk.id] })
    await end()
    expect((await (await asPerson(leader.id))('POST', PATH, { body: { values: filled('D-0') } })).statusCode).toBe(403)
  })

  test('a program of the deputy’s works in the deputy’s own place only', async () => {
    const id = await filed()
    const end = await standsIn(clerk, reviewer)
    const { token } = (
      await (
        await asPerson(clerk.id)
      )('POST', '/api/tokens', { body: { name: '取数', scopes: ['todos:read', 'tennis/tournament:write'] } })
    ).json()
    const program = (method: 'GET' | 'POST', url: string, payload?: object) =>
      app.inject({
        method,
        url,
        headers: { authorization: `Bearer ${token}`, 'idempotency-key': crypto.randomUUID() },
        ...(payload ? { payload } : {}),
      })
    const listed = (await program('GET', '/api/todos')).json().rows.map((row: { recordId: string }) => row.recordId)
    expect(listed).not.toContain(id)
    expect((await program('POST', `${PATH}/${id}/acts`, { verb: 'pass', version: 2 })).json().code).toBe('NOT_YOURS')
    await end()
    await go.act(reviewer, tournament, id, { verb: 'pass', version: 2 })
  })
})

describe('R-AC-08 ended between looking and writing', () => {
  const inPlace: Actor = {
    ...leader,
    posts: [...leader.posts, { org: 'north', role: 'reviewer', for: { id: reviewer.id, name: reviewer.name } }],
  }
  const tries = (id: string) =>
    db
      .transaction()
      .execute((tx) => perform({ tx, actor: inPlace, now: new Date(), modules }, tournament, id, { verb: 'pass', version: 2 }))

  test.each([
    ['by nobody’s naming at all', sql`select 1`],
    ['by its end', sql`update deputation set ended_at = now() where ended_at is null`],
    ['by the principal’s post', sql`update post set ends_on = current_date - 1 where person_id = ${reviewer.id}`],
    ['by the deputy’s leaving', sql`update post set ends_on = current_date - 1 where person_id = ${leader.id}`],
    ['by its last day', sql`update deputation set starts_on = current_date - 2, ends_on = current_date - 1 where ended_at is null`],
  ])('%s, the statement itself finds nothing to do', async (what, happens) => {
    const id = await filed()
    if (what !== 'by nobody’s naming at all') await named()
    await happens.execute(db)
    await expect(tries(id)).rejects.toMatchObject({ code: 'STALE' })
    expect((await sql<{ stage: string }>`select stage from record where id = ${id}`.execute(db)).rows[0]!.stage).toBe('review')
    await sql`update post set ends_on = null`.execute(db)
    await sql`update deputation set ended_at = now() where ended_at is null`.execute(db)
    await named()
    await tries(id)
    await sql`update deputation set ended_at = now() where ended_at is null`.execute(db)
  })

  const named = () =>
    sql`insert into deputation (id, org_id, principal_id, deputy_id, starts_on, ends_on, named_at) values (${v7()}, 'north', ${reviewer.id}, ${leader.id}, current_date, current_date, now())`.execute(
      db,
    )
})

test('an open page is told at once that its rights are others, and asks anew', async () => {
  const next = await streamOf(base, await cookieOf(leader.id))
  const heard = async () => {
    const events = new Set<string>()
    while (!events.has('rights') || !events.has('message')) events.add((await next()).event)
    return events
  }
  const end = await standsIn(leader, reviewer)
  expect(await heard()).not.toContain('signed-out')
  await end()
  expect(await heard()).not.toContain('signed-out')
})
