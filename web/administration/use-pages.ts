import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { call } from '../api/call.ts'
import type { Page } from './types.ts'

type Query = Record<string, string | undefined>

/** A list of the administration that is asked for a page at a time; more is added below what is shown. */
export function usePages<Row, More = object>(path: string, query: Query) {
  const answer = useInfiniteQuery({
    queryKey: ['administration', path, query],
    queryFn: ({ pageParam, signal }) => call<Page<Row> & More>('GET', path, { query: { ...query, after: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  })
  return {
    first: answer.data?.pages[0],
    list: {
      rows: answer.data?.pages.flatMap((page) => page.rows),
      error: answer.error,
      stale: answer.isPlaceholderData,
      again: () => void answer.refetch(),
      more: answer.hasNextPage ? { load: () => void answer.fetchNextPage(), busy: answer.isFetchingNextPage } : undefined,
    },
  }
}
