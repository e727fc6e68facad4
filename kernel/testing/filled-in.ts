import { addDays } from '../day.ts'
import type { AnyValues, Field, Fields, LinkRule, Problem } from '../field.ts'
import type { HeldFile } from '../fields/files.ts'
import type { Link } from '../fields/link.ts'
import { quarterOf } from '../fields/quarter.ts'
import type { Module } from '../module.ts'
import type { OrgKind } from '../org.ts'
import { filledAt } from '../steps.ts'
import { isAsked, problemsOf } from '../values.ts'

/** What values are made of that a declaration alone cannot know. `nth` tells one filing from the others. */
export type Supplies = {
  today: string
  nth: number
  filer: OrgKind
  orgs: (among: readonly OrgKind[] | null) => readonly string[]
  terms: (dictionary: string, levels: number) => readonly string[]
  /** For every field of `outsideNeeds`. */
  files: ReadonlyMap<Field, HeldFile>
  records: ReadonlyMap<Field, Link>
}

export type Wish = {
  /** Values that are to be just so. */
  values?: AnyValues
  /** What else must hold of the whole. */
  holds?: (values: AnyValues) => boolean
}

/**
 * Values for everything a filling step asks for, optional fields too, made from the declaration alone so that its own rules accept them. `known` is
 * what stands in the record already. Answers this step's fields. Throws a sentence where a kind of field or a rule is beyond it.
 */
export function filledIn(module: Module, stage: string, known: AnyValues, supplies: Supplies, wish: Wish = {}): AnyValues {
  const ways = new Map(
    filledAt(module, stage).map((key, at) => {
      const field = module.fields[key]!
      const wished = Object.hasOwn(wish.values ?? {}, key)
        ? [wish.values![key]]
        : candidatesOf(field, { ...supplies, at, known: known[key] })
      return [key, wished] as const
    }),
  )
  const others = Object.fromEntries(Object.entries(known).filter(([key]) => !ways.has(key)))
  const tried = (picks: Picks) => judged(module, stage, ways, picks, others, supplies, wish)
  let best = tried({})
  for (let round = 0; best.problems.length > 0 && round < 40; round++) {
    const better = improved(module, best, ways, tried)
    if (!better) break
    best = better
  }
  const [problem] = best.problems
  if (problem) throw new Error(`No filing of ${module.name} was found that its own rules accept at ${stage}: ${problem.message}`)
  return Object.fromEntries(Object.entries(best.values).filter(([key]) => ways.has(key)))
}

/** Fields of a filling step, in rows too, that want a file or a record from outside. */
export function outsideNeeds(module: Module, stage: string): { field: Field; want: 'file' | LinkRule }[] {
  return filledAt(module, stage).flatMap((key) => needsOf(module.fields[key]!))
}

function needsOf(field: Field): { field: Field; want: 'file' | LinkRule }[] {
  if (field.options.fields)
    return Object.values(field.options.fields as Fields)
      .filter((part) => !part.given)
      .flatMap(needsOf)
  if (field.kind.name === 'files') return [{ field, want: 'file' }]
  return ['link', 'links'].includes(field.kind.name) ? [{ field, want: field.options as LinkRule }] : []
}

/** Which candidate of each field; the first where it says nothing. */
type Picks = Readonly<Record<string, number>>
type Judged = { picks: Picks; values: AnyValues; problems: readonly Problem[] }
type Ways = ReadonlyMap<string, readonly unknown[]>

function judged(
  module: Module,
  stage: string,
  ways: Ways,
  picks: Picks,
  others: AnyValues,
  { today, filer }: Supplies,
  wish: Wish,
): Judged {
  let values: AnyValues = { ...others }
  // A field may be asked for by one that stands after it, and that by another.
  for (let pass = 0, before = -1; before !== Object.keys(values).length && pass < ways.size; pass++) {
    before = Object.keys(values).length
    const asked = [...ways].filter(([key]) => isAsked(module, key, values))
    const next = Object.fromEntries(asked.map(([key, candidates]) => [key, candidates[picks[key] ?? 0]]))
    values = { ...others, ...Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)) }
  }
  const found = problemsOf(module, values, today, stage, filer).map(({ field = '', message }) => ({ field, message }))
  const missed = wish.holds && !wish.holds(values) ? [{ field: '', message: 'it is not as the test wishes' }] : []
  return { picks, values, problems: [...found, ...missed] }
}

