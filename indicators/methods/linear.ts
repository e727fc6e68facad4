import { brief, exact, ONE, ZERO, type Exact } from '../exact.ts'
import { weightOf, type IndicatorOf } from '../scheme.ts'
import type { Settings } from '../settings.ts'
import type { Worked } from './worked.ts'

/** In proportion from a lower to an upper bound: 权重×[base+(实际值-下限)/(上限-下限)×span]; within the bounds unless `clip` is false; the other way round where less is better. */
export function linear(indicator: IndicatorOf<'linear'>, { direction }: Settings, value: Exact): Worked {
  const bounds = [exact(indicator.lower), exact(indicator.upper)] as const
  const [lower, upper] = direction === 'more' ? bounds : [bounds[1], bounds[0]]
  const [base, span] = [exact(indicator.base ?? '0'), exact(indicator.span ?? '1')]
  const weight = weightOf(indicator)
  const share = value.sub(lower).div(upper.sub(lower))
  const clipped = indicator.clip === false ? share : share.compare(ONE) > 0 ? ONE : share.compare(ZERO) < 0 ? ZERO : share
  const steps = clipped.equals(share) ? `(${brief(value)}-${brief(lower)})/(${brief(upper)}-${brief(lower)})` : brief(clipped)
  return {
    score: weight.mul(base.add(clipped.mul(span))),
    case:
      share.compare(ONE) > 0
        ? 'above'
        : share.compare(ZERO) < 0
          ? 'below'
          : share.equals(ONE)
            ? 'best'
            : share.equals(ZERO)
              ? 'worst'
              : 'between',
    formula: `${brief(weight)}×[${brief(base)}+${steps}×${brief(span)}]`,
  }
}
