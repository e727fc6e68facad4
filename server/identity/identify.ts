import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Actor, OrgKind, Principal, Role } from '#kernel/org.ts'
import { heldPosts, inPlaceOf } from '#kernel/store/held-posts.ts'
import { planKept } from '#kernel/store/plan-kept.ts'
import type { DB } from '#kernel/store/schema.ts'
import { activeProfile } from './password-rules.ts'

/** How a session was opened: with a password, or by choosing an account at the demonstration's switch. */
export type Way = 'password' | 'demonstration'

/** Who is asking, as the database knows it at this moment: every request reads it afresh, so a withdrawn right ends at once. */
export type Caller = Actor & {
  via: 'session' | 'token'
  credential: Buffer
  /** Kind and name of each post's organisation, in the order of the posts. */
  seats: { org: string; orgName: string; kind: OrgKind; role: Role; for?: Principal }[]
  /** The password is an issued one, or has served its time: nothing but changing it is open (R-ID-02). */
  mustChange: boolean
  /** A second factor is in force. */
  enrolled: boolean
  demonstration: boolean
  freshAt: Date | null
  /** How the session was opened; null for a token. */
  way: Way | null
  /** Scopes of an API token; null for a session, which may do all its person may. */
  scopes: string[] | null
  now: Date
}

export const COOKIE = '__Host-luoshi'
/** A session neither idle for half an hour nor older than a working day (R-ID-07). */
export const sessionInForce = sql<boolean>`(session.seen_at > now() - interval '30 minutes' and session.created_at > now() - interval '8 hours')`

export async function identify(db: Kysely<DB>, request: FastifyRequest): Promise<Caller | null> {
  const { authorization } = request.headers
  if (authorization?.startsWith('Bearer ')) return byToken(db, digest(authorization.slice('Bearer '.length)))
  const cookie = request.cookies[COOKIE]
  return cookie === undefined ? null : bySession(db, digest(cookie), isSignOfLife(request))
}

/**
 * Whether a request shows that somebody is there. A page left alone asks whenever something changes and opens its stream again by itself; neither may
 * keep a session from ending when idle.
 */
const isSignOfLife = ({ headers, url }: FastifyRequest) => headers['x-luoshi-unattended'] === undefined && !url.startsWith('/api/events')

export const digest = (secret: string) => createHash('sha256').update(secret).digest()

type Row = {
  id: string
  name: string
  demonstration: boolean
  must_change: boolean
  enrolled: boolean
  fresh_at: Date | null
  way: Way | null
  scopes: string[] | null
  seats: Caller['seats'] | null
  now: Date
}

/** The caller of a live session, by the digest of its secret; `alive` moves the end of the session on. */
export async function bySession(db: Kysely<DB>, hash: Buffer, alive = true): Promise<Caller | null> {
  const { days } = activeProfile()
  const spent = days === null ? sql`false` : sql`password.changed_at < now() - make_interval(days => ${days}::int)`
  const { rows } = await sql<Row>`${planKept}
    with live as (
      select person_id, fresh_at, seen_at, way from session where id_hash = ${hash} and ${sessionInForce}
    ), touched as (
      update session set seen_at = now() from live where ${alive} and session.id_hash = ${hash} and live.seen_at < now() - interval '1 minute'
    )
    select person.id, person.name, person.demonstration, live.way = 'password' and (password.person_id is null or password.issued_until is not null or ${spent}) as must_change,
      ${enrolled} as enrolled, live.fresh_at, live.way, null as scopes, ${seats} as seats, now() as now
    from live join person on person.id = live.person_id and person.disabled_at is null left join password on password.person_id = person.id`.execute(
    db,
  )
  return caller(rows[0], 'session', hash)
}

async function byToken(db: Kysely<DB>, hash: Buffer): Promise<Caller | null> {
  const { rows } = await sql<Row>`${planKept}
    with live as (
      select id, person_id, scopes, used_at from api_token where hash = ${hash} and revoked_at is null and expires_at > now()
    ), touched as (
      update api_token set used_at = now() from live where api_token.id = live.id and (live.used_at is null or live.used_at < now() - interval '10 minutes')
    )
    select person.id, person.name, person.demonstration, false as must_change, ${enrolled} as enrolled, null as fresh_at, null as way, live.scopes, ${ownSeats} as seats, now() as now
    from live join person on person.id = live.person_id and person.disabled_at is null`.execute(db)
  return caller(rows[0], 'token', hash)
}

const enrolled = sql`exists (select 1 from second_factor where person_id = person.id)`

const seatsWhere = (which: RawBuilder<boolean>) => sql`(
  select jsonb_agg(jsonb_build_object('org', org.id, 'orgName', org.name, 'kind', org.kind, 'role', held.role)
      || ${inPlaceOf}
    order by held.for_person is not null, org.position, held.role, held.for_name)
  from ${heldPosts} held join org on org.id = held.org_id where held.person_id = person.id and ${which})`

const seats = seatsWhere(sql`true`)
/** A program works in its own person's place only: nobody named it a deputy. */
const ownSeats = seatsWhere(sql`held.for_person is null`)

function caller(row: Row | undefined, via: Caller['via'], credential: Buffer): Caller | null {
  if (!row) return null
  const held = row.seats ?? []
  return {
    id: row.id,
    name: row.name,
    posts: held.map(({ org, role, for: principal }) => ({ org, role, ...(principal ? { for: principal } : {}) })),
    seats: held,
    via,
    credential,
    mustChange: row.must_change,
    enrolled: row.enrolled,
    demonstration: row.demonstration,
    freshAt: row.fresh_at,
    way: row.way,
    scopes: row.scopes,
    now: row.now,
  }
}
