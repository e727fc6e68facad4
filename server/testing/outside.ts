import { sql } from 'kysely'
import { v7 } from 'uuid'
import { beforeEach } from 'vitest'
import { match, tournament } from '#kernel/testing/club.ts'
import { buildTown, filled, inTown, type Town } from '#kernel/testing/town.ts'
import { sealPhone } from '../identity/phone.ts'
import { composeDue } from '../outside/compose.ts'
import { channels, type Connectors } from '../outside/connectors.ts'
import { deliverDue } from '../outside/deliver.ts'
import { withClient } from '../database/with-client.ts'
import { httpReceiver, smtpReceiver } from './receiver.ts'
import { testServer } from './server.ts'

const SECRET = 'shared with the receiver'

/** A town whose people are told outside the system, with receivers of every kind that say what reached them; before each test nothing is on its way. */
export async function outsideOffice() {
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
  const failures: unknown[] = []
  const failed = (error: unknown) => void failures.push(error)
  const outside = { db, keys: app.keys, connectors, modules: () => modules, failed }

  /** A moment of a day at the city's clocks; tomorrow unless told otherwise, so that what tests do today is before it. */
  const at = (clock: string, days = 1) =>
    new Date(new Date(`${new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)}T${clock}:00+08:00`))
  const minutesAfter = (moment: Date, minutes: number) => new Date(moment.getTime() + minutes * 60_000)
  const asOwner = (statement: string) => withClient(url, (client) => client.query(statement))
  const compose = (now: Date) => composeDue(db, connectors, now, failed)
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
    failures.length = 0
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

  /** Somebody who looks after what is sent. */
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

  return {
    ...{ app, db, town, asPerson, connectors, outside, failures, messenger, gateway, letters },
    ...{ at, minutesAfter, asOwner, compose, deliver, turn, bodies, log, phoneOf, returned, reach, urge, systemAdministrator },
  }
}
