import { sql, type Kysely } from 'kysely'
import type { Module } from '#kernel/module.ts'
import type { DB } from '#kernel/store/schema.ts'
import type { Database } from '../database/connect.ts'
import { actorOf } from '../identity/actor.ts'
import type { Keys } from '../identity/keys.ts'
import { openPhone } from '../identity/phone.ts'
import type { Channel, Connectors } from './connectors.ts'
import { contentsOf } from './contents.ts'
import { sendMail } from './mail.ts'
import { sendToMessenger } from './messenger.ts'
import { NotSent } from './not-sent.ts'
import { isQuiet } from './quiet.ts'
import { openMail } from './reach-mail.ts'
import { sendSms } from './sms.ts'

export type Outside = { db: Database; keys: Keys; connectors: Connectors; modules: () => readonly Module[] }

type Delivery = { id: string; person: string; channel: Channel; kind: string; tries: number }

/** Minutes until the next try, after the first, the second and so on; after the last of them it is given up and parked. */
const PAUSES = [1, 5, 15, 60, 240]
/** Longer than any try takes: whoever died in one leaves it to the others by then. */
const LEASE = 10

/** Sends everything that is due. Any number of nodes may do so at once: each try is one node's. Answers how many arrived. */
export async function deliverDue(outside: Outside, at?: Date): Promise<number> {
  let sent = 0
  for (;;) {
    const now = at ?? new Date()
    const delivery = await claim(outside.db, now)
    if (!delivery) return sent
    if (await attempt(outside, delivery, now)) sent++
  }
}

/** Takes one that is due, counting the try before it is made, so that none is made without being counted. */
async function claim(db: Database, now: Date): Promise<Delivery | null> {
  const { rows } = await sql<Delivery>`
    update delivery set tries = tries + 1, next_at = ${now}::timestamptz + make_interval(mins => ${LEASE}::int)
    where id = (select id from delivery where state = 'waiting' and next_at <= ${now} ${isQuiet(now) ? sql`and kind = 'urgent'` : sql``} and exists (select 1 from sending)
      order by next_at limit 1 for update skip locked)
    returning id, person_id as person, channel, kind, tries`.execute(db)
  return rows[0] ?? null
}

async function attempt(outside: Outside, delivery: Delivery, now: Date): Promise<boolean> {
  try {
    const went = await send(outside, delivery)
    await settle(outside.db, delivery, { state: went ? 'sent' : 'dropped', at: now, failure: null })
    return went
  } catch (error) {
    const why = error instanceof NotSent ? error : new NotSent('系统故障', false)
    const pause = why.lasting ? undefined : PAUSES[delivery.tries - 1]
    if (pause === undefined) await settle(outside.db, delivery, { state: 'parked', at: now, failure: why.message })
    else await settle(outside.db, delivery, { state: 'waiting', at: new Date(now.getTime() + pause * 60_000), failure: why.message })
    return false
  }
}

/** Sends it to where its person is found at this moment; false when there is nobody to tell any more, or nothing. */
async function send({ db, keys, connectors, modules }: Outside, { id, person, channel, kind }: Delivery): Promise<boolean> {
  const actor = await actorOf(db, person)
  const contents = actor && (await contentsOf(db, { modules: modules(), address: connectors.address }, actor, { id, kind }))
  const place = contents && (await placeOf(db, keys, person, channel))
  if (!contents || !place) return false
  const parcel = { key: id, kind, title: contents.title, text: contents.text, link: contents.link }
  switch (channel) {
    case 'messenger':
      if (!connectors.messenger) return false
      await sendToMessenger(connectors.messenger, place, parcel)
      return true
    case 'mail':
      if (!connectors.mail) return false
      await sendMail(connectors.mail, place, parcel)
      return true
    case 'sms':
      if (!connectors.sms) return false
      await sendSms(connectors.sms, place, { key: id, text: contents.short })
      return true
  }
}

/** The number or address, opened here and kept nowhere. Nobody invented has one. */
async function placeOf(db: Kysely<DB>, keys: Keys, person: string, channel: Channel): Promise<string | null> {
  const { rows } = await sql<{ phone_sealed: Buffer; mail_sealed: Buffer | null }>`
    select phone_sealed, mail_sealed from person left join reach on reach.person_id = person.id where person.id = ${person} and not person.demonstration`.execute(
    db,
  )
  const [found] = rows
  if (!found) return null
  if (channel !== 'mail') return openPhone(keys, found.phone_sealed, person)
  return found.mail_sealed && openMail(keys, found.mail_sealed, person)
}

type End = { state: 'sent' | 'dropped' | 'parked' | 'waiting'; at: Date; failure: string | null }

/** Only the try that is counted last decides: one that was thought dead and came back changes nothing. */
async function settle(db: Database, { id, tries }: Delivery, { state, at, failure }: End) {
  const done = state === 'waiting' ? sql`next_at = ${at}` : sql`done_at = ${at}`
  await sql`update delivery set state = ${state}, failure = ${failure}, ${done} where id = ${id} and tries = ${tries} and state = 'waiting'`.execute(
    db,
  )
}
