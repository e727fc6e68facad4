import { sql, type Kysely, type Transaction } from 'kysely'
import { dayOf } from '#kernel/day.ts'
import type { Actor, Org } from '#kernel/org.ts'
import type { DB } from '#kernel/store/schema.ts'
import { createPerson } from '#server/administration/person.ts'
import { grantPost } from '#server/administration/post.ts'
import { isNew } from '#server/database/is-new.ts'
import type { Keys } from '#server/identity/keys.ts'
import { issuePassword } from '#server/identity/password.ts'
import { buildCity } from './city.ts'
import { demonstrationPeople } from './people.ts'
import { loadSchemes } from '#server/reports/schemes.ts'
import { loadReference } from './reference.ts'

export type Printed = { phone: string; name: string; password: string }

/** Accounts whose first password is printed; everybody else is reached by the switch on the sign-in page, or by a reset. */
const PRINTED = [
  '500103 entry',
  '500103 reviewer',
  '500103 leader',
  '500107 entry',
  'dept-zhujianwei entry',
  'office entry',
  'office reviewer',
  'office leader',
  'city system-admin',
  'city security-admin',
  'city audit-admin',
]

/**
 * Fills a new database: organisations and dictionaries always, the demonstration city unless told otherwise.
 * Answers the demonstration accounts with the first passwords, which exist nowhere else. All of it or nothing: a start cut short begins anew, and of two processes one fills.
 */
export async function firstStart(
  db: Kysely<DB>,
  keys: Keys,
  dataDir: string,
  demonstration: boolean,
  now: Date,
  say: (line: string) => void,
): Promise<Printed[]> {
  return db.transaction().execute(async (tx) => {
    // Another process may be filling it, which takes as long as it takes.
    await sql`set local statement_timeout = 0`.execute(tx)
    await sql`select pg_advisory_xact_lock(hashtextextended('first start', 0))`.execute(tx)
    if (!(await isNew(tx))) return []
    await loadReference(tx)
    await loadSchemes(tx, now)
    if (!demonstration) return []
    say('正在装入演示城市（首次启动，约半分钟）…… / loading the demonstration city')
    const orgs = await orgsById(tx)
    const { actors, printed } = await settlePeople(tx, keys, [...orgs.values()], now)
    await buildCity(tx, dataDir, actors, orgs, now)
    return printed
  })
}

async function orgsById(db: Kysely<DB>): Promise<Map<string, Org>> {
  const { rows } = await sql<Org>`select id, name, short, kind from org order by position`.execute(db)
  return new Map(rows.map((org) => [org.id, org]))
}

/** Everybody began with the system, before the first quarter that is told. */
async function settlePeople(tx: Transaction<DB>, keys: Keys, orgs: Org[], now: Date) {
  const since = new Date('2022-12-01T01:00:00Z')
  const actors = new Map<string, Actor>()
  const printed: Printed[] = []
  for (const { phone, name, posts } of demonstrationPeople(orgs)) {
    const id = await createPerson(tx, keys, { name, phone, demonstration: true, now: since })
    for (const post of posts) await grantPost(tx, { person: id, ...post, startsOn: dayOf(since), now: since, settled: true })
    const seat = `${posts[0]!.org} ${posts[0]!.role}`
    if (actors.has(seat)) continue
    actors.set(seat, { id, name, posts })
    if (PRINTED.includes(seat)) printed.push({ phone, name, password: await issuePassword(tx, id, now) })
  }
  return { actors, printed }
}
