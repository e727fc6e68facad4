import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { tellPerson } from '#kernel/store/tell.ts'
import { outsideOffice } from '../testing/outside.ts'
import { deliverDue } from './deliver.ts'

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
} = await outsideOffice()

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

function textOf(source: string): string {
  const [, coded] = /\r\n\r\n([\s\S]*)$/.exec(source)!
  return Buffer.from(coded!, 'base64').toString('utf8').replaceAll('\r', '')
}
