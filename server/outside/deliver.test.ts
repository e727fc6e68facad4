import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { match, tournament } from '#kernel/testing/club.ts'
import { tellPerson } from '#kernel/store/tell.ts'
import { buildTown, filled, inTown, type Town } from '#kernel/testing/town.ts'
import { v7 } from 'uuid'
import { leftOut } from '../backup/left-out.ts'
import { sealPhone } from '../identity/phone.ts'
import { onDatabase } from '../testing/contents.ts'
import { httpReceiver, smtpReceiver } from '../testing/receiver.ts'
import { testServer } from '../testing/server.ts'
import { composeDue } from './compose.ts'
import { channels, type Connectors } from './connectors.ts'
import { deliverDue } from './deliver.ts'
import { startOutside } from './outside.ts'

const SECRET = 'shared with the receiver'
const messenger = await httpReceiver(SECRET)
const gateway = await httpReceiver(SECRET)
const login = { user: 'luoshi', password: 'of the office' }
const letters = await smtpReceiver(login)
const connectors: Connectors = {
  address: 'https://luoshi.example',
  hosts: ['127.0.0.1'],
  default: 'messenger',
  messenger: { url: messenger.url, secret: SECRET },
  mail: { host: '127.0.0.1', port: letters.port, secure: false, ...login, from: 'luoshi@office.example', domains: ['office.example'] },
  sms: { url: gateway.url, secret: SECRET, as: 'json', body: { mobile: '{phone}', content: '【落实】{text}' } },
}
const modules = [tournament, match]
const { app, db, url, asPerson } = await testServer(modules, { connectors })
const town: Town = await buildTown(db, modules)
const { create, act } = inTown(town, new Date())
const outside = { db, keys: app.keys, connectors, modules: () => modules }

/** A moment of a day at the city's clocks; tomorrow unless told otherwise, so that what tests do today is before it. */
const at = (clock: string, days = 1) =>
  new Date(new Date(`${new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)}T${clock}:00+08:00`))
const minutesAfter = (moment: Date, minutes: number) => new Date(moment.getTime() + minutes * 60_000)
const asOwner = (statement: string) => onDatabase(url, (client) => client.query(statement))
const failures: unknown[] = []
const compose = (now: Date) => composeDue(db, connectors, now, (error) => failures.push(error))
const deliver = async (now: Date) => {
  const sent = await Promise.all(channels.map((channel) => deliverDue(outside, channel, undefined, now)))
  return sent.reduce((all, each) => all + each, 0)
}
const turn = async (now: Date) => {
  await compose(now)
  return deliver(now)
}
const bodies = (from = messenger) =>
  from.got.map(({ body }) => JSON.parse(body) as { to: string; title: string; text: string; kind: string; id: string; link: string })
const log = async () =>
  (
    await sql<{
      kind: string
      channel: string
      state: string
      tries: number
      failure: string | null
    }>`select kind, channel, state, tries, failure from delivery order by made_at, key`.execute(db)
  ).rows
const phoneOf = (name: string) => `100${String([...people.keys()].indexOf(name)).padStart(8, '0')}`
const people = new Map<string, string>()
let number = 0

/** What came back to a clerk: one message, and one to-do. */
async function returned(clerk = 'north entry') {
  const [club] = clerk.split(' ')
  const { id } = await create(clerk, tournament, filled(`O-${++number}`, { startsOn: '2199-01-01' }))
  await act(clerk, tournament, id, { verb: 'submit', version: 1 })
  await act(`${club} reviewer`, tournament, id, { verb: 'return', version: 2, reason: { code: 'name', words: '名称不规范', pins: [] } })
  return id
}
const reach = async (name: string, body: object) => (await asPerson(town.as(name).id))('PUT', '/api/reach', { body })
const urge = async (id: string) =>
  (await asPerson(town.as('federation reviewer').id))('POST', `/api/tennis/tournament/${id}/urgings`, { body: { words: '今晚上会' } })

beforeEach(async () => {
  for (const name of ['north', 'south', 'east', 'hall', 'park', 'federation'].flatMap((org) =>
    ['entry', 'reviewer', 'leader'].map((role) => `${org} ${role}`),
  )) {
    people.set(name, town.as(name).id)
    const { id } = town.as(name)
    await sql`update person set phone_sealed = ${sealPhone(app.keys, phoneOf(name), id)}, demonstration = false where id = ${id}`.execute(
      db,
    )
  }
  for (const table of ['todo', 'message', 'delivery', 'reach', 'sending']) await sql`delete from ${sql.table(table)}`.execute(db)
  await sql`insert into sending (begun_at) values (now())`.execute(db)
  for (const each of [messenger, gateway]) {
    each.got.length = 0
    each.taken.clear()
    each.answers.length = 0
  }
  letters.letters.length = 0
  letters.answers.length = 0
})

