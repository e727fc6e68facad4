import { queryOptions, useSuspenseQueries, useSuspenseQuery } from '@tanstack/react-query'
import { createContext, useContext, useMemo } from 'react'
import type { Fields, Names } from '#kernel/field.ts'
import { modules } from '#modules/all.ts'
import { call } from './call.ts'
import type { Org, Term } from './types.ts'

const LASTING = 10 * 60_000

export const orgsQuery = queryOptions({ queryKey: ['orgs'], queryFn: () => call<Org[]>('GET', '/api/orgs'), staleTime: LASTING })

export const termsQuery = (dictionary: string) =>
  queryOptions({
    queryKey: ['terms', dictionary],
    queryFn: () => call<Term[]>('GET', `/api/dictionaries/${dictionary}`),
    staleTime: LASTING,
  })

/** Every dictionary that a declaration names, and the one that returning needs. */
export const dictionaries = [...new Set(['return-reasons', ...modules.flatMap((module) => namedIn(module.fields))])]

/** `short` is what narrow columns call an organisation. */
export type BrowserNames = Names & { orgs: Org[]; short(id: string): string; terms(dictionary: string): Term[] }

/** How codes become words, for all organisations and dictionaries. Inside the shell only, where they are loaded. */
export function useNames(): BrowserNames {
  const names = useContext(NamesContext)
  if (!names) throw new Error('Names are known inside the shell only')
  return names
}

/** Given once by the shell: a ledger asks for names in each of its cells. */
export const NamesContext = createContext<BrowserNames | null>(null)

export function useLoadedNames(): BrowserNames {
  const orgs = useSuspenseQuery(orgsQuery).data
  const lists = useSuspenseQueries({ queries: dictionaries.map(termsQuery), combine: (answers) => answers.map((answer) => answer.data) })
  return useMemo(
    () => namesFrom(orgs, Object.fromEntries(dictionaries.map((dictionary, at) => [dictionary, lists[at] ?? []]))),
    [orgs, lists],
  )
}

function namesFrom(orgs: Org[], terms: Record<string, Term[]>): BrowserNames {
  const known = new Map(orgs.map((org) => [org.id, org]))
  const words = new Map(Object.entries(terms).map(([dictionary, list]) => [dictionary, wordsOf(list)]))
  return {
    orgs,
    terms: (dictionary) => terms[dictionary] ?? [],
    org: (id) => known.get(id)?.name ?? id,
    short: (id) => known.get(id)?.short ?? id,
    term: (dictionary, code) => words.get(dictionary)?.get(code) ?? code,
  }
}

/** A term of the second level is read with the one above it. */
function wordsOf(list: Term[]): Map<string, string> {
  const labels = new Map(list.map((term) => [term.code, term.label]))
  return new Map(list.map(({ code, label, parent }) => [code, parent && labels.has(parent) ? `${labels.get(parent)} / ${label}` : label]))
}

function namedIn(fields: Fields): string[] {
  return Object.values(fields).flatMap(({ options }) => [
    ...(typeof options.dictionary === 'string' ? [options.dictionary] : []),
    ...(options.fields ? namedIn(options.fields as Fields) : []),
  ])
}
