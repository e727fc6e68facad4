import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Deed } from '#kernel/store/deed.ts'
import { lapseAll } from '../clock/lapses.ts'
import { clubModules, naming, tournament } from '#kernel/testing/club.ts'
import { buildTown, filled, inTown, TODAY } from '#kernel/testing/town.ts'
import { testServer } from '../testing/server.ts'
import { listening, streamOf } from '../testing/stream.ts'

const { app, db, asPerson, cookieOf } = await testServer(clubModules)
const town = await buildTown(db)
const { create, act } = inTown(town)
const base = await listening(app)
const as = (name: string) => asPerson(town.as(name).id)
const messages = async (name: string, query: Record<string, string> = {}) =>
  (await (await as(name))('GET', '/api/messages', { query })).json()
const unread = async (name: string) => (await (await as(name))('GET', '/api/messages/count')).json().unread
let number = 0

const returning = (version: number): Deed => ({ verb: 'return', version, reason: { code: 'name', words: '名称不规范', pins: ['title'] } })

async function returned(club = 'north') {
  const { id } = await create(`${club} entry`, tournament, filled(`M-${++number}`))
  await act(`${club} entry`, tournament, id, { verb: 'submit', version: 1 })
  await act(`${club} reviewer`, tournament, id, returning(2))
  return id
}

/** A name that is listed and waits for its second paper until 4 June. */
async function drawing(title: string) {
  const { id } = await create('east entry', naming, { title, plan: '方案' })
  await act('east entry', naming, id, { verb: 'submit', version: 1 })
  await act('east reviewer', naming, id, { verb: 'pass', version: 2 })
  await act('federation reviewer', naming, id, { verb: 'decide', outcome: 'listed', version: 3 })
  return id
}

describe('what somebody is told', () => {
  test('what came back: to those who are to mend it, with the words and who said them, at once on an open page', async () => {
    const next = await streamOf(base, await cookieOf(town.as('north entry').id))
    const id = await returned()
    let event = await next()
    while (event.event === 'change') event = await next()
    expect(event).toEqual({ event: 'message', data: {} })
    expect((await messages('north entry')).rows).toMatchObject([
      {
        kind: 'returned',
        kindName: '被驳回',
        recordId: id,
        moduleName: '网球赛事',
        readAt: null,
        words: '网球赛事《春季公开赛》在“俱乐部审核”被驳回：名称不规范（north reviewer）',
      },
    ])
    for (const name of ['north reviewer', 'north leader', 'south entry']) expect((await messages(name)).rows).toEqual([])
  })

  test('a decision that sends back, in its own words; the other decisions say it by the to-do', async () => {
    const { id } = await create('south entry', naming, { title: '红土球场', plan: '方案' })
    await act('south entry', naming, id, { verb: 'submit', version: 1 })
    await act('south reviewer', naming, id, { verb: 'pass', version: 2 })
    await act('federation reviewer', naming, id, {
      verb: 'decide',
      outcome: 'revise',
      version: 3,
      reason: { code: '', words: '补全方案', pins: [] },
    })
    expect((await messages('south entry')).rows.map(({ words }: { words: string }) => words)).toEqual([
      '球场命名《红土球场》在“协会核定方案”的意见为“继续修改方案”：补全方案（federation reviewer）',
    ])
  })

  test('more time granted or denied, with the day that holds now', async () => {
    const id = await drawing('东湖球场')
    const asks: Omit<Deed, 'version'> = { verb: 'extend', about: '2026-07-01', reason: { code: 'extend', words: '雨季', pins: [] } }
    await act('east entry', naming, id, { ...asks, version: 4 })
    await act('federation reviewer', naming, id, { verb: 'deny', version: 5 })
    expect((await messages('east entry')).rows[0].words).toBe('球场命名《东湖球场》的延期申请未获同意，办理期限仍为2026-06-04。')
    await act('east entry', naming, id, { ...asks, version: 6 })
    await act('federation reviewer', naming, id, { verb: 'grant', version: 7 })
    // Both at one moment of the tests' clock.
    expect((await messages('east entry')).rows.filter(({ recordId }: { recordId: string }) => recordId === id)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'extension', words: '球场命名《东湖球场》的延期申请已获同意，办理期限延至2026-07-01。' }),
      ]),
    )
  })

  test('what happened by itself when time ran out', async () => {
    const id = await drawing('西湖球场')
    await lapseAll(db, clubModules, new Date(TODAY.getTime() + 60 * 24 * 60 * 60 * 1000))
    const told = (await messages('east entry')).rows.find(
      (row: { recordId: string; kind: string }) => row.recordId === id && row.kind === 'lapsed',
    )
    expect(told.words).toBe('球场命名《西湖球场》在“俱乐部报送施工图”的办理期限已过，系统已自动按“移出名录”处理。')
  })
})

