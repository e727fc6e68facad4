import { sql, type Kysely } from 'kysely'
import { dayOf } from '#kernel/day.ts'
import type { Codes, LinkRule, Offers } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import type { Actor, OrgKind } from '#kernel/org.ts'
import { anyViewerOrgs } from '#kernel/parties.ts'
import { partsOf } from '#kernel/sheet/columns.ts'
import { groundHolds } from '#kernel/store/link-rules.ts'
import type { DB } from '#kernel/store/schema.ts'
import { isOffered, labelAt, type Named } from '#kernel/terms.ts'
import { textKey } from '#kernel/text-key.ts'

export type Words = { codes: Codes; offers: Offers }

type OrgRow = { id: string; name: string; short: string; kind: OrgKind; offered: boolean }
type TermRow = {
  dictionary: string
  code: string
  parent: string | null
  label: string
  labels: Named[]
  validFrom: string
  validUntil: string | null
  leaf: boolean
}
type Linkable = { id: string; title: string }

/**
 * What a sheet says in words, as codes, and what may be chosen at this moment: organisations in being, terms in force, records that this person may link
 * to. What is retired is offered to nobody, and still known by its name: whether a record may hold it is not for a sheet to judge.
 */
export async function wordsOf(db: Kysely<DB>, module: Module, seat: { actor: Actor; org: string; now: Date }): Promise<Words> {
  const today = dayOf(seat.now)
  const { rows: orgs } = await sql<OrgRow>`
    select id, name, short, kind, retired_on is null or retired_on > ${today} as offered from org order by position, id`.execute(db)
  const { rows: terms } = await sql<TermRow>`
    select dictionary, code, parent, label, labels, valid_from::text as "validFrom", valid_until::text as "validUntil",
      not exists (select 1 from term child where child.dictionary = term.dictionary and child.parent = term.code) as leaf
    from term order by position, code`.execute(db)
  const linkable = new Map<string, { all: Linkable[]; titled: Map<string, Linkable[]> }>()
  for (const rule of linkRules(module)) {
    const all = await linkableBy(db, rule, seat)
    linkable.set(JSON.stringify(rule), { all, titled: Map.groupBy(all, ({ title }) => wordKey(title)) })
  }
  const orgNames = grouped(orgs.flatMap((org) => [org.name, org.short].map((word) => [wordKey(word), org] as const)))
  const inWords = spelling(terms, seat.now)
  const keyed = (term: TermRow, words: readonly string[]) => words.map((word) => [`${term.dictionary} ${wordKey(word)}`, term] as const)
  const termNames = grouped(terms.flatMap((term) => keyed(term, inWords(term).now)))
  const formerNames = grouped(terms.flatMap((term) => keyed(term, inWords(term).ever)))
  const mayChoose = (term: TermRow) => isOffered(term, today)
  const among = (kinds: readonly OrgKind[] | null) => (org: OrgRow) => kinds === null || kinds.includes(org.kind)
  return {
    codes: {
      orgs: (word, kinds) => {
        const found = (orgNames.get(wordKey(word)) ?? []).filter(among(kinds))
        return firstOf(
          found.filter(({ offered }) => offered),
          found,
        ).map(({ id }) => id)
      },
      terms: (dictionary, word) => {
        const key = `${dictionary} ${wordKey(word)}`
        // A workbook may be older than the name that a term has now, or than its end.
        const [called, former] = [termNames.get(key) ?? [], formerNames.get(key) ?? []]
        const found = firstOf(called.filter(mayChoose), former.filter(mayChoose), called, former)
        return firstOf(
          found.filter(({ leaf }) => leaf),
          found,
        ).map(({ code }) => code)
      },
      records: (rule, title) => linkable.get(JSON.stringify(rule))?.titled.get(wordKey(title)) ?? [],
    },
    offers: {
      today,
      orgs: (kinds) => orgs.filter((org) => org.offered && among(kinds)(org)).map(({ short }) => short),
      terms: (dictionary) =>
        terms.filter((term) => term.dictionary === dictionary && term.leaf && mayChoose(term)).map((term) => inWords(term).now[0]!),
      records: (rule) => (linkable.get(JSON.stringify(rule))?.all ?? []).slice(0, LISTED).map(({ title }) => title),
    },
  }
}

/** How words are compared in a sheet. Blanks beside a stroke are a matter of taste. */
export const wordKey = (word: string) => textKey(word).replace(/\s*\/\s*/gu, '/')

/** How a term is written: with what it belongs to, as it is shown, and by itself; under the name it has at an instant, and under all it ever had. */
function spelling(terms: readonly TermRow[], now: Date): (term: TermRow) => { now: string[]; ever: string[] } {
  const known = new Map(terms.map((term) => [`${term.dictionary} ${term.code}`, term]))
  const written = (above: readonly string[], own: readonly string[]) => [
    ...own.flatMap((label) => above.map((parent) => `${parent} / ${label}`)),
    ...own,
  ]
  const ever = ({ label, labels }: TermRow) => [label, ...labels.map((named) => named.label)]
  return (term) => {
    const parent = term.parent === null ? undefined : known.get(`${term.dictionary} ${term.parent}`)
    return {
      now: written(parent ? [labelAt(parent, now)] : [], [labelAt(term, now)]),
      ever: written(parent ? ever(parent) : [], ever(term)),
    }
  }
}

/** The first of these lists that has anything in it. */
const firstOf = <T>(...lists: readonly T[][]): T[] => lists.find((list) => list.length > 0) ?? []

/** What stands under each key, each once. */
function grouped<T>(pairs: readonly (readonly [string, T])[]): Map<string, T[]> {
  const groups = new Map<string, Set<T>>()
  for (const [key, value] of pairs) groups.set(key, (groups.get(key) ?? new Set()).add(value))
  return new Map([...groups].map(([key, values]) => [key, [...values]]))
}

function linkRules(module: Module): LinkRule[] {
  const fields = Object.values(module.fields).flatMap((field) => [field, ...Object.values(partsOf(field) ?? {})])
  return fields.flatMap((field) => (!field.given && ['link', 'links'].includes(field.kind.name) ? [field.options as LinkRule] : []))
}

/** As many as a list can usefully hold, and as many as are looked through for a title. */
const LISTED = 500
const LOOKED_THROUGH = 20_000

async function linkableBy(db: Kysely<DB>, rule: LinkRule, seat: { actor: Actor; org: string }): Promise<Linkable[]> {
  const { rows } = await sql<Linkable>`
    select record.id, record.title from record
    where record.module = ${rule.module} and record.stage not in ('void', 'closed')
      and exists (select 1 from sight where sight.record_id = record.id and sight.module = record.module and sight.org_id = any(${anyViewerOrgs(seat.actor)}::text[]))
      and (not ${rule.own}::boolean or record.owner = ${seat.org}) and (not ${rule.decided}::boolean or record.approved is not null)
      ${rule.where === null ? sql`` : sql`and (case when ${rule.decided}::boolean then record.approved else record.record_values end) ->> ${rule.where.field} = any(${rule.where.among}::text[])`}
      and ${groundHolds}
    order by record.id desc limit ${LOOKED_THROUGH}`.execute(db)
  return rows
}
