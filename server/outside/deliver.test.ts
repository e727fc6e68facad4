import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { outsideOffice } from '../testing/outside.ts'
import { deliverDue } from './deliver.ts'
import { startOutside } from './outside.ts'

const {
  db,
  town,
  connectors,
  outside,
  failures,
  messenger,
  gateway,
  letters,
  at,
  minutesAfter,
  asOwner,
  compose,
  deliver,
  turn,
  bodies,
  log,
  phoneOf,
  returned,
  reach,
  urge,
  systemAdministrator,
} = await outsideOffice()

test('while the system runs, what is urgent leaves by itself, and stopping waits for it', async () => {
  await urge(await returned())
  const errors: unknown[] = []
  const stop = startOutside(outside, { error: (...words: unknown[]) => void errors.push(words) })
  await expect.poll(() => messenger.got.length, { timeout: 60_000 }).toBe(1)
  await stop()
  expect(await log()).toMatchObject([{ kind: 'urgent', state: 'sent' }])
  expect(errors).toEqual([])
})

describe('what does not arrive', () => {
  test('is tried again later and later under the same key, and parked after the sixth time, until somebody lets it go again', async () => {
    await returned()
    let now = at('08:30')
    messenger.answers.push(500, 503, 429, 500, 500, 500)
    await turn(now)
    for (const pause of [1, 5, 15, 60, 240]) {
      await turn(minutesAfter(now, pause - 1))
      now = minutesAfter(now, pause)
      await turn(now)
    }
    expect(messenger.got).toHaveLength(6)
    expect(new Set(messenger.got.map(({ key }) => key)).size).toBe(1)
    expect(await log()).toMatchObject([{ state: 'parked', tries: 6, failure: '对方答复 500' }])
    await turn(minutesAfter(now, 300))
    expect(messenger.got).toHaveLength(6)

    const { rows } = await sql<{ id: string }>`select id from delivery`.execute(db)
    const administrator = await systemAdministrator()
    const listed = (await administrator('GET', '/api/admin/deliveries', { query: { state: 'parked' } })).json()
    expect(listed).toMatchObject({
      parked: 1,
      sending: true,
      rows: [{ personName: 'north entry', channelName: '政务即时通讯', kind: 'digest', failure: '对方答复 500' }],
    })
    expect(JSON.stringify(listed)).not.toContain(phoneOf('north entry'))
    expect((await administrator('POST', `/api/admin/deliveries/${rows[0]!.id}/retry`, { body: {} })).statusCode).toBe(200)
    expect((await administrator('POST', `/api/admin/deliveries/${rows[0]!.id}/retry`, { body: {} })).json().code).toBe('NOT_PARKED')
    expect(await deliver(at('09:00'))).toBe(1)
    expect(new Set(messenger.got.map(({ key }) => key)).size).toBe(1)
  })

  test('is given up at once where the receiver says that it never will', async () => {
    await returned()
    messenger.answers.push(400)
    await turn(at('08:30'))
    await turn(at('12:00'))
    expect(messenger.got).toHaveLength(1)
    expect(await log()).toMatchObject([{ state: 'parked', tries: 1, failure: '对方答复 400' }])
  })

  test('waits out the quiet hours like everything that is not urgent', async () => {
    await reach('north entry', { channel: 'messenger', rhythm: 'at-once' })
    await returned()
    messenger.answers.push(500)
    await turn(at('19:59'))
    expect(await turn(at('20:30'))).toBe(0)
    expect(await turn(at('08:00', 2))).toBe(1)
  })

  test('a digest whose day has passed is not sent beside the next one, which tells what it was to tell', async () => {
    await returned()
    messenger.answers.push(500)
    await turn(at('19:59'))
    expect(await turn(at('08:00', 2))).toBe(0)
    expect(await turn(at('08:30', 2))).toBe(1)
    expect(bodies().at(-1)!.title).toBe('待办1项，新消息1条')
    expect(await log()).toMatchObject([{ state: 'dropped', failure: '当日已过，并入下一次汇总' }, { state: 'sent' }])
  })

  test('what was parked is told by the next digest, whatever the rhythm; who is refused for good is not asked over and over', async () => {
    await reach('north entry', { channel: 'messenger', rhythm: 'at-once' })
    await returned()
    messenger.answers.push(400)
    for (const clock of ['09:00', '09:01', '15:00']) await turn(at(clock))
    expect(messenger.got).toHaveLength(1)
    expect(await turn(at('08:30', 2))).toBe(1)
    expect(bodies().at(-1)).toMatchObject({ kind: 'digest', title: '待办1项，新消息1条' })
    // Nothing is left of it to send again, and a digest of yesterday cannot be.
    await sql`update delivery set state = 'parked' where kind = 'digest'`.execute(db)
    const administrator = await systemAdministrator()
    const { rows } = await sql<{ id: string }>`select id from delivery order by kind`.execute(db)
    await sql`update delivery set made_at = made_at - interval '9 days'`.execute(db)
    const retried = []
    for (const { id } of rows) retried.push((await administrator('POST', `/api/admin/deliveries/${id}/retry`, { body: {} })).statusCode)
    expect(retried).toEqual([409, 200])
    expect(await deliver(at('10:00', 2))).toBe(0)
    expect(await log()).toMatchObject([{ kind: 'single', state: 'dropped' }, { kind: 'digest' }])
  })

  test('one channel that is broken is left alone after three in a row and holds up neither the others nor what is urgent', async () => {
    const clerks = ['north', 'south', 'east', 'hall', 'park'].map((club) => `${club} entry`)
    const ids = []
    for (const clerk of clerks) ids.push(await returned(clerk))
    await reach('park entry', { channel: 'sms', rhythm: 'daily' })
    await compose(at('08:30'))
    expect((await urge(ids[3]!)).statusCode).toBe(200)
    await compose(at('08:31'))
    messenger.answers.push(200, 500, 500, 500)
    expect(await deliver(at('08:31'))).toBe(2)
    expect(bodies().map(({ kind }) => kind)).toEqual(['urgent', 'digest', 'digest', 'digest'])
    expect(gateway.got).toHaveLength(1)
    expect(await deliver(at('08:31'))).toBe(1)
  })

  test('what cannot be noted at once as sent is noted a little later, and not sent again', async () => {
    await returned()
    await asOwner(`create sequence hiccup`)
    await asOwner(`grant usage on sequence hiccup to luoshi_app`)
    await asOwner(`create function hiccup() returns trigger language plpgsql as $$ begin
      if new.state = 'sent' and nextval('hiccup') = 1 then raise exception 'the database is busy'; end if; return new; end $$`)
    await asOwner(`create trigger hiccup before update on delivery for each row execute function hiccup()`)
    expect(await turn(at('08:30'))).toBe(1)
    await asOwner(`drop trigger hiccup on delivery`)
    await turn(at('09:00'))
    expect(messenger.got).toHaveLength(1)
    expect(await log()).toMatchObject([{ state: 'sent', tries: 1 }])
  })

  test('nothing more is begun once the node is told to stop; the try under way is finished', async () => {
    for (const clerk of ['north entry', 'south entry']) await returned(clerk)
    await compose(at('08:30'))
    let going = true
    messenger.hear = () => (going = false)
    expect(await deliverDue(outside, 'messenger', () => going, at('08:30'))).toBe(1)
    messenger.hear = () => undefined
    expect((await log()).map(({ state }) => state).sort()).toEqual(['sent', 'waiting'])
  })

  test('an answer that was lost: the receiver took it, hears of it again under the same key, and has it once', async () => {
    await returned()
    messenger.answers.push('hang up')
    await turn(at('08:30'))
    expect(await log()).toMatchObject([{ state: 'waiting', tries: 1 }])
    await turn(at('08:31'))
    expect(messenger.got).toHaveLength(2)
    expect(messenger.taken.size).toBe(1)
    expect(await log()).toMatchObject([{ state: 'sent', tries: 2, failure: null }])
  })

  test('a node that died in a try leaves it to the others, under the same key', async () => {
    await returned()
    await compose(at('08:30'))
    // As `claim` leaves it when nothing follows.
    await sql`update delivery set tries = 1, next_at = ${minutesAfter(at('08:30'), 10)}`.execute(db)
    expect(await deliver(at('08:39'))).toBe(0)
    expect(await deliver(at('08:40'))).toBe(1)
    expect(await log()).toMatchObject([{ state: 'sent', tries: 2 }])
  })

  test('a letter that was put off is the same letter', async () => {
    await reach('north entry', { channel: 'mail', rhythm: 'daily', mail: 'li@office.example' })
    await returned()
    letters.answers.push(451)
    await turn(at('08:30'))
    await turn(at('08:31'))
    const { rows } = await sql<{ id: string }>`select id from delivery`.execute(db)
    expect(letters.letters).toHaveLength(1)
    expect(letters.letters[0]!.source).toContain(`<${rows[0]!.id}@office.example>`)
  })
})

