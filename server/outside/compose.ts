import { sql, type RawBuilder, type Transaction } from 'kysely'
import { dayOf } from '#kernel/day.ts'
import { heldPosts } from '#kernel/store/held-posts.ts'
import type { DB } from '#kernel/store/schema.ts'
import type { Failed } from '../clock/turns.ts'
import type { Database } from '../database/connect.ts'
import { openChannels, type Connectors } from './connectors.ts'
import { digestTime, isQuiet } from './quiet.ts'

const LOCK = sql`hashtextextended('outside', 0)`

/**
 * Writes down what is to leave the system by now: what is urgent, what somebody wants to have at once, and the day's digests. Each is a transaction of its
 * own, the urgent first: what fails is told to `failed` and keeps back none of the others. One node at a time. Answers how many.
 */
export async function composeDue(db: Database, connectors: Connectors, now: Date, failed: Failed): Promise<number> {
  let count = 0
  for (const compose of [urgent, singles, digests])
    await db
      .transaction()
      .execute(async (tx) => {
        const { rows } = await sql<{ mine: boolean }>`
          select pg_try_advisory_xact_lock(${LOCK}) and exists (select 1 from sending) as mine`.execute(tx)
        if (rows[0]!.mine) count += await compose(tx, connectors, now)
      })
      .catch(failed)
  return count
}

/** Who may be written to and how: nobody invented, nobody whose account is closed, nobody who wants nothing. */
function reachable(connectors: Connectors) {
  const channel = sql`coalesce(reach.channel, ${connectors.default})`
  return {
    channel,
    from: sql`person left join reach on reach.person_id = person.id`,
    where: sql`not person.demonstration and person.disabled_at is null and ${channel} = any(${openChannels(connectors)}::text[])`,
  }
}

/** Unread, and of these days: nobody is told late of what is long past. */
const unread = (now: Date) => sql`message.read_at is null and message.at > ${now}::timestamptz - interval '3 days'`

const urgent = (tx: Transaction<DB>, connectors: Connectors, now: Date) =>
  gather(tx, connectors, now, 'urgent', sql`message.kind = 'urged'`)

/** While one is on its way to somebody, or the night is quiet, what else comes for them gathers behind it and goes as one: a bad day is no flood. */
const singles = async (tx: Transaction<DB>, connectors: Connectors, now: Date) =>
  isQuiet(now)
    ? 0
    : gather(
        tx,
        connectors,
        now,
        'single',
        sql`reach.rhythm = 'at-once' and not exists (
          select 1 from delivery earlier where earlier.person_id = person.id and earlier.state = 'waiting' and earlier.kind = 'single')`,
      )

/** One delivery a person, of everything that was never taken out so far. */
async function gather(tx: Transaction<DB>, connectors: Connectors, now: Date, kind: 'urgent' | 'single', which: RawBuilder<unknown>) {
  const to = reachable(connectors)
  const { rows } = await sql`
    with found as (
      select message.id, person.id as person_id, ${to.channel} as channel
      from ${to.from} join message on message.person_id = person.id where ${to.where} and ${unread(now)} and message.delivery_id is null and ${which}
    ), made as (
      insert into delivery (id, key, person_id, channel, kind, made_at, next_at)
      select gen_random_uuid(), 'message ' || min(id::text), person_id, channel, ${kind}, ${now}, ${now} from found group by person_id, channel
      on conflict (key) do nothing returning id, person_id
    ), taken as (
      update message set delivery_id = made.id from found join made using (person_id) where message.id = found.id
    )
    select 1 from made`.execute(tx)
  return rows.length
}

/**
 * One round a day, however often anybody looks. A digest tells of what is new since the round before, and of messages that left in none of the other ways:
 * never taken, or taken by what was parked or dropped. The first round tells everybody what waits for them.
 */
async function digests(tx: Transaction<DB>, connectors: Connectors, now: Date): Promise<number> {
  const since = digestTime(now)
  if (since === null) return 0
  const { rows: due } = await sql<{ last: Date | null }>`
    select round_at as last from sending where coalesce(round_at, begun_at) < ${since} for update`.execute(tx)
  if (due.length === 0) return 0
  await sql`update sending set round_at = ${now}`.execute(tx)
  const today = dayOf(now)
  await sql`
    update delivery set state = 'dropped', done_at = ${now}, failure = '当日已过，并入下一次汇总'
    where state = 'waiting' and kind = 'digest' and made_at::date < ${today}::date`.execute(tx)
  const to = reachable(connectors)
  const { rows } = await sql`
    with news as (
      select held.person_id from ${heldPosts} held where exists (
        select 1 from todo where todo.org_id = held.org_id and todo.role = held.role
          and todo.kind <> 'draft' and todo.starts <= ${today}::date and ${newSince(due[0]!.last)}
          and not (held.person_id = any(todo.not_for)) and (held.for_person is null or not (held.for_person = any(todo.not_for))))
    ), unsent as (
      select message.id, message.person_id from message left join delivery earlier on earlier.id = message.delivery_id
      where ${unread(now)} and (message.delivery_id is null or earlier.state in ('parked', 'dropped'))
    ), made as (
      insert into delivery (id, key, person_id, channel, kind, made_at, next_at)
      select gen_random_uuid(), 'digest ' || person.id || ' ' || ${today}, person.id, ${to.channel}, 'digest', ${now}, ${now}
      from ${to.from} where ${to.where}
        and (person.id in (select person_id from unsent) or (coalesce(reach.rhythm, 'daily') = 'daily' and person.id in (select person_id from news)))
      on conflict (key) do nothing returning id, person_id
    ), taken as (
      update message set delivery_id = made.id from unsent join made using (person_id) where message.id = unsent.id
    )
    select 1 from made`.execute(tx)
  return rows.length
}

/** A minute before the last round counts as new once more: an act of that moment may not have been there to be seen. */
const newSince = (last: Date | null) =>
  last === null ? sql`true` : sql`(todo.since > ${last}::timestamptz - interval '1 minute' or todo.starts > (${last}::timestamptz)::date)`
