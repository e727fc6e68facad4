import { sql } from 'kysely'
import type { Actor, Org, Role } from '#kernel/org.ts'
import { departments, districts } from '#seeds/tables.ts'
import type { Database } from '#server/database/connect.ts'
import { COOKIE, digest } from '#server/identity/identify.ts'

const SEATS: Record<Org['kind'], readonly Role[]> = {
  district: ['entry', 'reviewer', 'leader'],
  department: ['entry', 'reviewer'],
  office: ['entry', 'reviewer', 'leader'],
  city: ['leader'],
}

const ROLES: readonly Role[] = ['entry', 'reviewer', 'leader']

export const DISTRICTS = districts().map((org) => org.id)
export const LEADS = departments().flatMap((org) => (org.kind === 'department' ? [org.id] : []))
const ORGS: readonly Org[] = [...departments(), ...districts()]

/** One person to a post, each with an id that follows from the post, so that a script of pgbench can name them too. */
export function person(org: string, role: Role): Actor {
  const number = /^\d+$/.test(org) ? org : String(900_000 + ORGS.findIndex((each) => each.id === org))
  return { id: `00000000-0000-7000-8000-${ROLES.indexOf(role)}00000${number}`, name: `${org} ${role}`, posts: [{ org, role }] }
}

/** What a person's session cookie holds here; in the product it is 256 random bits. */
export const secretOf = (who: Actor) => `bench-${who.id}`

export const cookieOf = (who: Actor) => `${COOKIE}=${secretOf(who)}`

/** People with their posts, as the administrators would have opened them. */
export async function settleCast(db: Database): Promise<void> {
  const rows = ORGS.flatMap((org) => SEATS[org.kind].map((role) => ({ ...person(org.id, role), org: org.id, role })))
  const cast = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as seat(id uuid, name text, org text, role text)`
  await sql`insert into person (id, name, phone_key, phone_sealed, created_at) select id, name, id::text::bytea, '', now() from ${cast} on conflict do nothing`.execute(db)
  await sql`insert into post (id, person_id, org_id, role, starts_on, granted_at, confirmed_at) select id, id, org, role, '2020-01-01', now(), now() from ${cast} on conflict do nothing`.execute(db)
  await sql`insert into password (person_id, hash, changed_at) select id, 'unused', now() from ${cast} on conflict do nothing`.execute(db)
}

/** Sessions as signing in leaves them, good for the hours that a run takes. */
export async function signInAll(db: Database): Promise<void> {
  const sessions = ORGS.flatMap((org) => SEATS[org.kind].map((role) => person(org.id, role))).map((who) => ({ id: who.id, hash: digest(secretOf(who)).toString('hex') }))
  await sql`insert into session (id_hash, person_id, created_at, seen_at, fresh_at, source) select decode(hash, 'hex'), id, now(), now(), now(), 'bench'
    from jsonb_to_recordset(${JSON.stringify(sessions)}::jsonb) as session(id uuid, hash text)
    on conflict (id_hash) do update set created_at = now(), seen_at = now()`.execute(db)
}
