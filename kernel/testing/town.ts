import { sql, type Kysely, type Transaction } from 'kysely'
import { v7 } from 'uuid'
import type { Actor, OrgKind, Role } from '../org.ts'
import type { Module } from '../module.ts'
import { keepForms } from '../store/form.ts'
import type { Deed } from '../store/deed.ts'
import { create, perform } from '../store/perform.ts'
import { keepLinkRules } from '../store/link-rules.ts'
import type { DB } from '../store/schema.ts'
import { clubModules } from './club.ts'

/** A small believable town for the kernel's tests: clubs, a host and the federation, with one person to a post. */
export const TODAY = new Date('2026-05-04T02:00:00Z')

const orgs: [string, OrgKind][] = [
  ['north', 'district'],
  ['south', 'district'],
  ['east', 'district'],
  ['hall', 'department'],
  ['park', 'department'],
  ['federation', 'office'],
]

const seats: [string, string, Role][] = orgs.flatMap(([org]): [string, string, Role][] => [
  [`${org} entry`, org, 'entry'],
  [`${org} reviewer`, org, 'reviewer'],
  [`${org} leader`, org, 'leader'],
])

export async function buildTown(db: Kysely<DB>, modules: readonly Module[] = clubModules) {
  await keepForms(db, modules)
  await keepLinkRules(db, modules)
  await sql`insert into org (id, name, short, kind, pinyin) select id, id, id, kind, id from jsonb_to_recordset(${JSON.stringify(orgs.map(([id, kind]) => ({ id, kind })))}::jsonb) as o(id text, kind text)`.execute(
    db,
  )
  await sql`insert into term (dictionary, code, label) values ('ball', 'green', '绿球'), ('ball', 'yellow', '黄球'), ('return-reasons', 'name', '名称不规范')`.execute(
    db,
  )
  const people = new Map<string, Actor>()
  for (const [name, org, role] of seats) people.set(name, await settle(db, name, [{ org, role }]))
  return { db, modules, as: (name: string) => people.get(name)! }
}

export type Town = Awaited<ReturnType<typeof buildTown>>

/** A person who holds these posts, confirmed. */
export async function settle(db: Kysely<DB>, name: string, posts: Actor['posts']): Promise<Actor> {
  const id = v7()
  await sql`insert into person (id, name, phone_key, phone_sealed, created_at) values (${id}, ${name}, ${Buffer.from(id)}, ${Buffer.from('sealed')}, ${TODAY})`.execute(
    db,
  )
  const grantor = id
  for (const { org, role } of posts) {
    await sql`insert into post (id, person_id, org_id, role, starts_on, granted_at, confirmed_at) values (${v7()}, ${grantor}, ${org}, ${role}, '2020-01-01', ${TODAY}, ${TODAY})`.execute(
      db,
    )
  }
  return { id, name, posts }
}

/** Filled so that it may be submitted; change what a test is about. */
export const filled = (code: string, more: Record<string, unknown> = {}) => ({
  title: '春季公开赛',
  code,
  surface: '硬地',
  host: 'hall',
  clubs: ['north', 'south'],
  ball: 'green',
  startsOn: '2026-06-01',
  ...more,
})

export function inTown(town: Town, now = TODAY) {
  const on = (tx: Transaction<DB>, actor: Actor) => ({ tx, actor, now, modules: town.modules })
  return {
    create: (who: string, module: Module, values: unknown, kind: OrgKind = 'district') =>
      town.db.transaction().execute((tx) => create(on(tx, town.as(who)), module, { id: town.as(who).posts[0]!.org, kind }, values)),
    act: (who: string | Actor, module: Module, id: string, deed: Deed) =>
      town.db.transaction().execute((tx) => perform(on(tx, typeof who === 'string' ? town.as(who) : who), module, id, deed)),
  }
}
