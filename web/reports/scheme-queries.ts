import { queryOptions } from '@tanstack/react-query'
import { addDays } from '#kernel/day.ts'
import type { Scheme } from '#indicators/scheme.ts'
import { call } from '../api/call.ts'
import type { ReportId } from './queries.ts'

export type SchemeRow = {
  id: string
  report: ReportId
  content: Scheme
  validFrom: string
  inForce: boolean
  version: number
  madeByName: string
  madeAt: string
  note: string | null
}

export const schemesQuery = (report: ReportId) =>
  queryOptions({
    queryKey: ['reports', report, 'schemes'],
    queryFn: ({ signal }) => call<SchemeRow[]>('GET', `/api/reports/${report}/schemes`, { signal }),
  })

export type SchemeState = 'draft' | 'next' | 'now' | 'past' | 'ended'

export const stateWords: Record<SchemeState, string> = { draft: '草稿', next: '待施行', now: '现行', past: '已被替代', ended: '已失效' }

/** Where a version stands among all of its report, and its last day, if it says one or another follows. Days are 'YYYY-MM-DD'. */
export function standingOf(row: SchemeRow, all: readonly SchemeRow[], today: string): { state: SchemeState; last: string | null } {
  const days = all.filter(({ inForce }) => inForce).map(({ validFrom }) => validFrom)
  const next = days.filter((day) => day > row.validFrom).toSorted()[0] ?? null
  const ends = [...(next === null ? [] : [addDays(next, -1)]), ...(row.content.validUntil === undefined ? [] : [row.content.validUntil])]
  const last = ends.toSorted()[0] ?? null
  if (!row.inForce) return { state: 'draft', last: row.content.validUntil ?? null }
  if (row.validFrom > today) return { state: 'next', last }
  if (next !== null && next <= today) return { state: 'past', last }
  return { state: last !== null && last < today ? 'ended' : 'now', last }
}
