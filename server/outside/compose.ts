import { sql, type Transaction } from 'kysely'
import { dayOf } from '#kernel/day.ts'
import { heldPosts } from '#kernel/store/held-posts.ts'
import type { DB } from '#kernel/store/schema.ts'
import { openChannels, type Connectors } from './connectors.ts'
import { isDigestTime } from './quiet.ts'

const LOCK = sql`hashtextextended('outside', 0)`

/**
 * Writes down what is to leave the system by now: what is urgent, what somebody wants to have at once, and one digest a person and day for all others.
 * One node at a time; each of them once. Answers how many.
 */
export async function composeDue(tx: Transaction<DB>, connectors: Connectors, now: Date): Promise<number> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(${LOCK}) and exists (select 1 from sending) as mine`.execute(tx)
  if (!rows[0]!.mine) return 0
  const urgent = await each(tx, connectors, now, 'urgent', sql`message.kind = 'urged'`)
  const single = await each(tx, connectors, now, 'single', sql`reach.rhythm = 'at-once'`)
  return urgent + single + (isDigestTime(now) ? await digests(tx, connectors, now) : 0)
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

/** Unread, never sent, and of these days: nobody is told late of what is long past. */
const fresh = (now: Date) =>
  sql`message.read_at is null and message.delivery_id is null and message.at > ${now}::timestamptz - interval '3 days'`

async function each(tx: Transaction<DB>, connectors: Connectors, now: Date, kind: 'urgent' | 'single', which: ReturnType<typeof sql>) {
  const to = reachable(connectors)
  const { rows } = await sql`
    with made as (
      insert into delivery (id, key, person_id, channel, kind, made_at, next_at)
      select gen_random_uuid(), 'message ' || message.id, person.id, ${to.channel}, ${kind}, ${now}, ${now}
      from ${to.from} join message on message.person_id = person.id where ${to.where} and ${fresh(now)} and ${which}
      on conflict (key) do nothing returning id, key
    )
    update message set delivery_id = made.id from made where made.key = 'message ' || message.id returning 1`.execute(tx)
  return rows.length
}

async function digests(tx: Transaction<DB>, connectors: Connectors, now: Date): Promise<number> {
  const to = reachable(connectors)
  const today = dayOf(now)
  const { rows } = await sql`
    with made as (
      insert into delivery (id, key, person_id, channel, kind, made_at, next_at)
      select gen_random_uuid(), 'digest ' || person.id || ' ' || ${today}, person.id, ${to.channel}, 'digest', ${now}, ${now}
      from ${to.from} where ${to.where} and coalesce(reach.rhythm, 'daily') = 'daily'
        and not exists (select 1 from delivery earlier where earlier.key = 'digest ' || person.id || ' ' || ${today})
        and (exists (select 1 from message where message.person_id = person.id and ${fresh(now)})
          or exists (select 1 from ${heldPosts} held join todo on todo.org_id = held.org_id and todo.role = held.role
            where held.person_id = person.id and todo.kind <> 'draft' and todo.starts <= ${today}::date and not (person.id = any(todo.not_for)) and (held.for_person is null or not (held.for_person = any(todo.not_for)))
              and (todo.since > ${now}::timestamptz - interval '24 hours' or todo.starts = ${today}::date)))
      on conflict (key) do nothing returning id, person_id
    ), taken as (
      update message set delivery_id = made.id from made where made.person_id = message.person_id and ${fresh(now)}
    )
    select 1 from made`.execute(tx)
  return rows.length
}
