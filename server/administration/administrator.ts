import { type Kysely, sql } from 'kysely'
import { dayOf } from '#kernel/day.ts'
import { roleNames, type AdminRole } from '#kernel/org.ts'
import { conflict } from '#kernel/refusal.ts'
import type { DB } from '#kernel/store/schema.ts'
import { appendAudit } from '../audit/append.ts'
import type { Keys } from '../identity/keys.ts'
import { issuePassword } from '../identity/password.ts'
import { phoneKey } from '../identity/phone.ts'
import { forgetFactor } from '../identity/second-factor.ts'
import { createPerson } from './person.ts'
import { grantPost } from './post.ts'

/** Before the office can appoint by itself: one system and one audit administrator, and two for security, who confirm each other's grants. */
const FIRST: Record<AdminRole, number> = { 'system-admin': 1, 'security-admin': 2, 'audit-admin': 1 }

type Appointment = { role: AdminRole; name: string; phone: string; org: string; now: Date }

/**
 * The operator's word, where no administrator can act yet or any more: opens the first administrators' accounts, and lets one who already is that
 * administrator in again. Answers an initial password; leaves an audit row like everything else.
 */
export async function appointAdministrator(tx: Kysely<DB>, keys: Keys, appointment: Appointment): Promise<string> {
  const { role, org, phone, now } = appointment
  const found = await sql<{ id: string }>`
    select person.id from person join post on post.person_id = person.id and post.role = ${role} and post.revoked_at is null where phone_key = ${phoneKey(keys, phone)}`.execute(
    tx,
  )
  const id = found.rows[0]?.id
  if (id !== undefined) await reinstate(tx, id, now)
  const person = id ?? (await first(tx, keys, appointment))
  const password = await issuePassword(tx, person, now)
  await appendAudit(
    tx,
    {
      chain: org,
      action: 'post:appoint',
      object: person,
      result: 'done',
      person: null,
      org,
      source: 'operator',
      request: 'operator',
      facts: { role },
    },
    now,
  )
  return password
}

async function first(tx: Kysely<DB>, keys: Keys, { role, name, phone, org, now }: Appointment): Promise<string> {
  const { rows } = await sql<{ held: number }>`
    select count(*)::int as held from post join person on person.id = post.person_id and person.disabled_at is null where role = ${role} and revoked_at is null`.execute(
    tx,
  )
  if (rows[0]!.held >= FIRST[role])
    throw conflict('APPOINTED', `已有${roleNames[role]}，请由管理员在系统内办理；该管理员本人无法登录的，用其手机号再次执行本命令。`)
  const id = await createPerson(tx, keys, { name, phone, now })
  await grantPost(tx, { person: id, org, role, startsOn: dayOf(now), settled: true, now })
  return id
}

async function reinstate(tx: Kysely<DB>, id: string, now: Date) {
  await forgetFactor(tx, id)
  await sql`update person set disabled_at = null, active_at = ${now}, version = version + 1 where id = ${id}`.execute(tx)
  await sql`update post set confirmed_at = ${now}, confirmed_by = null, ends_on = null where person_id = ${id} and revoked_at is null`.execute(
    tx,
  )
}
