import { queryOptions } from '@tanstack/react-query'
import type { HeldFile } from '#kernel/fields/files.ts'
import type { Indicator, Scheme } from '#indicators/scheme.ts'
import type { Scored } from '#indicators/score.ts'
import type { Figure, Unit } from '#indicators/values.ts'
import { call } from '../api/call.ts'
import type { Me } from '../api/types.ts'

/** Who opens periods and computes them: whoever works at the reform office. */
export const mayCompute = ({ posts }: Me): boolean =>
  posts.some(({ kind, role }) => kind === 'office' && ['entry', 'reviewer', 'module-admin'].includes(role))

/** The reports there are, as their pages are addressed. */
export const reportNames = { district: '区县改革报表', project: '重大改革项目报表' } as const
export type ReportId = keyof typeof reportNames

export type PeriodRow = {
  id: string
  first: string
  last: string
  openedByName: string
  openedAt: string
  issue: number | null
  computed: number | null
}

export type Issue = {
  issue: number
  computation: string
  cause: string | null
  askedByName: string
  fixedByName: string
  fixedAt: string
  rowsDigest: string
}
export type Fixing = { computation: string; issue: number; cause: string | null; askedByName: string; askedAt: string }

export type Period = Omit<PeriodRow, 'issue' | 'computed'> & {
  report: ReportId
  computations: { id: string; number: number; schemeId: string; digest: string; lockedAt: string; computedByName: string }[]
  issues: Issue[]
  fixing: Fixing | null
}

export type Computation = {
  id: string
  period: string
  number: number
  scheme: Scheme
  units: Unit[]
  result: Scored
  digest: string
  lockedAt: string
  computedByName: string
  fixed: boolean
}

export type Live = { first: string; last: string; at: string; scheme: Scheme; units: Unit[]; result: Scored }

/** `changed` says that the record has gone on since it was counted; its files are those of then. */
export type CountedRecord = {
  org: string
  figure: string
  kind: string
  on: string
  amount: string
  module: string
  id: string
  title: string
  changed: boolean
  files: HeldFile[]
}

export type HandFigure = {
  indicator: string
  org: string
  version: number
  figure: Figure
  basis: string
  cause: string | null
  enteredByName: string
  enteredAt: string
}

export type Counted = { all: number; records: CountedRecord[]; byHand: HandFigure | null }

export type HandFigures = { indicators: Indicator[]; units: { id: string; name: string }[]; figures: HandFigure[]; fixed: boolean }

export const periodsQuery = (report: ReportId) =>
  queryOptions({
    queryKey: ['reports', report, 'periods'],
    queryFn: ({ signal }) => call<PeriodRow[]>('GET', `/api/reports/${report}/periods`, { signal }),
  })

export const liveQuery = (report: ReportId) =>
  queryOptions({
    queryKey: ['reports', report, 'live'],
    queryFn: ({ signal }) => call<Live>('GET', `/api/reports/${report}/live`, { signal }),
  })

export const periodQuery = (id: string) =>
  queryOptions({
    queryKey: ['reports', 'period', id],
    queryFn: ({ signal }) => call<Period>('GET', `/api/reports/periods/${id}`, { signal }),
  })

export const computationQuery = (id: string) =>
  queryOptions({
    queryKey: ['reports', 'computation', id],
    queryFn: ({ signal }) => call<Computation>('GET', `/api/reports/computations/${id}`, { signal }),
    // What was computed once never changes.
    staleTime: Number.POSITIVE_INFINITY,
  })

/** A number that is looked into: of a unit or of all together, of an indicator or of one kind of it, or in a column of a board. */
export type Asked = { unit?: string; indicator?: string; kind?: string; board?: string; column?: string }

/** `of` is a computation; without one the records of what is shown now. */
export const recordsQuery = (report: ReportId, of: string | undefined, asked: Asked) =>
  queryOptions({
    queryKey: ['reports', report, 'records', of ?? 'live', asked],
    queryFn: ({ signal }) =>
      call<Counted>('GET', `/api/reports/${report}/records`, {
        query: { ...asked, ...(of === undefined ? {} : { computation: of }) },
        signal,
      }),
  })

export const handFiguresQuery = (period: string) =>
  queryOptions({
    queryKey: ['reports', 'hand-figures', period],
    queryFn: ({ signal }) => call<HandFigures>('GET', `/api/reports/periods/${period}/hand-figures`, { signal }),
  })

/** Which version of the indicators scored it, as people tell them apart. */
export const schemeWords = ({ validFrom }: Scheme): string => (validFrom ? `${validFrom}起施行的指标体系` : '指标体系')

/** 2023年第1季度, 2023年1—2月. */
export function periodName(first: string, last: string): string {
  const [year, from, to] = [first.slice(0, 4), Number(first.slice(5, 7)), Number(last.slice(5, 7))]
  return to - from === 2 ? `${year}年第${Math.ceil(to / 3)}季度` : `${year}年${from}—${to}月`
}