describe('the digest', () => {
  test('is one a person and day, from half past eight on, of what is new; whoever has nothing new gets none', async () => {
    await returned()
    expect(await turn(at('08:29'))).toBe(0)
    expect(await turn(at('08:30'))).toBe(1)
    expect(bodies()).toEqual([
      {
        id: expect.any(String),
        kind: 'digest',
        to: phoneOf('north entry'),
        title: '待办1项，新消息1条',
        text: 'north entry，您有待办1项，新消息1条。\n1. 网球赛事《春季公开赛》在“俱乐部审核”被驳回：名称不规范（north reviewer）',
        link: 'https://luoshi.example/',
      },
    ])
    await returned()
    expect(await turn(at('15:00'))).toBe(0)
    expect(await turn(at('08:30', 2))).toBe(1)
    expect(bodies()[1]!.text).toContain('您有待办2项，新消息1条')
    expect(await turn(at('08:30', 3))).toBe(0)
  })

  test('is made in one round a day: who has something new only later waits until tomorrow, and nothing in between is overlooked', async () => {
    expect(await turn(at('09:00'))).toBe(0)
    await returned()
    expect(await turn(at('14:03'))).toBe(0)
    // Nobody looked for two days, and the to-do is older than a day.
    await sql`update message set read_at = now()`.execute(db)
    await sql`update todo set since = ${at('09:10')}`.execute(db)
    expect(await turn(at('10:00', 3))).toBe(1)
    expect(bodies()[0]!.title).toBe('待办1项')
    expect(await turn(at('08:30', 4))).toBe(0)
  })

  test('does not come on the afternoon it is switched on; the first one tells what waits', async () => {
    await returned()
    await sql`update message set read_at = now()`.execute(db)
    await sql`update todo set since = now() - interval '9 days'`.execute(db)
    await sql`update sending set begun_at = ${at('14:00')}`.execute(db)
    expect(await turn(at('14:03'))).toBe(0)
    expect(await turn(at('08:30', 2))).toBe(1)
    expect(bodies()[0]!.title).toBe('待办1项')
  })

  test('names no to-dos where there are none', async () => {
    await returned()
    await sql`delete from todo`.execute(db)
    await turn(at('08:30'))
    expect(bodies()[0]!.title).toBe('新消息1条')
  })

  test('leaves out what was read meanwhile and what is seen no longer; when nothing is left, nothing is sent', async () => {
    const id = await returned()
    await sql`delete from todo`.execute(db)
    await compose(at('08:30'))
    await sql`delete from sight where record_id = ${id}`.execute(db)
    expect(await deliver(at('08:31'))).toBe(0)
    expect(await log()).toMatchObject([{ state: 'dropped' }])
    expect(messenger.got).toEqual([])
  })

  test('is made by one node, sent by one, however many wake at the same moment', async () => {
    await returned()
    await returned('south entry')
    const now = at('08:30')
    await Promise.all([turn(now), turn(now), turn(now)])
    await Promise.all([turn(now), turn(now)])
    expect(
      bodies()
        .map(({ to }) => to)
        .sort(),
    ).toEqual([phoneOf('north entry'), phoneOf('south entry')].sort())
  })

  test('no invented person and no closed account gets any', async () => {
    await returned()
    await returned('south entry')
    await sql`update person set demonstration = true where id = ${town.as('north entry').id}`.execute(db)
    await sql`update person set disabled_at = now() where id = ${town.as('south entry').id}`.execute(db)
    expect(await turn(at('09:00'))).toBe(0)
    expect(await log()).toEqual([])
    // Nor if that came in between.
    await sql`update person set demonstration = false, disabled_at = null`.execute(db)
    await compose(at('09:00', 2))
    expect(await log()).toHaveLength(2)
    await sql`update person set demonstration = true where id = ${town.as('north entry').id}`.execute(db)
    await sql`update person set disabled_at = now() where id = ${town.as('south entry').id}`.execute(db)
    await deliver(at('09:01', 2))
    expect(messenger.got).toEqual([])
    await sql`update person set demonstration = false, disabled_at = null`.execute(db)
  })
})

