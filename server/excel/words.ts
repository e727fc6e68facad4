import { sql, type Kysely } from 'kysely'
import type { Codes, LinkRule, Names, Offers } from '#kernel/field.ts'
import type { Module } from '#kernel/module.ts'
import type { Actor, OrgKind } from '#kernel/org.ts'
import { anyViewerOrgs } from '#kernel/parties.ts'
import { partsOf } from '#kernel/sheet/columns.ts'
import { groundHolds } from '#kernel/store/link-rules.ts'
import type { DB } from '#kernel/store/schema.ts'
import { labelAt, type Named } from '#kernel/terms.ts'
import { textKey } from '#kernel/text-key.ts'

export type Words = { codes: Codes; offers: Offers; names: Names }

type OrgRow = { id: string; name: string; short: string; kind: OrgKind }
type TermRow = { dictionary: string; code: string; parent: string | null; label: string; labels: Named[]; leaf: boolean }
type Linkable = { id: string; title: string }

/** What a sheet says in words, as codes and back: organisations in being, terms in force on this day, records that this person may link to. */
export async function wordsOf(db: Kysely<DB>, module: Module, seat: { actor: Actor; org: string; today: string }): Promise<Words> {
  const { rows: orgs } = await sql<OrgRow>`
    select id, name, short, kind from org where retired_on is null or retired_on > ${seat.today} order by position, id`.execute(db)
  const { rows: known } = await sql<TermRow>`
    select dictionary, code, parent, label, labels, not exists (select 1 from term child where child.dictionary = term.dictionary and child.parent = term.code) as leaf
    from term where valid_from <= ${seat.today} and (valid_until is null or valid_until >= ${seat.today}) order by position, code`.execute(
    db,
  )
  const now = new Date()
  const terms = known.map((term) => ({ ...term, label: labelAt(term, now) }))
  const linkable = new Map<string, { all: Linkable[]; titled: Map<string, Linkable[]> }>()
  for (const rule of linkRules(module)) {
    const all = await linkableBy(db, rule, seat)
    linkable.set(JSON.stringify(rule), { all, titled: Map.groupBy(all, ({ title }) => wordKey(title)) })
  }
  const orgNames = grouped(orgs.flatMap((org) => [...new Set([org.name, org.short])].map((word) => [wordKey(word), org] as const)))
  const termNames = grouped(
    terms.flatMap((term) => spellings(term, terms).map((word) => [`${term.dictionary} ${wordKey(word)}`, term] as const)),
  )
  const former = grouped(terms.flatMap((term) => term.labels.map(({ label }) => [`${term.dictionary} ${wordKey(label)}`, term] as const)))
  const shown = new Map(terms.map((term) => [`${term.dictionary} ${term.code}`, spellings(term, terms)[0]!]))
  const among = (kinds: readonly OrgKind[] | null) => (org: OrgRow) => kinds === null || kinds.includes(org.kind)
  return {
    codes: {
      orgs: (word, kinds) => [...new Set((orgNames.get(wordKey(word)) ?? []).filter(among(kinds)).map(({ id }) => id))],
      terms: (dictionary, word) => {
        // A workbook may be older than the name that a term has now.
        const found = termNames.get(`${dictionary} ${wordKey(word)}`) ?? former.get(`${dictionary} ${wordKey(word)}`) ?? []
        const leaves = found.filter(({ leaf }) => leaf)
        return [...new Set((leaves.length > 0 ? leaves : found).map(({ code }) => code))]
      },
      records: (rule, title) => linkable.get(JSON.stringify(rule))?.titled.get(wordKey(title)) ?? [],
    },
    offers: {
      today: seat.today,
      orgs: (kinds) => orgs.filter(among(kinds)).map(({ short }) => short),
      terms: (dictionary) => terms.filter((term) => term.dictionary === dictionary && term.leaf).map((term) => spellings(term, terms)[0]!),
      records: (rule) => (linkable.get(JSON.stringify(rule))?.all ?? []).slice(0, LISTED).map(({ title }) => title),
    },
    names: {
      org: (id) => orgs.find((org) => org.id === id)?.short ?? id,
      term: (dictionary, code) => shown.get(`${dictionary} ${code}`) ?? code,
    },
  }
}

/** Blanks beside a stroke are a matter of taste. */
const wordKey = (word: string) => textKey(word).replace(/\s*\/\s*/gu, '/')

/** A term with what it belongs to, as it is shown, and by itself. */
function spellings(term: TermRow, terms: readonly TermRow[]): string[] {
  const parent = terms.find((each) => each.dictionary === term.dictionary && each.code === term.parent)
  return parent ? [`${parent.label} / ${term.label}`, term.label] : [term.label]
}

function grouped<T>(pairs: readonly (readonly [string, T])[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const [key, value] of pairs) groups.set(key, [...(groups.get(key) ?? []), value])
  return groups
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
