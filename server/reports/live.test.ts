import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { dayOf, periodOf } from '#kernel/day.ts'
import { keepForms } from '#kernel/store/form.ts'
import { brand } from '#modules/reform/brand.ts'
import { connect } from '../database/connect.ts'
import { loadSchemes } from './schemes.ts'
import { testOffice } from '../testing/office.ts'
import { YUZHONG } from '../testing/reporting.ts'
import { liveUncounted } from '../cockpit/live-uncounted.ts'
import { Live } from './live.ts'

const { app, db, url, person, asPerson } = await testOffice({}, [brand])
await keepForms(db, [brand])
await loadSchemes(db, new Date('2023-01-01T00:00:00Z'))
/** A second node's way in, to hold what the first one looks at. */
const other = connect(url)

const now = new Date()
const { last } = periodOf(dayOf(now), 'quarter')
const logged: unknown[] = []
const live = new Live(db, 'district', (error) => logged.push(error))
const national = async () => (await live.now(now)).units.find(({ id }) => id === YUZHONG)!.values.national

// Time is told to it, so that nothing here hangs on how fast the machine is.
beforeAll(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterAll(() => void vi.useRealTimers())

let made = 0
/** Something decided that counts, as an act leaves it. */
async function decided() {
  const id = `00000000-0000-7000-8000-${String(++made).padStart(12, '0')}`
  await sql`
    with made as (insert into record (id, module, owner, stage, version, round, reached, title, record_values, hands, since, created_at, changed_at, grams, found_in)
      values (${id}, ${brand.path}, ${YUZHONG}, 'approved', 1, 1, 1, 'x', '{}', '{}', ${now}, ${now}, ${now}, '{}', ''))
    insert into tally (figure, org_id, on_day, kind, amount, same, record_id, counted_at) values ('national', ${YUZHONG}, ${last}, '', 1, '', ${id}, ${now})`.execute(
    db,
  )
  return id
}

/** Until then no look can end. */
async function held<T>(work: () => Promise<T>, table: 'scheme' | 'tally' = 'scheme'): Promise<T> {
  return other.db.transaction().execute(async (tx) => {
    await sql`set local role none`.execute(tx)
    await sql`lock table ${sql.table(table)} in access exclusive mode`.execute(tx)
    return work()
  })
}

test('what is known is answered at once while a look runs, and what was decided shows when it has ended', async () => {
  expect(await national()).toBe('0')
  await decided()
  vi.advanceTimersByTime(1_000)
  await held(async () => {
    // The look waits for the table; nobody waits for the look, and there is one.
    expect(await Promise.all([national(), national(), national()])).toEqual(['0', '0', '0'])
    await expect.poll(() => waiting()).toBe(1)
    expect(await national()).toBe('0')
    expect(await waiting()).toBe(1)
  })
  await expect.poll(national).toBe('1')
})

test('what was looked at two seconds ago is served to nobody', async () => {
  await decided()
  vi.advanceTimersByTime(2_001)
  expect(await national()).toBe('2')
})

test('where nothing that counts has happened the same figures stay, word for word', async () => {
  const before = await live.now(now)
  vi.advanceTimersByTime(2_001)
  expect(await live.now(now)).toBe(before)
  await sql`update org set version = version + 1 where id = ${YUZHONG}`.execute(db)
  vi.advanceTimersByTime(2_001)
  expect(await live.now(now)).not.toBe(before)
})

test('what was decided, takes another amount, loses its ground or is gone has all counted anew; a draft that is filed and saved has not', async () => {
  const before = await live.now(now)
  const clerk = await asPerson((await person('渝中 录入员', [YUZHONG, 'entry'])).id)
  const draft = (await clerk('POST', `/api/${brand.path}`, { body: { values: {} } })).json()
  const values = { matter: '另写一稿' }
  const saved = await clerk('PATCH', `/api/${brand.path}/${draft.id}`, { body: { version: draft.version, values } })
  expect(saved.statusCode, saved.body).toBe(200)
  const { rows } = await sql`select kind, moved from outbox where record_id = ${draft.id} order by id`.execute(db)
  expect(rows).toEqual([
    { kind: 'record', moved: true },
    { kind: 'record', moved: false },
  ])
  vi.advanceTimersByTime(2_001)
  expect(await live.now(now)).toBe(before)
  const counted = async () => {
    vi.advanceTimersByTime(2_001)
    return Number(await national())
  }
  const start = await counted()
  const id = await decided()
  expect(await counted()).toBe(start + 1)
  await sql`update tally set amount = 5 where record_id = ${id}`.execute(db)
  expect(await counted()).toBe(start + 5)
  await sql`update tally set grounded = false where record_id = ${id}`.execute(db)
  expect(await counted()).toBe(start)
  await sql`update tally set grounded = true where record_id = ${id}`.execute(db)
  expect(await counted()).toBe(start + 5)
  await sql`delete from tally where record_id = ${id}`.execute(db)
  expect(await counted()).toBe(start)
})

test('while a count takes long those who are looking on go on with what is known; who comes after a pause waits for it', async () => {
  const start = Number(await national())
  await decided()
  vi.advanceTimersByTime(900)
  await held(async () => {
    // Known to be right 0.9 s ago; the look that begins sees that it is no longer.
    expect(Number(await national())).toBe(start)
    await expect.poll(() => waiting('tally')).toBe(1)
    vi.advanceTimersByTime(30_000)
    expect(Number(await national())).toBe(start)
  }, 'tally')
  await expect.poll(async () => Number(await national())).toBe(start + 1)

  await decided()
  vi.advanceTimersByTime(2_001)
  let told: number | null = null
  const asked = await held(async () => {
    const asking = national().then((found) => (told = Number(found)))
    await expect.poll(() => waiting('tally')).toBe(1)
    expect(told).toBeNull()
    return { asking }
  }, 'tally')
  expect(await asked.asking).toBe(start + 2)
})

test('尚未计入 is made anew when a desk or a tally is another, not when something is only saved', async () => {
  const listed = liveUncounted(app, 'district')
  const told = async (moved: boolean, module = brand.path) => {
    await sql`insert into outbox (kind, module, orgs, moved) values ('record', ${module}, '{}', ${moved})`.execute(db)
    vi.advanceTimersByTime(2_001)
    return listed.now(now)
  }
  const first = await listed.now(now)
  expect(await told(false)).toBe(first)
  expect(await told(true, 'reform/news')).toBe(first)
  const second = await told(true)
  expect(second).not.toBe(first)
  await decided()
  expect(await told(false)).not.toBe(second)
})

test('a look that fails is told to the log, those who need none are answered, who waits for it is refused, and the next one goes on', async () => {
  vi.advanceTimersByTime(2_001)
  const known = await national()
  const owner = (statement: ReturnType<typeof sql>) =>
    other.db.transaction().execute(async (tx) => {
      await sql`set local role none`.execute(tx)
      await statement.execute(tx)
    })
  await owner(sql`alter table outbox rename to outbox_away`)
  vi.advanceTimersByTime(1_000)
  expect(await national()).toBe(known)
  await expect.poll(() => logged.length).toBe(1)
  // Not asked again by every request that comes.
  expect(await Promise.all([national(), national()])).toEqual([known, known])
  expect(logged).toHaveLength(1)
  vi.advanceTimersByTime(1_001)
  await expect(live.now(now)).rejects.toThrow('outbox')
  await owner(sql`alter table outbox_away rename to outbox`)
  await decided()
  expect(await national()).toBe(String(Number(known) + 1))
})

test('whoever has the figures already is told so', async () => {
  const call = await asPerson((await person('渝中 领导', [YUZHONG, 'leader'])).id)
  const first = await call('GET', '/api/reports/district/live')
  const etag = first.headers.etag as string
  expect([first.statusCode, first.json().units.length]).toEqual([200, 2])
  const again = await call('GET', '/api/reports/district/live', { headers: { 'if-none-match': etag } })
  expect([again.statusCode, again.body]).toEqual([304, ''])
  expect((await call('GET', '/api/reports/district/live', { headers: { 'if-none-match': '"x"' } })).statusCode).toBe(200)
  await other.pool.end()
})

const waiting = async (table = 'scheme') =>
  (await sql<{ n: number }>`select count(*)::int as n from pg_locks where not granted and relation = ${table}::regclass`.execute(db))
    .rows[0]!.n
