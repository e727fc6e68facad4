import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Actor, OrgKind, Role } from '#kernel/org.ts'
import type { Database } from '../database/connect.ts'

/** Who is asking, as the database knows it at this moment: every request reads it afresh, so a withdrawn right ends at once. */
export type Caller = Actor & {
  via: 'session' | 'token'
  credential: Buffer
  /** Kind and name of each post's organisation, in the order of the posts. */
  seats: { org: string; orgName: string; kind: OrgKind; role: Role }[]
  mustChange: boolean
  demonstration: boolean
  freshAt: Date | null
  /** Scopes of an API token; null for a session, which may do all its person may. */
  scopes: string[] | null
  now: Date
}

export const COOKIE = '__Host-luoshi'
const IDLE = '30 minutes'
const LONGEST = '8 hours'

/** Reviewers and administrators hold their post only once a second person has confirmed it. */
export const postInForce = sql<boolean>`(
  post.revoked_at is null and post.starts_on <= current_date and (post.ends_on is null or post.ends_on >= current_date)
  and (post.confirmed_at is not null or post.role in ('entry', 'leader', 'module-admin')))`

export async function identify(db: Database, request: FastifyRequest): Promise<Caller | null> {
  const bearer = /^Bearer (lst_[A-Za-z0-9_-]{43})$/.exec(request.headers.authorization ?? '')?.[1]
  if (bearer !== undefined) return byToken(db, digest(bearer))
  const cookie = request.cookies[COOKIE]
  return cookie === undefined ? null : bySession(db, digest(cookie))
}

export const digest = (secret: string) => createHash('sha256').update(secret).digest()

type Row = { id: string; name: string; demonstration: boolean; must_change: boolean; fresh_at: Date | null; scopes: string[] | null; seats: Caller['seats'] | null; now: Date }

async function bySession(db: Database, hash: Buffer): Promise<Caller | null> {
  const { rows } = await sql<Row>`
    with live as (
      select person_id, fresh_at, seen_at from session
      where id_hash = ${hash} and seen_at > now() - interval '${sql.raw(IDLE)}' and created_at > now() - interval '${sql.raw(LONGEST)}'
    ), touched as (
      update session set seen_at = now() from live where session.id_hash = ${hash} and live.seen_at < now() - interval '1 minute'
    )
    select person.id, person.name, person.demonstration, coalesce(password.issued_until is not null, true) as must_change, live.fresh_at, null as scopes, ${seats} as seats, now() as now
    from live join person on person.id = live.person_id and person.disabled_at is null left join password on password.person_id = person.id`.execute(db)
  return caller(rows[0], 'session', hash)
}

async function byToken(db: Database, hash: Buffer): Promise<Caller | null> {
  const { rows } = await sql<Row>`
    select person.id, person.name, person.demonstration, false as must_change, null as fresh_at, api_token.scopes, ${seats} as seats, now() as now
    from api_token join person on person.id = api_token.person_id and person.disabled_at is null
    where api_token.hash = ${hash} and api_token.revoked_at is null and api_token.expires_at > now()`.execute(db)
  return caller(rows[0], 'token', hash)
}

const seats = sql`(
  select jsonb_agg(jsonb_build_object('org', org.id, 'orgName', org.name, 'kind', org.kind, 'role', post.role) order by org.position, post.role)
  from post join org on org.id = post.org_id where post.person_id = person.id and ${postInForce})`

function caller(row: Row | undefined, via: Caller['via'], credential: Buffer): Caller | null {
  if (!row) return null
  const held = row.seats ?? []
  return {
    id: row.id,
    name: row.name,
    posts: held.map(({ org, role }) => ({ org, role })),
    seats: held,
    via,
    credential,
    mustChange: row.must_change,
    demonstration: row.demonstration,
    freshAt: row.fresh_at,
    scopes: row.scopes,
    now: row.now,
  }
}
