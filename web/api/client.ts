import { QueryClient } from '@tanstack/react-query'
import { Refused } from './call.ts'

/** What the browser remembers of the server. A refusal is an answer and is not asked for again; a failure is, twice. */
export const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 10 * 60_000,
      // An intranet machine may call itself offline and still reach the server.
      networkMode: 'always',
      retry: (failures, error) => failures < 2 && error instanceof Refused && (error.status === 0 || error.status >= 500),
      retryDelay: (attempt) => 500 * 2 ** attempt,
    },
    mutations: { networkMode: 'always', retry: false },
  },
})
