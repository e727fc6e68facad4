import { sql, type Kysely } from 'kysely'
import type { Field } from '#kernel/field.ts'
import type { HeldFile } from '#kernel/fields/files.ts'
import type { Fixed, Module } from '#kernel/module.ts'
import { EVERYONE, type Actor, type BusinessRole, type OrgKind } from '#kernel/org.ts'
import { keepForms } from '#kernel/store/form.ts'
import { keepLinkRules } from '#kernel/store/link-rules.ts'
import type { DB } from '#kernel/store/schema.ts'
import { settle } from '#kernel/testing/town.ts'
import { loadReference } from '#seeds/reference.ts'
import { makeDocx } from '../files/inspect/fixtures/make-docx.ts'
import { makePng } from '../files/inspect/fixtures/make-image.ts'
import { makePdf } from '../files/inspect/fixtures/make-pdf.ts'
import { makeXlsx } from '../files/inspect/fixtures/make-xlsx.ts'
import { partiesOf } from './named.ts'
import { testServer } from './server.ts'

export type Call = Awaited<ReturnType<Awaited<ReturnType<typeof testServer>>['asPerson']>>
export type Player = Actor & { call: Call }

const DISTRICTS = 9
const DEPARTMENTS = 9

/** The product over a collection, with the real organisations and dictionaries, and somebody in every seat that a test asks for. */
export async function castOf(modules: readonly Module[]) {
  const server = await testServer(modules)
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

  const players = new Map<string, Promise<Player>>()
  function player(name: string, ...posts: Actor['posts']): Promise<Player> {
    const known = players.get(name) ?? settle(db, name, posts).then(async (actor) => ({ ...actor, call: await asPerson(actor.id) }))
    players.set(name, known)
    return known
  }

  return {
    ...server,
    modules,
    pool,
    kindOf: (org: string) => kinds.get(org)!,
    /** Whoever writes for an organisation; a reviewer too, so that the rule against reviewing one's own has somebody to bite. */
    writer: (org: string) => player(`${org}填报人`, { org, role: 'entry' }, { org, role: 'reviewer' }),
    /** Somebody with one post and no hand in what others wrote. */
    holder: (org: string, role: BusinessRole) => player(`${org} ${role}`, { org, role }),
    player,
    terms: (dictionary: string, levels: number) => {
      const codes = terms.filter((term) => term.dictionary === dictionary && (levels === 1 || !branches.has(`${dictionary} ${term.code}`)))
      return codes.map(({ code }) => code)
    },
    orgs: (among: readonly OrgKind[] | null) => (among ?? (['district', 'department'] as const)).flatMap((kind) => pool[kind]),
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

const papers: Record<string, () => Buffer> = { pdf: makePdf, docx: makeDocx, png: makePng, xlsx: makeXlsx }

/** A small file that a field takes. */
export function paperFor({ label, options }: Field): { name: string; bytes: Buffer } {
  const accepted = (options.accept ?? Object.keys(papers)) as string[]
  const type = Object.keys(papers).find((each) => accepted.includes(each))
  if (type === undefined)
    throw new Error(`Nobody has shown how to make one of ${accepted.join(', ')} for 《${label}》: see server/testing/cast.ts`)
  return { name: `${label}.${type}`, bytes: papers[type]!() }
}

/** Uploads as the browser does: declared, created, sent. */
export async function upload(call: Call, { name, bytes }: { name: string; bytes: Buffer }): Promise<HeldFile> {
  const tus = { 'tus-resumable': '1.0.0' }
  const metadata = `filename ${Buffer.from(name).toString('base64')},declared ${Buffer.from('1').toString('base64')}`
  const created = await call('POST', '/api/uploads', {
    headers: { ...tus, 'upload-length': String(bytes.length), 'upload-metadata': metadata },
  })
  const sent = await call('PATCH', created.headers.location as string, {
    headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: bytes,
  })
  if (sent.statusCode !== 204) throw new Error(`${name} was not taken: ${sent.body}`)
  return { id: sent.headers['luoshi-file'] as string, name, size: bytes.length, type: sent.headers['luoshi-type'] as string }
}
