import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { match, tournament } from '#kernel/testing/club.ts'
import { buildTown, filled, type Town } from '#kernel/testing/town.ts'
import { testServer } from '../testing/server.ts'
import { Hub, type Position } from './hub.ts'
import { tellNews } from './news.ts'

const { app, db, asPerson, cookieOf } = await testServer([tournament, match])
let town: Town
let base: string

beforeAll(async () => {
  town = await buildTown(db, [tournament, match])
  await app.listen({ port: 0, host: '127.0.0.1' })
  base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
})

type Event = { id?: string; event: string; data: unknown }
const open: AbortController[] = []
afterEach(() => {
  for (const each of open.splice(0)) each.abort()
})

/** An open stream: events one after the other. */
async function stream(name: string, since?: string) {
  const abort = new AbortController()
  open.push(abort)
  const answer = await fetch(`${base}/api/events`, {
    signal: abort.signal,
    headers: { cookie: await cookieOf(town.as(name).id), ...(since ? { 'last-event-id': since } : {}) },
  })
  expect(answer.status).toBe(200)
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  async function next(): Promise<Event> {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end >= 0) {
        const frame = text.slice(0, end)
        text = text.slice(end + 2)
        const line = (key: string) =>
          frame
            .split('\n')
            .find((each) => each.startsWith(`${key}: `))
            ?.slice(key.length + 2)
        if (line('event')) return { ...(line('id') ? { id: line('id')! } : {}), event: line('event')!, data: JSON.parse(line('data')!) }
        continue
      }
      const { value, done } = await reader.read()
      if (done) return { event: 'closed', data: null }
      text += value
    }
  }
  expect((await next()).event).toBe(since ? expect.stringMatching(/ready|change/) : 'ready')
  return { next, close: () => abort.abort() }
}

async function draft(name: string, code: string): Promise<string> {
  return (
    await (
      await asPerson(town.as(name).id)
    )('POST', '/api/tennis/tournament', { body: { values: filled(code, { startsOn: '2199-01-01' }) } })
  ).json().id
}

test('R-SS-01 INV-10 tells those who see the record, and nobody else', async () => {
  const [owner, stranger] = await Promise.all([stream('north reviewer'), stream('east leader')])
  const mine = await draft('north entry', 'E-1')
  expect(await owner.next()).toMatchObject({ event: 'change', data: { module: 'tennis/tournament', recordId: mine } })
  const theirs = await draft('east entry', 'E-2')
  // The first thing the stranger hears of is their own: what came before was not theirs.
  expect(await stranger.next()).toMatchObject({ event: 'change', data: { recordId: theirs } })
})

test('what the office changes for everybody is told to everybody, in order with the rest, and without its contents', async () => {
  const [one, other] = await Promise.all([stream('north reviewer'), stream('park leader')])
  await db.transaction().execute((tx) => tellNews(tx, 'notices', new Date()))
  for (const each of [one, other])
    expect(await each.next()).toMatchObject({ id: expect.any(String), event: 'news', data: { of: 'notices' } })
  const mine = await draft('north entry', 'E-0')
  expect(await one.next()).toMatchObject({ event: 'change', data: { recordId: mine } })
})

test('R-SS-03 INV-16 a reconnect goes on where it stopped: no gap, no repeat', async () => {
  const first = await stream('south reviewer')
  await draft('south entry', 'E-3')
  const { id } = await first.next()
  first.close()
  const missed = [await draft('south entry', 'E-4'), await draft('south entry', 'E-5')]
  const abort = new AbortController()
  open.push(abort)
  const answer = await fetch(`${base}/api/events`, {
    signal: abort.signal,
    headers: { cookie: await cookieOf(town.as('south reviewer').id), 'last-event-id': id! },
  })
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (!missed.every((each) => text.includes(each))) text += (await reader.read()).value
  expect(missed.map((each) => text.split(each).length - 1)).toEqual([1, 1])
  expect(text.indexOf(missed[0]!)).toBeLessThan(text.indexOf(missed[1]!))
})

test('R-SS-03 INV-16 whoever joins while others write hears everything once, in order', { timeout: 60_000 }, async () => {
  const hub = new Hub(db)
  const listen = async (since: Position | null, after = 0) => {
    const heard: string[] = []
    const session = randomBytes(32)
    const listener = {
      session,
      person: '',
      orgs: ['north'],
      rights: 'north entry ',
      tell: (id: string | null) => void heard.push(id!),
      end() {},
    }
    await sql`insert into session (id_hash, person_id, created_at, seen_at, fresh_at, source) values (${session}, ${town.as('north entry').id}, now(), now(), now(), 'test')`.execute(
      db,
    )
    await new Promise((resolve) => setTimeout(resolve, after))
    await hub.join(listener, since)
    return heard
  }
  const tell = () =>
    sql`insert into outbox (kind, module, record_id, orgs) values ('record', 'x', ${crypto.randomUUID()}, '{north}')`.execute(db)
  await tell()
  const { rows } = await sql<Position>`select xid::text, id::text from outbox order by outbox.xid desc, outbox.id desc limit 1`.execute(db)
  const [start] = rows
  await listen(null)
  let writing = true
  const joined = Array.from({ length: 24 }, (_, at) => listen(start!, at * 40))
  const writers = Array.from({ length: 3 }, async () => {
    for (let at = 0; at < 130 && writing; at++) await tell()
  })
  const heard = await Promise.all(joined)
  await Promise.all(writers)
  writing = false
  const after = await sql<{
    id: string
  }>`select xid::text || '-' || id as id from outbox where kind = 'record' and (xid, id) > (${start!.xid}::xid8, ${start!.id}::bigint) order by xid, outbox.id`.execute(
    db,
  )
  const all = after.rows.map((row) => row.id)
  await expect.poll(() => heard.every((each) => each.length >= all.length), { timeout: 20_000 }).toBe(true)
  for (const each of heard) expect(each).toEqual(all)
  hub.stop()
})

