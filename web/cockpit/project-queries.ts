import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Board, Line, Opened } from '#cockpits/project-board.ts'
import type { Scheme } from '#indicators/scheme.ts'
import type { Scored } from '#indicators/score.ts'
import { call } from '../api/call.ts'

/** A fixed issue that the cockpit can be turned back to. */
export type IssueOf = { computation: string; issue: number; fixedAt: string; fixedByName: string }

export type ProjectCockpit = {
  first: string
  last: string
  at: string
  scheme: Scheme
  result: Scored
  issue: IssueOf | null
  board: Board
}

/** What is live is asked for again every few seconds: a decision shows without anybody pressing a key. */
export const REFRESH = 5000

export const projectCockpitQuery = (issue?: string) =>
  queryOptions({
    queryKey: ['cockpit', 'projects', issue ?? 'live'],
    queryFn: ({ signal }) =>
      call<ProjectCockpit>('GET', '/api/cockpit/projects', { ...(issue === undefined ? {} : { query: { computation: issue } }), signal }),
    ...(issue === undefined ? { refetchInterval: REFRESH } : { staleTime: Number.POSITIVE_INFINITY }),
  })

export type Lines = { all: number; lines: Line[] }

/** `shown` is the cockpit on screen: its lines are asked for anew when it is another. */
export const linesQuery = (shown: ProjectCockpit, of: Opened, department?: string) => {
  const computation = shown.issue?.computation
  return queryOptions({
    queryKey: ['cockpit', 'projects', 'lines', computation ?? `${shown.at} ${shown.board.on}`, of, department],
    queryFn: ({ signal }) => call<Lines>('GET', '/api/cockpit/projects/lines', { query: { of, department, computation }, signal }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
