import { setTimeout } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import { dayOf } from '#kernel/day.ts'
import type { Module } from '#kernel/module.ts'
import type { DB } from '#kernel/store/schema.ts'
import type { Failed } from '../clock/turns.ts'
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
import { isUnder, openMail } from './reach-mail.ts'
import { sendSms } from './sms.ts'

/** `failed` is told what no connector foresaw. */
export type Outside = { db: Database; keys: Keys; connectors: Connectors; modules: () => readonly Module[]; failed: Failed }

type Delivery = { id: string; person: string; channel: Channel; kind: string; tries: number }

/** Minutes until the next try, after the first, the second and so on; after the last of them it is given up and parked. */
const PAUSES = [1, 5, 15, 60, 240]
/** Longer than any try takes: whoever died in one leaves it to the others by then. */
const LEASE = 10
/** A channel that failed so often in a row is left alone until the next turn. */
const FAILURES = 3

/**
 * Sends everything that is due by one channel, as long as it `goesOn`. Any number of nodes may do so at once: each try is one node's. Answers how many
 * arrived.
 */
export async function deliverDue(outside: Outside, channel: Channel, goesOn = () => true, at?: Date): Promise<number> {
  let sent = 0
  for (let failures = 0; failures < FAILURES && goesOn();) {
    const now = at ?? new Date()
    const delivery = await claim(outside.db, channel, now)
    if (!delivery) break
    const end = await attempt(outside, delivery, now)
    await settle(outside.db, delivery, end)
    if (end.state === 'sent') sent++
    failures = end.state === 'waiting' ? failures + 1 : 0
  }
  return sent
}

/**
 * Takes one that is due, the urgent first, counting the try before it is made, so that none is made without being counted. A digest of a day that has passed
 * is left to the next round, which takes over what it was to tell.
 */
async function claim(db: Database, channel: Channel, now: Date): Promise<Delivery | null> {
  const { rows } = await sql<Delivery>`
    update delivery set tries = tries + 1, next_at = ${now}::timestamptz + make_interval(mins => ${LEASE}::int)
    where id = (select id from delivery where state = 'waiting' and channel = ${channel} and next_at <= ${now} ${isQuiet(now) ? sql`and kind = 'urgent'` : sql``}
      and not (kind = 'digest' and made_at::date < ${dayOf(now)}::date) and exists (select 1 from sending)
      order by kind <> 'urgent', next_at limit 1 for update skip locked)
    returning id, person_id as person, channel, kind, tries`.execute(db)
  return rows[0] ?? null
}

type End = { state: 'sent' | 'dropped' | 'parked' | 'waiting'; at: Date; failure: string | null }

async function attempt(outside: Outside, delivery: Delivery, now: Date): Promise<End> {
  try {
    const dropped = await send(outside, delivery)
    return { state: dropped === null ? 'sent' : 'dropped', at: now, failure: dropped || null }
  } catch (error) {
    if (!(error instanceof NotSent)) outside.failed(error)
    const why = error instanceof NotSent ? error : new NotSent('系统故障', false)
    const pause = why.lasting ? undefined : PAUSES[delivery.tries - 1]
    return pause === undefined
      ? { state: 'parked', at: now, failure: why.message }
      : { state: 'waiting', at: new Date(now.getTime() + pause * 60_000), failure: why.message }
  }
}

/** Sends it to where its person is found at this moment. Answers null, or why there was nothing to send: '' where all was read or is seen no longer. */
async function send({ db, keys, connectors, modules }: Outside, { id, person, channel, kind }: Delivery): Promise<string | null> {
  const actor = await actorOf(db, person)
  if (!actor) return '账号已停用'
  const contents = await contentsOf(db, { modules: modules(), address: connectors.address }, actor, { id, kind })
  if (!contents) return ''
  const place = await placeOf(db, keys, person, channel)
  if (place === null) return channel === 'mail' ? '没有可用的邮箱' : '演示人员'
  const { title, text, short, link } = contents
  const parcel = { key: id, kind, title, text, link }
  switch (channel) {
    case 'messenger':
      if (!connectors.messenger) return CLOSED
      await sendToMessenger(connectors.messenger, place, parcel)
      return null
    case 'mail':
      if (!connectors.mail) return CLOSED
      if (!isUnder(connectors.mail.domains, place)) return '邮箱不在允许的域名内'
      // Nobody has shown that the address is theirs: like a text message, a letter names no titles.
      await sendMail(connectors.mail, place, { ...parcel, text: short })
      return null
    case 'sms':
      if (!connectors.sms) return CLOSED
      await sendSms(connectors.sms, place, { key: id, text: short })
      return null
  }
}

const CLOSED = '该方式已停用'

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

/** Only the try that is counted last decides: one that was thought dead and came back changes nothing. */
async function settle(db: Database, { id, tries }: Delivery, { state, at, failure }: End) {
  const done = state === 'waiting' ? sql`next_at = ${at}` : sql`done_at = ${at}`
  const written = sql`update delivery set state = ${state}, failure = ${failure}, ${done} where id = ${id} and tries = ${tries} and state = 'waiting'`
  await insistently(() => written.execute(db))
}

/** Milliseconds after which it is written down again: what was sent and not noted would be sent twice. */
const AGAIN = [200, 2_000, 10_000]

async function insistently(write: () => Promise<unknown>): Promise<void> {
  for (const pause of AGAIN) {
    try {
      return void (await write())
    } catch {
      await setTimeout(pause)
    }
  }
  await write()
}