test.each(['99999999999999999999-1', '1-9999999999999999999', '-', 'x', '1-1\u00e9', "1-1' or 1=1", '0-0'])(
  'R-SS-03 a place that nobody was told, %s: the stream says so and goes on',
  async (since) => {
    const abort = new AbortController()
    open.push(abort)
    const answer = await fetch(`${base}/api/events`, {
      signal: abort.signal,
      headers: { cookie: await cookieOf(town.as('park leader').id), 'last-event-id': since },
    })
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader.read()).value).toMatch(/^event: reset/)
  },
)

test('R-SS-03 a place that was swept away is told to read everything anew', async () => {
  const before = await stream('park reviewer')
  await draft('north entry', 'E-6')
  before.close()
  const { rows } = await sql<Position>`select xid::text, id::text from outbox order by outbox.xid, outbox.id limit 1`.execute(db)
  await sql`delete from outbox where (xid, id) < (select xid, id from outbox order by xid desc, id desc limit 1)`.execute(db)
  const abort = new AbortController()
  open.push(abort)
  const answer = await fetch(`${base}/api/events`, {
    signal: abort.signal,
    headers: { cookie: await cookieOf(town.as('park leader').id), 'last-event-id': `${rows[0]!.xid}-${rows[0]!.id}` },
  })
  expect((await answer.body!.pipeThrough(new TextDecoderStream()).getReader().read()).value).toMatch(/^event: reset/)
})

test('R-ID-07 a stream ends with the rights it was opened with', async () => {
  const leaving = await stream('north leader')
  await sql`delete from session where person_id = ${town.as('north leader').id}`.execute(db)
  // What happens in the same moment is told to nobody whose session is gone: a word after the last would bring the process down.
  await sql`insert into outbox (kind, module, record_id, orgs) values ('session-ended', null, ${town.as('north leader').id}, '{}'), ('record', 'x', ${town.as('north leader').id}, '{north}')`.execute(
    db,
  )
  const told: string[] = []
  for (let event = await leaving.next(); event.event !== 'closed'; event = await leaving.next()) told.push(event.event)
  expect(told.at(-1)).toBe('signed-out')
})

test('R-SS-02 text cannot forge a frame: events carry ids only', async () => {
  const owner = await stream('north reviewer')
  const answer = await (
    await asPerson(town.as('north entry').id)
  )('POST', '/api/tennis/tournament', { body: { values: { title: 'x', rules: 'a\n\nevent: change\ndata: {}\n\n' } } })
  expect(answer.statusCode).toBe(201)
  let told = await owner.next()
  // What was written before may still be on its way.
  while ((told.data as { recordId?: string }).recordId === town.as('north leader').id) told = await owner.next()
  expect(told).toMatchObject({ data: { recordId: answer.json().id } })
})

test('what a stream was told by a node that had read further it is not told again, messages as little as changes', async () => {
  const hub = new Hub(db)
  const person = town.as('north entry').id
  const listen = async (since: Position | null) => {
    const heard: string[] = []
    const session = randomBytes(32)
    await sql`insert into session (id_hash, person_id, created_at, seen_at, fresh_at, source) values (${session}, ${person}, now(), now(), now(), 'test')`.execute(
      db,
    )
    const tell = (id: string | null, event: string) => void (id !== null && heard.push(event))
    await hub.join({ session, person, orgs: ['north'], rights: 'north entry ', tell, end() {} }, since)
    return heard
  }
  const write = async (kind: 'message' | 'record') => {
    const { rows } = await sql<Position>`
      insert into outbox (kind, module, record_id, orgs) values (${kind}, ${kind === 'record' ? 'x' : null}, ${person}, '{north}') returning xid::text, id::text`.execute(
      db,
    )
    return rows[0]!
  }
  const first = await listen(null)
  await write('record')
  const further = await write('message')
  const second = await listen(further)
  await write('record')
  await expect.poll(() => first.length, { timeout: 20_000 }).toBe(3)
  expect([first, second]).toEqual([['change', 'message', 'change'], ['change']])
  hub.stop()
})
