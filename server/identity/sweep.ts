import type { FastifyBaseLogger } from 'fastify'
import { type Kysely, sql } from 'kysely'
import { dayOf } from '#kernel/day.ts'
import type { DB } from '#kernel/store/schema.ts'
import { appendAudit } from '../audit/append.ts'
import { logged, startTurns } from '../clock/turns.ts'
import type { Database } from '../database/connect.ts'
import { endSessions } from './session.ts'

const EVERY = 10 * 60_000
const IDLE_DAYS = 90

/** Tidies up now and every ten minutes, on one node at a time. Answers the way to stop. */
export function startSweep(db: Database, log: Pick<FastifyBaseLogger, 'error'>): () => Promise<void> {
  const turn = () =>
    db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(hashtextextended('sweep', 0)) as mine`.execute(tx)
      if (rows[0]!.mine) await sweep(tx, new Date())
    })
  return startTurns(EVERY, turn, logged(log, '过期的登录与记录未能清理'))
}

/** Forgets what has run out and closes accounts that nobody used for ninety days (R-ID-11); the history of both stays in the audit log. */
export async function sweep(tx: Kysely<DB>, now: Date): Promise<void> {
  await sql`delete from session where seen_at < ${now}::timestamptz - interval '30 minutes' or created_at < ${now}::timestamptz - interval '8 hours'`.execute(
    tx,
  )
  await sql`delete from idempotency where at < ${now}::timestamptz - interval '24 hours'`.execute(tx)
  await sql`delete from sign_in_failure where last_at < ${now}::timestamptz - interval '1 day' and (locked_until is null or locked_until < ${now})`.execute(
    tx,
  )
  await sql`delete from outbox where at < ${now}::timestamptz - interval '24 hours'`.execute(tx)
  await sql`delete from message where at < ${now}::timestamptz - interval '1 year'`.execute(tx)
  await sql`delete from reminder where at < ${now}::timestamptz - interval '1 year'`.execute(tx)
  await sql`delete from delivery where made_at < ${now}::timestamptz - interval '1 year' and state <> 'waiting'`.execute(tx)
  await closeIdle(tx, now)
}

/**
 * Invented people of a demonstration stay: nobody's account is theirs. For whoever is away and has named a deputy the ninety days begin when the deputy's
 * are over; a deputy acts by the principal's account being open.
 */
async function closeIdle(tx: Kysely<DB>, now: Date) {
  const today = dayOf(now)
  const { rows } = await sql<{ id: string; org: string | null }>`
    update person set disabled_at = ${now}, version = version + 1
    where disabled_at is null and not demonstration and active_at < ${now}::timestamptz - make_interval(days => ${IDLE_DAYS}::int)
      and not exists (select 1 from api_token where person_id = person.id and used_at > ${now}::timestamptz - make_interval(days => ${IDLE_DAYS}::int))
      and not exists (select 1 from deputation where principal_id = person.id and starts_on <= least(${today}::date, ended_at::date)
        and least(ends_on, ended_at::date) >= ${today}::date - ${IDLE_DAYS}::int)
    returning id, (select org_id from post where person_id = person.id and revoked_at is null order by granted_at limit 1) as org`.execute(
    tx,
  )
  for (const { id, org } of rows) {
    await endSessions(tx, id)
    await appendAudit(
      tx,
      {
        chain: org ?? 'none',
        action: 'person:disable',
        object: id,
        result: 'done',
        person: null,
        org,
        source: 'sweep',
        request: 'sweep',
        facts: { idleDays: IDLE_DAYS },
      },
      now,
    )
  }
}
