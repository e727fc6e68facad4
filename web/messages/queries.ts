import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { MessageKind } from '#kernel/message.ts'
import { call } from '../api/call.ts'

export type Message = {
  id: string
  kind: MessageKind
  kindName: string
  words: string
  module: string | null
  moduleName: string | null
  recordId: string | null
  at: string
  readAt: string | null
}

type Page = { rows: Message[]; next: string | null }

/** Live; asked again every minute in case the stream is broken. */
export const unreadQuery = queryOptions({
  queryKey: ['messages', 'count'],
  queryFn: ({ signal }) => call<{ unread: number }>('GET', '/api/messages/count', { signal }),
  refetchInterval: 60_000,
})

export const messagesQuery = (state: 'all' | 'unread') =>
  infiniteQueryOptions({
    queryKey: ['messages', 'list', state],
    queryFn: ({ signal, pageParam }) => call<Page>('GET', '/api/messages', { signal, query: { state, after: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