describe('each at once, quiet hours and urgency', () => {
  test('many at one time are one for whoever wants each at once, and what comes while that one is on its way is the next', async () => {
    await reach('north entry', { channel: 'messenger', rhythm: 'at-once' })
    for (let each = 0; each < 12; each++) await returned()
    messenger.answers.push(500)
    expect(await turn(at('12:00'))).toBe(0)
    await returned()
    await returned()
    expect(await turn(at('12:01'))).toBe(1)
    expect(await turn(at('12:02'))).toBe(1)
    const [, first, second] = bodies()
    expect(first).toMatchObject({ kind: 'single', title: '新消息12条', link: 'https://luoshi.example/messages' })
    expect(first!.text.split('\n')).toHaveLength(12)
    expect(first!.text).toContain('……另有2条，请登录查看。')
    expect(second!.title).toBe('新消息2条')
    expect(messenger.taken.size).toBe(2)
  })

  test('what was told over night is one in the morning', async () => {
    await reach('north entry', { channel: 'messenger', rhythm: 'at-once' })
    for (const clock of ['21:00', '23:00']) {
      await returned()
      await turn(at(clock))
    }
    expect(await turn(at('08:00', 2))).toBe(1)
    expect(bodies()[0]!.title).toBe('新消息2条')
  })

  test('where one kind cannot be written down, the others still are, and it is said', async () => {
    await reach('south entry', { channel: 'messenger', rhythm: 'at-once' })
    const id = await returned()
    await returned('south entry')
    await urge(id)
    await asOwner(`alter table delivery add constraint no_digest check (kind <> 'digest')`)
    failures.length = 0
    expect(await turn(at('08:30'))).toBe(2)
    expect(bodies().map(({ kind }) => kind)).toEqual(['urgent', 'single'])
    expect(failures).toMatchObject([{ constraint: 'no_digest' }])
    await asOwner(`alter table delivery drop constraint no_digest`)
    expect(await turn(at('08:31'))).toBe(1)
  })

  test('a message about no record is called what it is', async () => {
    await reach('north entry', { channel: 'messenger', rhythm: 'at-once' })
    await db.transaction().execute((tx) => tellPerson(tx, town.as('north entry').id, 'deputy', '请您代理', new Date()))
    await turn(at('12:00'))
    expect(bodies()[0]).toMatchObject({ title: '代理通知', text: '请您代理', link: 'https://luoshi.example/messages' })
  })

  test('who wants each message at once gets it, but not between eight in the evening and eight in the morning', async () => {
    await reach('north entry', { channel: 'messenger', rhythm: 'at-once' })
    const id = await returned()
    for (const clock of ['20:00', '23:59']) expect(await turn(at(clock))).toBe(0)
    expect(await turn(at('07:59', 2))).toBe(0)
    expect(await turn(at('08:00', 2))).toBe(1)
    expect(bodies()).toMatchObject([
      { kind: 'single', title: '被驳回：网球赛事', link: `https://luoshi.example/m/tennis/tournament/${id}` },
    ])
    expect(await turn(at('08:30', 2))).toBe(0)
  })

  test('what is urgent goes at once at any hour, to those with a daily digest too, and is not told again in the digest', async () => {
    const id = await returned()
    expect((await urge(id)).statusCode).toBe(200)
    expect(await turn(at('23:00', 0))).toBe(1)
    expect(bodies()).toMatchObject([{ kind: 'urgent', title: '加急提醒：网球赛事' }])
    expect(bodies()[0]!.text).toContain('请尽快办理：今晚上会')
    await turn(at('08:30'))
    expect(bodies()[1]!.text).not.toContain('今晚上会')
  })

  test('who wants none gets none; who chose text messages gets no titles in them, who chose mail a letter', async () => {
    expect((await reach('south entry', { channel: 'none', rhythm: 'daily' })).statusCode).toBe(200)
    await reach('north entry', { channel: 'sms', rhythm: 'daily' })
    await reach('east entry', { channel: 'mail', rhythm: 'daily', mail: 'Li@office.example' })
    for (const clerk of ['north entry', 'south entry', 'east entry']) await returned(clerk)
    expect(await turn(at('08:30'))).toBe(2)
    expect(messenger.got).toEqual([])
    expect(JSON.parse(gateway.got[0]!.body)).toEqual({
      mobile: phoneOf('north entry'),
      content: '【落实】您有待办1项，新消息1条，请登录办理。',
    })
    expect(letters.letters.map(({ to }) => to)).toEqual([['li@office.example']])
    expect(textOf(letters.letters[0]!.source)).toBe('您有待办1项，新消息1条，请登录办理。\n\nhttps://luoshi.example/\n')
  })
})

