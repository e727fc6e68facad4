import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import { brief, exact } from '#indicators/exact.ts'
import type { Scheme } from '#indicators/scheme.ts'
import type { Scored, UnitScore } from '#indicators/score.ts'
import { dayOf, periodOf } from '#kernel/day.ts'
import { businessRoles } from '#kernel/org.ts'
import { forbidden, notFound } from '#kernel/refusal.ts'
import { write } from '../http/route.ts'
import { atOffice } from '../identity/at-office.ts'
import { compute } from './compute.ts'
import { periodOr404, scope } from './periods.ts'
import { reportId, reports } from './reports.ts'
import { checked, schemeOn } from './schemes.ts'

type Side = Pick<UnitScore, 'index' | 'rank' | 'groupRank' | 'band'>
type ItemSide = { score: string | null; figure: string | null; weight: string | null }

/** A unit under the scheme in force and under the draft; differences are the draft's less the other's, null where one of them has none. */
export type Tried = {
  id: string
  name: string
  live: Side
  draft: Side
  index: string | null
  /** Places gained; negative for places lost. */
  rank: number | null
  indicators: { id: string; name: string; live: ItemSide | null; draft: ItemSide | null; score: string | null }[]
}

/** 试算: a draft beside the scheme that would otherwise score the period, on the same figures. Nothing is written. */
export function trialRoutes(app: FastifyInstance) {
  write(app, {
    method: 'POST',
    url: '/api/reports/:report/trial',
    scope,
    allow: { roles: businessRoles },
    summary: '用指标体系草稿试算，与现行指标体系逐单位比较；不作任何改动',
    action: 'scheme:try',
    keeps: false,
    params: z.strictObject({ report: reportId }),
    body: z.strictObject({ content: z.unknown(), period: z.string().max(64).optional() }),
    handle: async ({ tx, caller, params: { report }, body }) => {
      if (!atOffice(caller)) throw forbidden('指标体系草稿由市委改革办试算。')
      // Both count the same: one picture of the tallies, whatever is decided meanwhile.
      await sql`set transaction isolation level repeatable read`.execute(tx)
      const content = checked(body.content)
      const period = body.period === undefined ? null : await periodOr404(tx, body.period)
      if (period && period.report !== report) throw notFound()
      const { first, last } = period ?? periodOf(dayOf(caller.now), reports[report].every)
      const inForce = await schemeOn(tx, report, last)
      const scored = async (scheme: Scheme) => (await compute(tx, { report, scheme, first, last, locked: caller.now })).result
      const [live, draft] = [await scored(inForce.content), await scored(content)]
      return {
        body: {
          first,
          last,
          at: caller.now,
          live: { id: inForce.id, validFrom: inForce.validFrom },
          units: tried(inForce.content, live, content, draft),
        },
        audit: [],
      }
    },
  })
}

/** Unit by unit, whose index changes most first. */
export function tried(liveScheme: Scheme, live: Scored, draftScheme: Scheme, draft: Scored): Tried[] {
  const others = new Map(draft.units.map((unit) => [unit.id, unit]))
  const ids = [...new Set([...draftScheme.indicators, ...liveScheme.indicators].map(({ id }) => id))]
  const named = (scheme: Scheme, id: string) => scheme.indicators.find((indicator) => indicator.id === id)
  const rows = live.units.flatMap((one): Tried[] => {
    const other = others.get(one.id)
    if (!other) return []
    return [
      {
        ...{ id: one.id, name: one.name, live: sideOf(one), draft: sideOf(other) },
        index: less(other.index, one.index),
        rank: one.rank === null || other.rank === null ? null : one.rank - other.rank,
        indicators: ids.map((id) => {
          const [before, after] = [itemOf(liveScheme, one, id), itemOf(draftScheme, other, id)]
          const score = less(after?.score ?? (after ? null : '0'), before?.score ?? (before ? null : '0'))
          return { id, name: (named(draftScheme, id) ?? named(liveScheme, id))!.name, live: before, draft: after, score }
        }),
      },
    ]
  })
  return rows.toSorted(
    (a, b) =>
      largest(b).compare(largest(a)) ||
      Math.abs(b.rank ?? 0) - Math.abs(a.rank ?? 0) ||
      (a.live.rank ?? Infinity) - (b.live.rank ?? Infinity),
  )
}

const sideOf = ({ index, rank, groupRank, band }: UnitScore): Side => ({ index, rank, groupRank, band })

function itemOf(scheme: Scheme, { scores }: UnitScore, id: string): ItemSide | null {
  const indicator = scheme.indicators.find((each) => each.id === id)
  const own = scores[id]
  return indicator && own ? { score: own.score, figure: own.working.figure, weight: indicator.weight ?? null } : null
}

const less = (after: string | null, before: string | null) =>
  after === null || before === null ? null : brief(exact(after).sub(exact(before)))

const largest = ({ index }: Tried) => exact(index ?? '0').abs()
