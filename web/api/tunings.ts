import { queryOptions } from '@tanstack/react-query'
import type { Tuning } from '#kernel/tuned.ts'
import { call } from './call.ts'

export type TuningAnswer = { module: string; version: number; tuning: Tuning }

/** What the office has set in each business; live. */
export const tuningsQuery = queryOptions({
  queryKey: ['tunings'],
  queryFn: ({ signal }) => call<TuningAnswer[]>('GET', '/api/tunings', { signal }),
  staleTime: 10 * 60_000,
})
