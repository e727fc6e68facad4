import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Module } from '#kernel/module.ts'
import { call } from '../api/call.ts'
import { sizeOf, type LedgerSearch } from '../ledger/search.ts'

export type DirectoryRow = { id: string | null; owner: string; ownerName: string; values: Record<string, unknown> }

/** `facets` count the entries of each district, and of each word of a field. */
export type DirectoryAnswer = { rows: DirectoryRow[]; next: string | null; count: number; facets: Record<string, Record<string, number>> }

/** Asked anew whenever the ledger of the business stirs. */
export const directoryQuery = ({ path }: Module, search: LedgerSearch) =>
  queryOptions({
    queryKey: ['ledger', path, 'directory', search],
    queryFn: ({ signal }) =>
      call<DirectoryAnswer>('GET', `/api/${path}/directory`, { signal, query: { ...search, limit: sizeOf(search) } }),
    placeholderData: keepPreviousData,
  })