test('what waits for a channel that was taken away is told by the next digest, along another', async () => {
  await reach('north entry', { channel: 'sms', rhythm: 'at-once' })
  await returned()
  await compose(at('12:00'))
  const { sms: _sms, ...others } = connectors
  await deliverDue({ ...outside, connectors: others }, 'sms', undefined, at('12:00'))
  expect(await log()).toMatchObject([{ channel: 'sms', state: 'dropped', failure: '该方式已停用' }])
  await reach('north entry', { channel: 'messenger', rhythm: 'at-once' })
  expect(await turn(at('08:30', 2))).toBe(1)
  expect(bodies()[0]!.title).toBe('待办1项，新消息1条')
  expect(gateway.got).toEqual([])
})

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

describe('F-24 a copy', () => {
  test('has nothing on its way and may not send: both tables are left out of backups, and nothing leaves before somebody switches it on', async () => {
    expect(leftOut).toEqual(expect.arrayContaining(['delivery', 'sending']))
    await returned()
    await compose(at('08:30'))
    await sql`delete from sending`.execute(db)
    expect(await turn(at('09:00'))).toBe(0)
    await returned('south entry')
    expect(await turn(at('10:00'))).toBe(0)
    expect(messenger.got).toEqual([])
    const administrator = await systemAdministrator()
    expect((await administrator('PUT', '/api/admin/sending', { body: { on: true } })).json()).toEqual({ sending: true })
    expect(await turn(at('11:00'))).toBe(2)
    expect((await administrator('PUT', '/api/admin/sending', { body: { on: false } })).json()).toEqual({ sending: false })
    const clerk = await asPerson(town.as('north entry').id)
    expect((await clerk('PUT', '/api/admin/sending', { body: { on: true } })).statusCode).toBe(403)
  })
})

describe('how somebody wants to be reached', () => {
  test('by what is set up, at an address of the office’s own, which the database keeps sealed', async () => {
    const clerk = await asPerson(town.as('park entry').id)
    expect((await clerk('GET', '/api/reach')).json()).toEqual({
      channel: 'messenger',
      rhythm: 'daily',
      mail: null,
      open: [
        { channel: 'messenger', name: '政务即时通讯' },
        { channel: 'mail', name: '电子邮件' },
        { channel: 'sms', name: '短信' },
      ],
      mailDomains: ['office.example'],
      sending: true,
    })
    const put = async (body: object) => clerk('PUT', '/api/reach', { body })
    for (const mail of [
      'li@elsewhere.example',
      'li@office.example.elsewhere',
      '"x"@office.example',
      'a@b@office.example',
      'li@office.example,wang@office.example',
    ])
      expect((await put({ channel: 'mail', rhythm: 'daily', mail })).json().field, mail).toBe('mail')
    expect((await put({ channel: 'mail', rhythm: 'daily' })).json().field).toBe('mail')
    expect((await put({ channel: 'mail', rhythm: 'at-once', mail: 'li@office.example' })).json()).toMatchObject({
      channel: 'mail',
      mail: 'li@office.example',
    })
    const { rows } = await sql<{
      mail_sealed: Buffer
    }>`select mail_sealed from reach where person_id = ${town.as('park entry').id}`.execute(db)
    expect(rows[0]!.mail_sealed.toString('latin1')).not.toContain('office')
    // Along another channel an address is neither looked at nor kept, and from a screen left alone none is set.
    expect((await put({ channel: 'sms', rhythm: 'daily', mail: 'no address' })).json()).toMatchObject({ channel: 'sms', mail: null })
    await sql`update session set fresh_at = now() - interval '1 hour'`.execute(db)
    expect((await put({ channel: 'mail', rhythm: 'daily', mail: 'li@office.example' })).json().code).toBe('FRESH_REQUIRED')
    expect((await put({ channel: 'none', rhythm: 'daily' })).statusCode).toBe(200)
    const { rows: audited } = await sql<{ entry: string }>`select entry from audit where entry like '%reach:set%'`.execute(db)
    expect(audited.map(({ entry }) => entry).join('')).not.toContain('office.example')
  })
})

function textOf(source: string): string {
  const [, coded] = /\r\n\r\n([\s\S]*)$/.exec(source)!
  return Buffer.from(coded!, 'base64').toString('utf8').replaceAll('\r', '')
}

async function systemAdministrator() {
  const id = v7()
  await sql`insert into person (id, name, phone_key, phone_sealed, created_at) values (${id}, '系统管理员', ${Buffer.from(id)}, ${Buffer.from('x')}, now())`.execute(
    db,
  )
  await sql`insert into post (id, person_id, org_id, role, starts_on, granted_at, confirmed_at) values (${v7()}, ${id}, 'federation', 'system-admin', '2020-01-01', now(), now())`.execute(
    db,
  )
  return asPerson(id)
}
