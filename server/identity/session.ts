import { randomBytes } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { DB } from '#kernel/store/schema.ts'
import { COOKIE, digest, type Way } from './identify.ts'

/** A person works at a few machines at most; whoever signs in at one more ends the session longest unused. */
const AT_ONCE = 10

/** Opens a session with a new secret of 256 random bits, of which only the digest is kept. Answers the secret. */
export async function openSession(tx: Kysely<DB>, person: string, way: Way, source: string): Promise<string> {
  const secret = newSecret()
  await sql`insert into session (id_hash, person_id, created_at, seen_at, fresh_at, source, way) values (${digest(secret)}, ${person}, now(), now(), now(), ${source}, ${way})`.execute(
    tx,
  )
  await sql`delete from session where ${way} = 'password' and id_hash in (
    select id_hash from session where person_id = ${person} and way = 'password' order by seen_at desc, id_hash offset ${AT_ONCE})`.execute(
    tx,
  )
  return secret
}

/** After a password was asked for again: the session goes on under a new secret. */
export async function renewSession(tx: Kysely<DB>, hash: Buffer): Promise<string> {
  const secret = newSecret()
  await sql`update session set id_hash = ${digest(secret)}, fresh_at = now(), seen_at = now() where id_hash = ${hash}`.execute(tx)
  return secret
}

/** Ends one session, and on every node the streams that hang on it. */
export async function endSession(tx: Kysely<DB>, hash: Buffer): Promise<void> {
  await sql`with ended as (delete from session where id_hash = ${hash} returning person_id)
    insert into outbox (kind, record_id, orgs) select 'session-ended', person_id, '{}' from ended`.execute(tx)
}

/** Ends all of a person's sessions: a new password, new rights or none, a closed account (R-ID-07). */
export async function endSessions(tx: Kysely<DB>, person: string): Promise<void> {
  await sql`delete from session where person_id = ${person}`.execute(tx)
  await sql`insert into outbox (kind, record_id, orgs) values ('session-ended', ${person}, '{}')`.execute(tx)
}

const newSecret = () => randomBytes(32).toString('base64url')

/** The Set-Cookie header that hands a session to the browser, which forgets it when it is closed (R-ID-06). */
export const sessionCookie = (secret: string) => `${COOKIE}=${secret}; Path=/; HttpOnly; Secure; SameSite=Lax`

export const noSessionCookie = `${COOKIE}=; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=0`
