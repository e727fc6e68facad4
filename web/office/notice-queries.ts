import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { HeldFile } from '#kernel/fields/files.ts'
import type { OrgKind } from '#kernel/org.ts'
import { call } from '../api/call.ts'
import type { Audience } from './audience.ts'

/** A notice as its publisher sees it; `units` counts those in use that it is for. */
export type Published = Audience & {
  id: string
  title: string
  body: string
  publishedAt: string
  byName: string
  withdrawnAt: string | null
  withdrawnBy: string | null
  withdrawnWhy: string | null
  version: number
  files: HeldFile[]
  units: number
  unitsRead: number
}

export const publishedQuery = infiniteQueryOptions({
  queryKey: ['notices', 'office'],
  queryFn: ({ signal, pageParam }) =>
    call<{ rows: Published[]; next: string | null }>('GET', '/api/office/notices', { signal, query: { limit: 50, after: pageParam } }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next ?? undefined,
  // Readers are not told of to everybody: the publisher's page asks.
  refetchInterval: 15_000,
})

export type UnitReadings = { org: string; orgName: string; kind: OrgKind; readers: { name: string; at: string }[] }

export const readingsQuery = (id: string) =>
  queryOptions({
    queryKey: ['notices', 'readings', id],
    queryFn: ({ signal }) => call<UnitReadings[]>('GET', `/api/office/notices/${id}/readings`, { signal }),
    refetchInterval: 10_000,
  })
