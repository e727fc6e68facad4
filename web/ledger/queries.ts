import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Module } from '#kernel/module.ts'
import { call } from '../api/call.ts'
import type { LedgerCount, LedgerPage } from '../api/types.ts'
import { filtersOf, sizeOf, type LedgerSearch } from './search.ts'

export const pageQuery = ({ path }: Module, search: LedgerSearch) =>
  queryOptions({
    queryKey: ['ledger', path, search],
    queryFn: ({ signal }) => call<LedgerPage>('GET', `/api/${path}`, { signal, query: { ...search, limit: sizeOf(search) } }),
    placeholderData: keepPreviousData,
  })

export const countQuery = ({ path }: Module, search: LedgerSearch) => {
  const filters = filtersOf(search)
  return queryOptions({
    queryKey: ['count', path, filters],
    queryFn: ({ signal }) => call<LedgerCount>('GET', `/api/${path}/count`, { signal, query: filters }),
    placeholderData: keepPreviousData,
  })
}
