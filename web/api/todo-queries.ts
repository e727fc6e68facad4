import { keepPreviousData, infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from './call.ts'
import type { TodoPage, TodoSummary } from './types.ts'

/** Counts by business, for the badges. Live; asked again every minute in case the stream is broken. */
export const todoSummaryQuery = queryOptions({
  queryKey: ['todo-summary'],
  queryFn: ({ signal }) => call<TodoSummary>('GET', '/api/todos/summary', { signal }),
  refetchInterval: 60_000,
})

export type TodoFilter = { module?: string | undefined; kind?: string | undefined }

export const todosQuery = (filter: TodoFilter) =>
  infiniteQueryOptions({
    queryKey: ['todos', filter],
    queryFn: ({ signal, pageParam }) => call<TodoPage>('GET', '/api/todos', { signal, query: { ...filter, after: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })
