import { brief, exact, total, ZERO, type Exact } from '../exact.ts'
import { weightOf, type IndicatorOf } from '../scheme.ts'
import type { Settings } from '../settings.ts'
import type { Worked } from './worked.ts'

type Counts = ReadonlyMap<string, Exact>

/** 有事法则: so much off for each happening of a kind, without an end unless a cap is set. */
export function deduction({ rates }: IndicatorOf<'deduction'>, { deductionCap }: Settings, counts: Counts): Worked {
  const points = pointsOf(rates, counts)
  const formula = termsOf(rates, counts)
  if (deductionCap !== null && points.compare(exact(deductionCap)) > 0)
    return { score: exact(deductionCap).neg(), case: 'capped', formula: `-(${formula})，最多扣${deductionCap}` }
  return { score: points.neg(), case: 'by-kind', formula: formula === '0' ? '0' : `-(${formula})` }
}

/** So much for each of a kind, up to the weight. */
export function sum(indicator: IndicatorOf<'sum'>, counts: Counts): Worked {
  const rates = indicator.rates ?? {}
  return withinWeight(indicator, pointsOf(rates, counts), termsOf(rates, counts), 'by-kind')
}

/** Points that were added up or entered elsewhere, up to the weight. */
export const entered = (indicator: IndicatorOf<'sum' | 'manual'>, points: Exact): Worked =>
  withinWeight(indicator, points, brief(points), 'entered')

function withinWeight(indicator: IndicatorOf<'sum' | 'manual'>, points: Exact, formula: string, found: 'by-kind' | 'entered'): Worked {
  const weight = weightOf(indicator)
  if (indicator.weight !== undefined && points.compare(weight) > 0)
    return { score: weight, case: 'capped', formula: `${formula}，最多${brief(weight)}` }
  return { score: points, case: found, formula }
}

const pointsOf = (rates: Record<string, string>, counts: Counts) =>
  total([...counts].map(([kind, count]) => exact(rates[kind]!).mul(count)))

const termsOf = (rates: Record<string, string>, counts: Counts) =>
  [...counts]
    .filter(([, count]) => !count.equals(ZERO))
    .map(([kind, count]) => `${brief(count)}×${brief(exact(rates[kind]!))}`)
    .join('+') || '0'
