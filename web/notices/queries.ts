import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { HeldFile } from '#kernel/fields/files.ts'
import { call } from '../api/call.ts'

export type NoticeRow = { id: string; title: string; publishedAt: string; publisher: string; attachments: number; readAt: string | null }
export type NoticeAnswer = NoticeRow & { body: string; files: HeldFile[] }
type NoticePage = { rows: NoticeRow[]; next: string | null; unread: number }

/** How many the workbench shows. */
export const LATEST = 5

/** The latest, and how many are unread, for the workbench and the navigation; live. */
export const latestQuery = queryOptions({
  queryKey: ['notices', 'latest'],
  queryFn: ({ signal }) => call<NoticePage>('GET', '/api/notices', { signal, query: { limit: LATEST } }),
  staleTime: 60_000,
})

export const noticesQuery = infiniteQueryOptions({
  queryKey: ['notices', 'all'],
  queryFn: ({ signal, pageParam }) => call<NoticePage>('GET', '/api/notices', { signal, query: { limit: 30, after: pageParam } }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next ?? undefined,
})

export const noticeQuery = (id: string) =>
  queryOptions({ queryKey: ['notices', 'one', id], queryFn: ({ signal }) => call<NoticeAnswer>('GET', `/api/notices/${id}`, { signal }) })
