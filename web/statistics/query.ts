import { queryOptions } from '@tanstack/react-query'
import { call } from '../api/call.ts'

export type Span = { from: string; to: string }

export type ReturnRate = { org: string; orgName: string; module: string; moduleName: string; judged: number; returned: number }

export type StepTime = {
  module: string
  moduleName: string
  step: string
  stepLabel: string
  handled: number
  median: number
  slow: number
  late: number
}

export const returnsQuery = (span: Span) =>
  queryOptions({
    queryKey: ['statistics', 'returns', span],
    queryFn: ({ signal }) => call<ReturnRate[]>('GET', '/api/statistics/returns', { query: span, signal }),
  })

export const stepsQuery = (span: Span) =>
  queryOptions({
    queryKey: ['statistics', 'steps', span],
    queryFn: ({ signal }) => call<StepTime[]>('GET', '/api/statistics/steps', { query: span, signal }),
  })

export type Uncounted = {
  module: string
  moduleName: string
  unit: string
  kind: string
  kindName: string | null
  stage: string
  stageLabel: string
  org: string
  orgName: string
  count: number
  since: string
  record: string
  /** Why something decided counts nowhere; null where it waits to be decided. */
  why: string | null
}

export const uncountedQuery = queryOptions({
  queryKey: ['todos', 'uncounted'],
  queryFn: ({ signal }) => call<Uncounted[]>('GET', '/api/uncounted', { signal }),
})
