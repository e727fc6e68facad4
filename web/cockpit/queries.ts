import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Cockpit, Issued, Past } from '#cockpits/cockpit.ts'
import type { Drawn } from '#cockpits/map/draw.ts'
import { call } from '../api/call.ts'
import type { ReportId } from '../reports/queries.ts'

/** How often what is live is asked for again. */
const EVERY = 30_000

/** How a report stands now, or with `of` at that computation, which never changes. */
export const cockpitQuery = (report: ReportId, of: string | undefined) =>
  queryOptions({
    queryKey: ['cockpit', report, of ?? 'live'],
    queryFn: ({ signal }) =>
      call<Cockpit>('GET', `/api/cockpit/${report}${of === undefined ? '' : `/${encodeURIComponent(of)}`}`, { signal }),
    // Another period takes the place of the one that is shown, without a blank between.
    placeholderData: keepPreviousData,
    ...(of === undefined ? { refetchInterval: EVERY } : { staleTime: Number.POSITIVE_INFINITY }),
  })

export const pastQuery = (report: ReportId) =>
  queryOptions({
    queryKey: ['cockpit', report, 'past'],
    queryFn: ({ signal }) => call<Past[]>('GET', `/api/cockpit/${report}/past`, { signal }),
  })

/** What can be looked at besides now: every issue, the corrected ones too. */
export const issuesQuery = (report: ReportId) =>
  queryOptions({
    queryKey: ['cockpit', report, 'issues'],
    queryFn: ({ signal }) => call<Issued[]>('GET', `/api/cockpit/${report}/issues`, { signal }),
  })

export const mapQuery = queryOptions({
  queryKey: ['cockpit', 'map'],
  queryFn: ({ signal }) => call<{ version: number; map: Drawn }>('GET', '/api/cockpit/map', { signal }),
  staleTime: 10 * 60_000,
})

/** What is not counted of a unit, in words; `why` says for whom it waits or what keeps it out, `ledger` how its ledger is asked for them. */
export type NotCounted = {
  unit: string
  unitName: string
  module: string
  moduleName: string
  count: number
  since: string
  why: string
  ledger: Record<string, string>
}

export const notCountedQuery = (report: ReportId, of: string | undefined) =>
  queryOptions({
    queryKey: ['cockpit', report, 'uncounted', of ?? 'live'],
    queryFn: ({ signal }) =>
      call<NotCounted[]>('GET', `/api/cockpit/${report}/uncounted`, { query: of === undefined ? {} : { computation: of }, signal }),
  })

/** What stands in the address of every page of a cockpit: the moment that is looked at (absent: now), and the index by which it is coloured. */
export type CockpitSearch = { of?: string; index?: string }

export const readCockpitSearch = ({ of, index }: Record<string, unknown>): CockpitSearch => ({
  ...(typeof of === 'string' && of !== '' ? { of } : {}),
  ...(typeof index === 'string' && index !== '' ? { index } : {}),
})

export type OutlineVersion = { version: number; supplied: boolean; note: string; madeByName: string; madeAt: string }

export const outlinesQuery = queryOptions({
  queryKey: ['cockpit', 'outlines'],
  queryFn: ({ signal }) => call<OutlineVersion[]>('GET', '/api/office/map-outlines', { signal }),
})
