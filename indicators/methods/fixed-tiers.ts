import { brief, exact, ZERO, type Exact } from '../exact.ts'
import { weightOf, type IndicatorOf } from '../scheme.ts'
import type { Settings } from '../settings.ts'
import { between, type Tier } from './tiers.ts'
import type { Case, Worked } from './worked.ts'

/** Standards given as numbers, the best first. Above the first the score is capped or goes on in proportion; below the last it is zero or goes on down to it. */
export function fixedTiers(indicator: IndicatorOf<'fixed-tiers'>, { direction }: Settings, value: Exact): Worked {
  const weight = weightOf(indicator)
  const tiers = indicator.standards.map((standard, index): Tier => ({
    standard: exact(standard),
    coefficient: exact(indicator.coefficients[index]!),
  }))
  const meets = ({ standard }: Tier) => (direction === 'more' ? value.compare(standard) >= 0 : value.compare(standard) <= 0)
  const at = (coefficient: Exact, found: Case): Worked => ({
    score: weight.mul(coefficient),
    case: found,
    formula: `${brief(weight)}×${brief(coefficient)}`,
  })
  const met = tiers.findIndex(meets)
  const own = tiers[met]
  if (!own) return beneath(indicator, weight, value, tiers)
  if (value.equals(own.standard)) return at(own.coefficient, met === 0 ? 'best' : met === tiers.length - 1 ? 'worst' : 'middle')
  if (met > 0)
    return indicator.between === 'step' ? at(own.coefficient, 'between') : between(weight, value, own, tiers[met - 1]!, 'between')
  const next = tiers[1]
  return indicator.above === 'extend' && next ? between(weight, value, next, own, 'above') : at(own.coefficient, 'above')
}

function beneath({ below }: IndicatorOf<'fixed-tiers'>, weight: Exact, value: Exact, tiers: readonly Tier[]): Worked {
  const [next, own] = [tiers.at(-2), tiers.at(-1)!]
  if (below !== 'extend' || !next) return { score: ZERO, case: 'below', formula: `${brief(weight)}×0` }
  const worked = between(weight, value, own, next, 'below')
  return worked.score.compare(ZERO) < 0 ? { ...worked, score: ZERO } : worked
}
