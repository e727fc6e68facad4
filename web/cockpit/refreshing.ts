import type { Query } from '@tanstack/react-query'
import { Refused } from '../api/call.ts'

/** What is live is asked for again every few seconds: a decision shows without anybody pressing a key. After the session has ended, once in a while: somebody may sign in at another tab. */
export const refreshing = {
  refetchInterval: ({ state: { error } }: Query<any, any, any, any>) => (error instanceof Refused && error.status === 401 ? 30_000 : 5000),
  // The next look comes soon enough; meanwhile it is said that there is no answer.
  retry: false,
} as const