test('where a domain is the office’s no longer nothing is sent there, and the log says why', async () => {
  await reach('north entry', { channel: 'mail', rhythm: 'daily', mail: 'li@office.example' })
  await returned()
  await compose(at('08:30'))
  const mail = { ...connectors.mail!, domains: ['other.example'] }
  await deliverDue({ ...outside, connectors: { ...connectors, mail } }, 'mail', undefined, at('08:30'))
  expect(letters.letters).toEqual([])
  expect(await log()).toMatchObject([{ state: 'dropped', failure: '邮箱不在允许的域名内' }])
})

test('a fault that no connector foresaw is told to the log as it is, and to the list as a fault of the system', async () => {
  await returned()
  await sql`update person set phone_sealed = ${Buffer.from('of another key')} where id = ${town.as('north entry').id}`.execute(db)
  expect(await turn(at('08:30'))).toBe(0)
  expect(await log()).toMatchObject([{ state: 'waiting', tries: 1, failure: '系统故障' }])
  expect(failures).toEqual([expect.any(Error)])
})

test('the list of what left goes on where it was left, whatever leaves meanwhile', async () => {
  const made = (count: number, since: string) =>
    sql`
    insert into delivery (id, key, person_id, channel, kind, state, made_at, next_at)
    select gen_random_uuid(), gen_random_uuid()::text, ${town.as('north entry').id}, 'sms', 'single', 'waiting', ${since}::timestamptz + nr / 3 * interval '1 microsecond', now()
    from generate_series(1, ${count}::int) as nr`.execute(db)
  await made(120, '2026-01-01')
  const administrator = await systemAdministrator()
  const seen: string[] = []
  for (let after: string | null = ''; after !== null;) {
    const query: Record<string, string> = after === '' ? {} : { after }
    const page = (await administrator('GET', '/api/admin/deliveries', { query })).json()
    seen.push(...page.rows.map(({ id }: { id: string }) => id))
    after = page.next
    await made(7, '2026-02-01')
  }
  expect(seen).toHaveLength(120)
  expect(new Set(seen).size).toBe(120)
  expect((await administrator('GET', '/api/admin/deliveries', { query: { after: '50' } })).json().code).toBe('BAD_CURSOR')
})
