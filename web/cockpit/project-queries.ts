import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Board, Line, Opened } from '#cockpits/project-board.ts'
import { call } from '../api/call.ts'
import { refreshing } from './refreshing.ts'

/** How projects stand now, or stood when something was computed. */
export const boardQuery = (computation?: string) =>
  queryOptions({
    queryKey: ['cockpit', 'project', 'board', computation ?? 'live'],
    queryFn: ({ signal }) => call<Board>('GET', '/api/cockpit/project/board', { query: { computation }, signal }),
    ...(computation === undefined ? refreshing : { staleTime: Number.POSITIVE_INFINITY }),
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
    ...(computation === undefined ? refreshing : { staleTime: Number.POSITIVE_INFINITY }),
  })
