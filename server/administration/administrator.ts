import { type Kysely, sql } from 'kysely'
import type { AdminRole } from '#kernel/org.ts'
import { dayOf } from '#kernel/day.ts'
import type { DB } from '#kernel/store/schema.ts'
import { appendAudit } from '../audit/append.ts'
import type { Keys } from '../identity/keys.ts'
import { issuePassword } from '../identity/password.ts'
import { phoneKey } from '../identity/phone.ts'
import { createPerson } from './person.ts'
import { grantPost } from './post.ts'

const ORG = 'city'

/**
 * The operator's way in, where no administrator can act yet or any more: opens or reopens the account, puts it in the post without a second person and
 * answers an initial password. Leaves an audit row like everything else.
 */
export async function appointAdministrator(tx: Kysely<DB>, keys: Keys, { role, name, phone, now }: { role: AdminRole; name: string; phone: string; now: Date }): Promise<string> {
  const found = await sql<{ id: string }>`select id from person where phone_key = ${phoneKey(keys, phone)}`.execute(tx)
  const id = found.rows[0]?.id ?? (await createPerson(tx, keys, { name, phone, now }))
  await sql`update person set disabled_at = null, active_at = ${now}, version = version + 1 where id = ${id}`.execute(tx)
  const held = await sql`
    update post set confirmed_at = ${now}, confirmed_by = null, starts_on = least(starts_on, ${dayOf(now)}::date), ends_on = null
    where person_id = ${id} and org_id = ${ORG} and role = ${role} and revoked_at is null returning 1`.execute(tx)
  if (held.rows.length === 0) await grantPost(tx, { person: id, org: ORG, role, startsOn: dayOf(now), settled: true, now })
  const password = await issuePassword(tx, id, now)
  await appendAudit(tx, { chain: ORG, action: 'post:appoint', object: id, result: 'done', person: null, org: ORG, source: 'operator', request: 'operator', facts: { role } }, now)
  return password
}
