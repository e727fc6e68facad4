import { sql, type Kysely } from 'kysely'
import { addDays, dayOf } from '#kernel/day.ts'
import type { Fixed, Module } from '#kernel/module.ts'
import { EVERYONE, type Actor, type BusinessRole, type OrgKind } from '#kernel/org.ts'
import { keepForms } from '#kernel/store/form.ts'
import { keepLinkRules } from '#kernel/store/link-rules.ts'
import type { DB } from '#kernel/store/schema.ts'
import { settle } from '#kernel/testing/town.ts'
import { loadReference } from '#seeds/reference.ts'
import type { Settings } from '../http/app.ts'
import { partiesOf } from './named.ts'
import type { Player, Players } from './players.ts'
import { testServer } from './server.ts'

const DISTRICTS = 9
const DEPARTMENTS = 9

/** The product over a collection, with the real organisations and dictionaries, and somebody in every seat that a test asks for. */
export async function castOf(modules: readonly Module[], more: Partial<Settings> = {}) {
  const server = await testServer(modules, more)
  const { db, asPerson } = server
  await loadReference(db)
  await addInvented(db, modules)
  await keepForms(db, modules)
  await keepLinkRules(db, modules)
  const { rows } = await sql<{ id: string; kind: OrgKind }>`select id, kind from org order by position`.execute(db)
  const kinds = new Map(rows.map(({ id, kind }) => [id, kind]))
  // Organisations that a declaration names by themselves are never chosen in a field: they would be seen for two reasons at once.
  const fixed = new Set(fixedIn(modules).map((party) => party.fixed))
  const free = (kind: OrgKind, count: number) =>
    rows.flatMap((row) => (row.kind === kind && !fixed.has(row.id) ? [row.id] : [])).slice(0, count)
  const pool = { district: free('district', DISTRICTS), department: free('department', DEPARTMENTS), office: ['office'], city: ['city'] }

  const { rows: terms } = await sql<{ dictionary: string; code: string; parent: string | null }>`
    select dictionary, code, parent from term where valid_until is null order by dictionary, position`.execute(db)
  const branches = new Set(terms.map(({ dictionary, parent }) => `${dictionary} ${parent}`))

  const people = new Map<string, Promise<Player>>()
  function player(name: string, ...posts: Actor['posts']): Promise<Player> {
    const known = people.get(name) ?? settle(db, name, posts).then(async (actor) => ({ ...actor, call: await asPerson(actor.id) }))
    people.set(name, known)
    return known
  }

  const writer = (org: string) => player(`${org}填报人`, { org, role: 'entry' }, { org, role: 'reviewer' })
  const holder = (org: string, role: BusinessRole) => player(`${org} ${role}`, { org, role })

  const deputies = new Map<Promise<Player>, Promise<Player>>()
  function deputy(absent: Promise<Player>, org: string, own: BusinessRole): Promise<Player> {
    const known = deputies.get(absent) ?? absent.then((principal) => named(principal, org, own))
    deputies.set(absent, known)
    return known
  }

  /** A colleague with a post of their own, whom somebody absent names through the API. */
  async function named(principal: Player, org: string, own: BusinessRole): Promise<Player> {
    const colleague = await player(`${principal.name}的代理人`, { org, role: own })
    const today = dayOf(new Date())
    const body = { org, deputy: colleague.id, startsOn: today, endsOn: addDays(today, 7) }
    const answer = await principal.call('POST', '/api/deputations', { body })
    if (answer.statusCode !== 201) throw new Error(answer.body)
    const held = principal.posts.filter(({ role }) => role !== own).map((post) => ({ ...post, for: principal }))
    return { ...colleague, posts: [...colleague.posts, ...held] }
  }

  const players: Players = {
    modules,
    pool,
    kindOf: (org) => kinds.get(org)!,
    /** A reviewer too, so that the rule against reviewing one's own has somebody to bite. */
    writer,
    holder,
    terms: (dictionary, levels) => {
      const codes = terms.filter((term) => term.dictionary === dictionary && (levels === 1 || !branches.has(`${dictionary} ${term.code}`)))
      return codes.map(({ code }) => code)
    },
    orgs: (among) => (among ?? (['district', 'department'] as const)).flatMap((kind) => pool[kind]),
  }

  return {
    ...server,
    ...players,
    /** The deputy of whoever writes for an organisation. */
    inPlaceOfWriter: (org: string) => deputy(writer(org), org, 'leader'),
    /** The deputy of somebody with one post; a reviewer's is an entry clerk, who may have written. */
    standIn: (org: string, role: BusinessRole) => deputy(holder(org, role), org, role === 'reviewer' ? 'entry' : 'leader'),
    player,
  }
}

export type Cast = Awaited<ReturnType<typeof castOf>>

/** Organisations that declarations name by themselves. */
function fixedIn(modules: readonly Module[]): Fixed[] {
  const parties = modules.flatMap((module) => [...partiesOf(module), ...(module.filedBy === 'opened' ? [] : module.filedBy)])
  return parties.filter((party) => typeof party === 'object')
}

/** Organisations and dictionaries that no reference table has, for a business that is invented. */
async function addInvented(db: Kysely<DB>, modules: readonly Module[]) {
  for (const { fixed, name } of fixedIn(modules))
    if (fixed !== EVERYONE)
      await sql`insert into org (id, name, short, kind, pinyin) values (${fixed}, ${name}, ${name}, 'office', ${fixed}) on conflict do nothing`.execute(
        db,
      )
  const dictionaries = modules.flatMap(({ fields }) =>
    Object.values(fields).flatMap(({ kind, options }) => (kind.name === 'term' ? [options.dictionary as string] : [])),
  )
  for (const name of new Set(dictionaries))
    await sql`insert into term (dictionary, code, label) select ${name}, 'invented', '样例' where not exists (select 1 from term where dictionary = ${name})`.execute(
      db,
    )
}
