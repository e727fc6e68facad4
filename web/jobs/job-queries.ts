import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from '../api/call.ts'
import type { ImportRows, Job } from './types.ts'

const LOOKS_EVERY = 700

export const isUnderWay = ({ state }: Pick<Job, 'state'>) => state === 'waiting' || state === 'running'

/** All of one's own; looked at again and again while anything moves. */
export const jobsQuery = queryOptions({
  queryKey: ['jobs'],
  queryFn: ({ signal }) => call<Job[]>('GET', '/api/jobs', { signal }),
  refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? LOOKS_EVERY : false),
  refetchOnMount: 'always',
})

export const jobQuery = (id: string) =>
  queryOptions({
    queryKey: ['job', id],
    queryFn: ({ signal }) => call<Job>('GET', `/api/jobs/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? LOOKS_EVERY : false),
    refetchOnMount: 'always',
  })

export type Only = 'all' | 'bad' | 'lacking' | 'fit'

/** What an import understood, fifty rows at a time; another version of the job has other rows. */
export const importRowsQuery = (job: Job, only: Only) =>
  infiniteQueryOptions({
    queryKey: ['job-rows', job.id, job.version, only],
    queryFn: ({ pageParam, signal }) => call<ImportRows>('GET', `/api/jobs/${job.id}/rows`, { signal, query: { only, after: pageParam } }),
    initialPageParam: -1,
    getNextPageParam: (page) => page.next,
  })
