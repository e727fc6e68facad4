import { sql } from 'kysely'
import type { Actor, Org, Role } from '#kernel/org.ts'
import { departments, districts } from '#seeds/tables.ts'
import type { Database } from '#server/database/connect.ts'
import { COOKIE, digest } from '#server/identity/identify.ts'
import type { Keys } from '#server/identity/keys.ts'
import { phoneKey, sealPhone } from '#server/identity/phone.ts'

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

const CAST = ORGS.flatMap((org) => SEATS[org.kind].map((role) => ({ ...person(org.id, role), org: org.id, role })))

/** What a person's session cookie holds here; in the product it is 256 random bits. */
export const secretOf = (who: Actor) => `bench-${who.id}`

export const cookieOf = (who: Actor) => `${COOKIE}=${secretOf(who)}`

/** People with their posts, as the administrators would have opened them. The numbers begin as no subscriber's does. */
export async function settleCast(db: Database, keys: Keys): Promise<void> {
  const rows = CAST.map(({ org, role, ...who }, at) => {
    const phone = String(10_000_000_000 + at)
    return { ...who, org, role, key: phoneKey(keys, phone).toString('hex'), sealed: sealPhone(keys, phone, who.id).toString('hex') }
  })
  const cast = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as seat(id uuid, name text, org text, role text, key text, sealed text)`
  await sql`insert into person (id, name, phone_key, phone_sealed, created_at) select id, name, decode(key, 'hex'), decode(sealed, 'hex'), now() from ${cast}`.execute(
    db,
  )
  await sql`insert into post (id, person_id, org_id, role, starts_on, granted_at, confirmed_at) select id, id, org, role, '2020-01-01', now(), now() from ${cast}`.execute(
    db,
  )
  await sql`insert into password (person_id, hash, changed_at) select id, 'unused', now() from ${cast}`.execute(db)
}

/** Sessions as signing in leaves them, good for the hours that a run takes. */
export async function signInAll(db: Database): Promise<void> {
  const sessions = CAST.map((who) => ({ id: who.id, hash: digest(secretOf(who)).toString('hex') }))
  await sql`insert into session (id_hash, person_id, created_at, seen_at, fresh_at, source) select decode(hash, 'hex'), id, now(), now(), now(), 'bench'
    from jsonb_to_recordset(${JSON.stringify(sessions)}::jsonb) as session(id uuid, hash text)
    on conflict (id_hash) do update set created_at = now(), seen_at = now()`.execute(db)
}
