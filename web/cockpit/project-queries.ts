import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Cockpit } from '#cockpits/cockpit.ts'
import type { Board, Line, Opened } from '#cockpits/project-board.ts'
import { call } from '../api/call.ts'
import type { CountedRecord } from '../reports/queries.ts'

/** What is live is asked for again every few seconds: a decision shows without anybody pressing a key. */
const REFRESH = 5000

/** How projects stand now, or stood when something was computed. */
export const boardQuery = (computation?: string) =>
  queryOptions({
    queryKey: ['cockpit', 'project', 'board', computation ?? 'live'],
    queryFn: ({ signal }) => call<Board>('GET', '/api/cockpit/project/board', { query: { computation }, signal }),
    ...(computation === undefined ? { refetchInterval: REFRESH } : { staleTime: Number.POSITIVE_INFINITY }),
  })

export type Lines = { all: number; lines: Line[] }

/** What a number is made of, asked for as often as the number. */
export const linesQuery = ({
  of,
  department,
  computation,
}: {
  of: Opened
  department?: string | undefined
  computation?: string | undefined
}) =>
  queryOptions({
    queryKey: ['cockpit', 'project', 'lines', computation ?? 'live', of, department],
    queryFn: ({ signal }) => call<Lines>('GET', '/api/cockpit/project/lines', { query: { of, department, computation }, signal }),
    placeholderData: keepPreviousData,
    ...(computation === undefined ? { refetchInterval: REFRESH } : { staleTime: Number.POSITIVE_INFINITY }),
  })

/** The report of the departments, now or as computed, laid beside the fixed one before. */
export const projectQuery = (computation?: string) =>
  queryOptions({
    queryKey: ['cockpit', 'project', computation ?? 'live'],
    queryFn: ({ signal }) => call<Cockpit>('GET', `/api/cockpit/project${computation === undefined ? '' : `/${computation}`}`, { signal }),
    ...(computation === undefined ? { refetchInterval: REFRESH } : { staleTime: Number.POSITIVE_INFINITY }),
  })

/** The records behind a department’s figure. */
export const recordsQuery = ({ unit, indicator, computation }: { unit: string; indicator: string; computation: string | undefined }) =>
  queryOptions({
    queryKey: ['reports', 'records', computation ?? 'live', unit, indicator],
    queryFn: ({ signal }) =>
      call<{ all: number; records: CountedRecord[] }>('GET', '/api/cockpit/project/records', {
        query: { unit, indicator, computation },
        signal,
      }),
    staleTime: computation === undefined ? 0 : Number.POSITIVE_INFINITY,
  })
