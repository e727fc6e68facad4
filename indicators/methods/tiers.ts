import { brief, exact, ZERO, type Exact } from '../exact.ts'
import { weightOf, type IndicatorOf } from '../scheme.ts'
import type { Settings } from '../settings.ts'
import { reaches, type Standards } from '../standards.ts'
import { rangeOf } from './range.ts'
import type { Case, Worked } from './worked.ts'

/** 功效系数法 on two standards: 计分=[0.8+(S-Smin)/(Smax-Smin)×0.2]×20. */
export function twoTier(indicator: IndicatorOf<'two-tier'>, settings: Settings, standards: Standards, value: Exact): Worked {
  const { best, worst } = standards
  if (best.equals(worst)) return allEqual(indicator, settings, best)
  const [high, low] = indicator.coefficients.map(exact) as [Exact, Exact]
  const weight = weightOf(indicator)
  const span = high.sub(low)
  const coefficient = low.add(value.sub(worst).div(best.sub(worst)).mul(span))
  return {
    score: weight.mul(coefficient),
    case: value.equals(best) ? 'best' : value.equals(worst) ? 'worst' : 'between',
    formula: `[${brief(low)}+(${brief(value)}-${brief(worst)})/(${brief(best)}-${brief(worst)})×${brief(span)}]×${brief(weight)}`,
  }
}

/**
 * 功效系数法 on three standards: 计分=指标总分×[本档基础系数+(实际值-本档标准值)/(上档标准值-本档标准值)×(上档基础系数-本档基础系数)].
 * The manual prints 基础分 at the end of the line; as coefficients, or the weight would count twice.
 */
export function threeTier(indicator: IndicatorOf<'three-tier'>, settings: Settings, standards: Standards, value: Exact): Worked {
  const { best, middle, worst } = standards
  if (best.equals(worst)) return allEqual(indicator, settings, best)
  const [top, mid, low] = indicator.coefficients.map(exact) as [Exact, Exact, Exact]
  const weight = weightOf(indicator)
  const at = (coefficient: Exact, found: Case): Worked => ({
    score: weight.mul(coefficient),
    case: found,
    formula: `${brief(weight)}×${brief(coefficient)}`,
  })
  const { degenerate } = settings
  if (value.equals(best)) return middle.equals(best) && degenerate === 'reach-low' ? at(mid, 'middle-is-best') : at(top, 'best')
  if (value.equals(worst)) return middle.equals(worst) && degenerate === 'reach-high' ? at(mid, 'middle-is-worst') : at(low, 'worst')
  const upper = reaches(value, middle, standards)
  const found: Case = middle.equals(best)
    ? 'middle-is-best'
    : middle.equals(worst)
      ? 'middle-is-worst'
      : value.equals(middle)
        ? 'middle'
        : 'between'
  return upper
    ? between(weight, value, { standard: middle, coefficient: mid }, { standard: best, coefficient: top }, found)
    : between(weight, value, { standard: worst, coefficient: low }, { standard: middle, coefficient: mid }, found)
}

export type Tier = { standard: Exact; coefficient: Exact }

/** In proportion between 本档 and 上档, the lower and the upper of the two neighbouring standards. */
export function between(weight: Exact, value: Exact, own: Tier, next: Tier, found: Case): Worked {
  const share = value.sub(own.standard).div(next.standard.sub(own.standard))
  const coefficient = own.coefficient.add(share.mul(next.coefficient.sub(own.coefficient)))
  const steps = `(${brief(value)}-${brief(own.standard)})/(${brief(next.standard)}-${brief(own.standard)})`
  return {
    score: weight.mul(coefficient),
    case: found,
    formula: `${brief(weight)}×[${brief(own.coefficient)}+${steps}×(${brief(next.coefficient)}-${brief(own.coefficient)})]`,
  }
}

function allEqual(indicator: IndicatorOf<'two-tier' | 'three-tier'>, { allEqual: rule, direction }: Settings, value: Exact): Worked {
  const range = rangeOf(indicator)
  const nothing = direction === 'more' && value.equals(ZERO)
  const score = rule === 'zero-floor-else-full' ? (nothing ? range.floor : range.full) : range[rule]
  return { score, case: 'all-equal', formula: brief(score) }
}
