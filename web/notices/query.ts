import { queryOptions } from '@tanstack/react-query'
import { call } from '../api/call.ts'
import type { Notice } from '../api/types.ts'

export const noticesQuery = queryOptions({
  queryKey: ['notices'],
  queryFn: ({ signal }) => call<Notice[]>('GET', '/api/notices', { signal }),
  staleTime: 60_000,
})