/** A filing with fewer problems: another candidate of one field, those first that are complained of, of two fields at once, or of three words to choose. */
function improved(module: Module, from: Judged, ways: Ways, tried: (picks: Picks) => Judged): Judged | null {
  const named = new Set(from.problems.map(({ field }) => field.split('.')[0]))
  const keys = [...ways.keys()].filter((key) => ways.get(key)!.length > 1).sort((a, b) => Number(named.has(b)) - Number(named.has(a)))
  const changes = keys.flatMap((key) => ways.get(key)!.map((_, at) => ({ [key]: at })))
  const better = (change: Picks) => {
    const next = tried({ ...from.picks, ...change })
    return next.problems.length < from.problems.length ? next : null
  }
  for (const change of changes) {
    const found = better(change)
    if (found) return found
  }
  for (const [at, one] of changes.entries())
    for (const other of changes.slice(at + 1)) {
      const found = better({ ...one, ...other })
      if (found) return found
    }
  // What is asked for because of what is asked for because of a choice.
  const words = changes.filter((change) => module.fields[Object.keys(change)[0]!]!.options.words)
  for (const [at, one] of words.entries())
    for (const [next, other] of words.slice(at + 1).entries())
      for (const third of words.slice(at + next + 2)) {
        const found = better({ ...one, ...other, ...third })
        if (found) return found
      }
  return null
}

/** A field among others: `at` is its place, so that two of a kind are not filled alike; `known` is what it holds. */
type Placed = Supplies & { at: number; known?: unknown }

function candidatesOf(field: Field, placed: Placed): readonly unknown[] {
  const way = ways[field.kind.name]
  if (!way)
    throw new Error(
      `Nobody has shown how to fill in a field of the kind ${field.kind.name} (《${field.label}》): see kernel/testing/filled-in.ts`,
    )
  const read = way(field, placed).map((candidate) => field.kind.schema(field).safeParse(candidate))
  const fit = read.flatMap((result) => (result.success ? [result.data as unknown] : []))
  if (fit.length === 0) throw new Error(`No value was found that 《${field.label}》 takes: ${JSON.stringify(way(field, placed))}`)
  if (field.required) return fit
  // One word to choose or not is for the exception.
  return field.options.words?.length === 1 ? [undefined, ...fit] : [...fit, undefined]
}

const ways: Record<string, (field: Field, placed: Placed) => unknown[]> = {
  text: (field, { nth }) => wordings(field.example?.split('\n')[0] ?? field.label, nth),
  paragraph: (field, { nth }) => wordings(field.example ?? field.label, nth),
  choice: (field) => field.options.words,
  date: (_field, { today }) => [today, addDays(today, 1), addDays(today, 30), addDays(today, -1), addDays(today, -30), '2023-01-01'],
  quarter: (_field, { today, nth }) => [quarterBefore(today, nth)],
  decimal: ({ options: { min, max } }, { nth }) => [Math.min(max, min + (nth % 50)), min, max].map(String),
  term: ({ options }, { terms, at }) => rotated(terms(options.dictionary, options.levels), at),
  org: ({ options }, { orgs, at }) => rotated(orgs(options.among), at),
  orgs: ({ options }, { orgs, at }) => {
    const all = rotated(orgs(options.among), at)
    return [all.slice(0, 2), all.slice(0, 1), all.slice(1, 2)]
  },
  scores: ({ options }, { orgs, nth }) => [
    orgs(options.among)
      .slice(0, 3)
      .map((org, at) => ({ org, score: `${(nth + at) % 100}.5` })),
  ],
  files: (field, { files }) => [[supplied(files, field)]],
  link: (field, { records }) => [supplied(records, field)],
  links: (field, { records }) => [[supplied(records, field)]],
  rows: rowsWays,
}

/** Rows with every part filled, with the required ones alone, and with each other word of its choices. Fixed rows are those that are there. */
function rowsWays(field: Field, { known, ...placed }: Placed): unknown[] {
  const parts = Object.entries(field.options.fields as Fields).filter(([, part]) => !part.given)
  const first = Object.fromEntries(parts.map(([key, part], at) => [key, candidatesOf(part, { ...placed, at: placed.at + at })[0]]))
  const required = Object.fromEntries(parts.flatMap(([key, part]) => (part.required ? [[key, first[key]]] : [])))
  const choices = parts.flatMap(([key, part]) => ((part.options.words ?? []) as string[]).map((word) => ({ [key]: word })))
  const rows = [first, required, ...choices.flatMap((choice) => [first, required].map((row) => ({ ...row, ...choice })))]
  const begun = field.options.fixed ? ((known ?? []) as AnyValues[]) : [{}]
  return rows.map((row) => begun.map((there) => ({ ...there, ...row })))
}

/** One wording told apart from others by its number: in place of the last number, as in 〔2021〕443号, or behind. */
function wordings(words: string, nth: number): string[] {
  return [...(/\d/.test(words) ? [words.replace(/\d+(?=\D*$)/, String(nth))] : []), `${words}（${nth}）`, words, `样例${nth}`]
}

function quarterBefore(today: string, count: number): string {
  const [year, number] = quarterOf(today).split('-Q').map(Number) as [number, number]
  const quarters = year * 4 + (number - 1) - count
  return `${Math.floor(quarters / 4)}-Q${(quarters % 4) + 1}`
}

const rotated = <T>(list: readonly T[], by: number): T[] => list.map((_, at) => list[(at + by * 2) % list.length]!)

function supplied<T>(from: ReadonlyMap<Field, T>, field: Field): T {
  const found = from.get(field)
  if (found === undefined) throw new Error(`Nothing was supplied for 《${field.label}》`)
  return found
}
