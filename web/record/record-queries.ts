import { queryOptions } from '@tanstack/react-query'
import { call } from '#web/api/call.ts'
import type { ActAnswer, RecordAnswer, VersionAnswer } from '#web/api/types.ts'
import { isDiscarded } from './discarding.ts'

export const recordQuery = (path: string, id: string) =>
  queryOptions({
    queryKey: ['record', path, id],
    queryFn: ({ signal }) => call<RecordAnswer>('GET', `/api/${path}/${id}`, { signal }),
    enabled: () => !isDiscarded(id),
  })

export const actsQuery = (path: string, id: string) =>
  queryOptions({
    queryKey: ['acts', path, id],
    queryFn: ({ signal }) => call<ActAnswer[]>('GET', `/api/${path}/${id}/acts`, { signal }),
    enabled: () => !isDiscarded(id),
  })

/** What a version held never changes. */
export const versionQuery = (path: string, id: string, seq: number) =>
  queryOptions({
    queryKey: ['version', path, id, seq],
    queryFn: ({ signal }) => call<VersionAnswer>('GET', `/api/${path}/${id}/versions/${seq}`, { signal }),
    staleTime: Infinity,
  })
