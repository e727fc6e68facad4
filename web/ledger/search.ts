import type { Field } from '#kernel/field.ts'
import type { Filtered } from '#web/fields/look.ts'

/** What an address of a ledger says, in the API's own words: `q`, `stage`, `owner`, a field, `field.from`, `sort`, `limit`, `after`. */
export type LedgerSearch = { [name: string]: string | undefined }

export const SIZES = [20, 50, 100, 200] as const
export const USUAL_SIZE = 50

/** Reads the address; what cannot be meant (too long, an odd page size) is left out. Unknown fields are for the server to refuse. */
export function readLedgerSearch(raw: Record<string, unknown>): LedgerSearch {
  const texts = Object.entries(raw).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '' && entry[1].length <= 2000,
  )
  return Object.fromEntries(texts.filter(([name, text]) => name !== 'limit' || SIZES.some((size) => String(size) === text)))
}

/** What is asked for, without how it is ordered and cut into pages. */
export function filtersOf({ sort, limit, after, ...filters }: LedgerSearch): LedgerSearch {
  return filters
}

export const isFiltered = (search: LedgerSearch) => Object.values(filtersOf(search)).some((value) => value !== undefined)

export const sizeOf = (search: LedgerSearch): number => Number(search.limit ?? USUAL_SIZE)

/** The value of one filter, in the shape its kind's look works with. */
export function filterOf(search: LedgerSearch, key: string, field: Field): Filtered | undefined {
  if (field.kind.filter !== 'range') return search[key]?.split(',').filter(Boolean)
  const from = search[`${key}.from`]
  const to = search[`${key}.to`]
  return from || to ? { ...(from ? { from } : {}), ...(to ? { to } : {}) } : undefined
}

/** The address with one filter changed, back on its first page. */
export function withFilter(search: LedgerSearch, key: string, value: Filtered | undefined): LedgerSearch {
  const { after, [key]: _list, [`${key}.from`]: _from, [`${key}.to`]: _to, ...rest } = search
  if (value === undefined) return rest
  if (Array.isArray(value)) return value.length > 0 ? { ...rest, [key]: value.join(',') } : rest
  return { ...rest, ...(value.from ? { [`${key}.from`]: value.from } : {}), ...(value.to ? { [`${key}.to`]: value.to } : {}) }
}

/** The address with one plain word changed or removed, back on its first page. */
export function withWord(search: LedgerSearch, key: 'q' | 'stage' | 'sort' | 'limit', word: string | undefined): LedgerSearch {
  return withFilter(search, key, word ? [word] : undefined)
}
