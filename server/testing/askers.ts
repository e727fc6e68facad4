import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { v7 } from 'uuid'
import type { Fields } from '#kernel/field.ts'
import { isFixed, type Module } from '#kernel/module.ts'
import { adminRoles, businessRoles, EVERYONE } from '#kernel/org.ts'
import { digest } from '../identity/identify.ts'
import type { Cast } from './cast.ts'
import { named, partiesOf } from './named.ts'
import type { Call, Player } from './players.ts'
import type { Asker } from './rights.ts'
import { isWritten, type Standing } from './walk.ts'

/** Somebody who tries: how they stand to the record, and how they call. */
export type Trying = Asker & Player & { relation: string; role: string }

/**
 * Everybody worth trying on a record: each business role at the unit that filed it, at each unit that its fields name, at each desk that its
 * declaration names and at units it has nothing to do with; whoever wrote it; deputies; the three administrators; and those who are stopped at the door.
 */
export async function askersOf(cast: Cast, module: Module, record: Standing): Promise<Trying[]> {
  const units = relationsOf(cast, module, record)
  const seated = await Promise.all(
    units.flatMap(({ relation, org }) => businessRoles.map(async (role) => trying(cast, await cast.holder(org, role), relation, role))),
  )
  const author = trying(cast, await cast.writer(record.owner), 'own unit', 'entry and reviewer')
  const administrators = await Promise.all(
    adminRoles.map(async (role) =>
      trying(cast, await cast.player(`${record.owner} ${role}`, { org: record.owner, role }), 'own unit', role),
    ),
  )
  return [...seated, author, ...(await deputies(cast, module, record)), ...administrators, ...(await stopped(cast, record))]
}

const trying = (cast: Cast, player: Player, relation: string, role: string): Trying => ({
  ...player,
  ofOffice: player.posts.some(({ org }) => cast.kindOf(org) === 'office'),
  state: 'signed in',
  relation,
  role,
})

/** Who stands in for whoever wrote last, for the reviewer beside them, and for whoever has the record now. */
async function deputies(cast: Cast, module: Module, record: Standing): Promise<Trying[]> {
  const order = Object.keys(module.flow)
  const now = order.indexOf(record.stage)
  const written = order.slice(0, now < 0 ? order.length : now + 1).findLast((stage) => isWritten(module, stage))!
  const [unit] = named(module.flow[written]!.at, record)
  const step = module.flow[record.stage]
  const [desk] = step ? named(step.at, record) : []
  const found = [
    ...(unit === undefined ? [] : [trying(cast, await cast.inPlaceOfWriter(unit), 'the unit that wrote', 'deputy of who wrote')]),
    ...(unit === undefined ? [] : [trying(cast, await cast.standIn(unit, 'reviewer'), 'the unit that wrote', 'deputy of a reviewer')]),
    ...(step && desk !== undefined ? [trying(cast, await cast.standIn(desk, step.by), 'the present desk', 'deputy of its holder')] : []),
  ]
  return found.filter(({ id }, at) => found.findIndex((other) => other.id === id) === at)
}

type Relation = { relation: string; org: string }

/** Each organisation once, under the first relation it has. */
function relationsOf(cast: Cast, module: Module, record: Standing): Relation[] {
  const keys = Object.entries(module.fields).flatMap(([key, field]) =>
    orgKeys(key, field.kind.name, (field.options.fields ?? {}) as Fields),
  )
  const fixed = partiesOf(module).flatMap((party) => (isFixed(party) && party.fixed !== EVERYONE ? [party.fixed] : []))
  const known: Relation[] = [
    { relation: 'own unit', org: record.owner },
    ...keys.flatMap((key) =>
      named(key, record)
        .slice(0, 1)
        .map((org) => ({ relation: `named in ${key}`, org })),
    ),
    ...fixed.map((org) => ({ relation: `fixed desk ${org}`, org })),
  ]
  const meant = new Set([...known.map(({ org }) => org), ...keys.flatMap((key) => named(key, record))])
  const strangers = (['district', 'department'] as const).map((kind) => ({
    relation: `a ${kind} it does not concern`,
    org: cast.pool[kind].findLast((org) => !meant.has(org))!,
  }))
  return [...known, ...strangers].filter(({ org }, at, all) => all.findIndex((other) => other.org === org) === at)
}

function orgKeys(key: string, kind: string, parts: Fields): string[] {
  const inside = Object.entries(parts).flatMap(([part, field]) => orgKeys(`${key}.${part}`, field.kind.name, {}))
  return kind === 'org' || kind === 'orgs' ? [key, ...inside] : inside
}

/** The owner's own clerk, not signed in, with a password to change, and as a program that may only read. */
async function stopped(cast: Cast, { owner }: Standing): Promise<Trying[]> {
  const posts = [{ org: owner, role: 'entry' as const }]
  const late = await cast.player(`${owner} password`, ...posts)
  await sql`update password set issued_until = now() + interval '1 day' where person_id = ${late.id}`.execute(cast.db)
  const clerk = await cast.holder(owner, 'entry')
  const token = await tokenOf(cast, clerk)
  const bare = { name: 'clerk', posts, ofOffice: false, relation: 'own unit', role: 'entry' }
  return [
    { ...bare, id: '', state: 'signed out', call: spoken(cast, {}) },
    { ...bare, id: late.id, state: 'password to change', call: late.call },
    { ...bare, id: clerk.id, state: 'token that reads', call: spoken(cast, { authorization: `Bearer ${token}` }) },
  ]
}

const tokens = new Map<string, string>()

/** A token that may read every business and its attachments. */
async function tokenOf({ db, modules }: Cast, { id }: Player): Promise<string> {
  const known = tokens.get(id)
  if (known) return known
  const token = `lst_${randomBytes(32).toString('base64url')}`
  tokens.set(id, token)
  const scopes = [...modules.map(({ path }) => `${path}:read`), 'files:read']
  await sql`insert into api_token (id, person_id, name, hash, scopes, created_at, expires_at) values (${v7()}, ${id}, '看板', ${digest(token)}, ${scopes}, now(), now() + interval '1 day')`.execute(
    db,
  )
  return token
}

/** Calls that carry these headers in place of a session. */
function spoken({ app }: Cast, own: Record<string, string>): Call {
  return (method, url, { query, body, key, headers } = {}) =>
    app.inject({
      method: method!,
      url: query ? `${url}?${new URLSearchParams(query).toString()}` : url,
      headers: { 'x-luoshi': '1', 'idempotency-key': key ?? crypto.randomUUID(), ...own, ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    })
}
