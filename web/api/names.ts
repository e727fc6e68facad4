import { queryOptions, useQuery, useSuspenseQueries, useSuspenseQuery } from '@tanstack/react-query'
import { createContext, useContext, useMemo } from 'react'
import { dictionariesIn } from '#kernel/dictionaries.ts'
import type { Names } from '#kernel/field.ts'
import { wordsOverTime } from '#kernel/terms.ts'
import { modules } from '#modules/all.ts'
import { call } from './call.ts'
import type { Org, Term } from './types.ts'

const LASTING = 10 * 60_000

export const orgsQuery = queryOptions({ queryKey: ['orgs'], queryFn: () => call<Org[]>('GET', '/api/orgs'), staleTime: LASTING })

export const termsQuery = (dictionary: string) =>
  queryOptions({
    queryKey: ['dictionaries', dictionary],
    queryFn: () => call<Term[]>('GET', `/api/dictionaries/${dictionary}`),
    staleTime: LASTING,
  })

/** Every dictionary that a declaration names, and the one that returning needs. */
export const dictionaries = dictionariesIn(modules).map(({ dictionary }) => dictionary)

/** `short` is what narrow columns call an organisation; `at` answers with the names that terms had at an instant, null meaning now. */
export type BrowserNames = Names & {
  orgs: Org[]
  short(id: string): string
  terms(dictionary: string): Term[]
  at(instant: string | null): BrowserNames
}

/** What narrow columns call an organisation, also where the shell is not. */
export function useShortNames(): (id: string) => string {
  const { data } = useQuery(orgsQuery)
  return useMemo(() => {
    const known = new Map(data?.map(({ id, short }) => [id, short]))
    return (id) => known.get(id) ?? id
  }, [data])
}

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
  const words = wordsOverTime(new Map(Object.entries(terms)))
  const made = new Map<Names['term'], BrowserNames>()
  // One value for one time, however many rows of a ledger ask for it.
  const at = (instant: string | null): BrowserNames => {
    const term = words(instant === null ? new Date() : new Date(instant))
    const then = made.get(term) ?? {
      orgs,
      terms: (dictionary: string) => terms[dictionary] ?? [],
      org: (id: string) => known.get(id)?.name ?? id,
      short: (id: string) => known.get(id)?.short ?? id,
      term,
      at,
    }
    made.set(term, then)
    return then
  }
  return at(null)
}