describe('reading', () => {
  test('one, or all; the count follows, on other machines too; another’s cannot be read', async () => {
    await returned('south')
    await returned('south')
    const [first, second] = (await messages('south entry', { state: 'unread' })).rows
    const before = await unread('south entry')
    const elsewhere = await streamOf(base, await cookieOf(town.as('south entry').id))
    const read = async (name: string, body: object) => (await (await as(name))('POST', '/api/messages/read', { body })).json()
    expect(await read('south reviewer', { ids: [first.id] })).toEqual({ read: 0 })
    expect(await read('south entry', { ids: [first.id] })).toEqual({ read: 1 })
    let event = await elsewhere()
    while (event.event === 'change') event = await elsewhere()
    expect(event.event).toBe('message')
    expect(await unread('south entry')).toBe(before - 1)
    expect((await messages('south entry', { state: 'unread' })).rows.map(({ id }: { id: string }) => id)).not.toContain(first.id)
    expect((await messages('south entry')).rows.find(({ id }: { id: string }) => id === second.id).readAt).toBeNull()
    await read('south entry', { all: true })
    expect(await unread('south entry')).toBe(0)
    // Where nothing was marked nobody's page is told to look.
    const told = async () => (await sql<{ last: string }>`select max(id) as last from outbox`.execute(db)).rows[0]!.last
    const last = await told()
    expect(await read('south entry', { all: true })).toEqual({ read: 0 })
    expect(await told()).toBe(last)
    expect((await (await as('south entry'))('POST', '/api/messages/read', { body: {} })).statusCode).toBe(422)
  })

  test('INV-10 of what a person sees no longer they are told nothing: not in the list, not in the count', async () => {
    const id = await returned('south')
    expect(await unread('south entry')).toBe(1)
    const gone = {
      withdrawn: sql`delete from sight where record_id = ${id}`,
      back: sql`insert into sight (org_id, module, record_id) values ('south', 'tennis/tournament', ${id})`,
    }
    await gone.withdrawn.execute(db)
    expect(await unread('south entry')).toBe(0)
    expect((await messages('south entry')).rows.map((row: { recordId: string }) => row.recordId)).not.toContain(id)
    await gone.back.execute(db)
    expect(await unread('south entry')).toBe(1)
    // Whoever left the organisation has no desk and no message of it either.
    await sql`update post set revoked_at = now() where person_id = ${town.as('south entry').id}`.execute(db)
    expect((await messages('south entry')).rows).toEqual([])
    await sql`update post set revoked_at = null where person_id = ${town.as('south entry').id}`.execute(db)
  })

  test('pages follow one another', async () => {
    const rows = Array.from({ length: 60 }, (_, at) => ({ words: `第${at}条`, at: new Date(TODAY.getTime() + at * 1000) }))
    await sql`insert into message (id, person_id, kind, words, at) select gen_random_uuid(), ${town.as('park entry').id}, 'deputy', words, at from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(words text, at timestamptz)`.execute(
      db,
    )
    const first = await messages('park entry')
    const second = await messages('park entry', { after: first.next })
    expect([...first.rows, ...second.rows].map(({ words }: { words: string }) => words)).toEqual(rows.map(({ words }) => words).reverse())
    expect(second.next).toBeNull()
  })
})
