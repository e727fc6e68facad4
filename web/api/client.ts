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

/** Forgets everything of the person who was signed in. What the sign-in page knows is nobody's, and it may just be asking for it. */
export function forgetPerson() {
  client.removeQueries({ predicate: ({ queryKey: [first] }) => first !== DEMONSTRATION })
  client.getMutationCache().clear()
}

/** The key of what the sign-in page asks before it is known who asks. */
export const DEMONSTRATION = 'demonstration'
