import { ZERO } from './exact.ts'
import { isScored, weightOf, type Fault, type Scheme } from './scheme.ts'

/**
 * What a scheme must say before a report is scored by it, though an excerpt in a file need not: what all weights add up to, and under which first-level indicator
 * each scored one stands. Without these nothing would check the weights.
 */
export function wholeFaults({ full, dimensions, indicators }: Scheme): Fault[] {
  const weighs = (dimension: string) => indicators.some((one) => one.dimension === dimension && weightOf(one).compare(ZERO) > 0)
  return [
    ...(full === undefined ? [{ at: 'full', message: '应填写总分，各项权重合计须与总分相等' }] : []),
    ...dimensions.flatMap(({ id, name, weight }, index) =>
      weight === undefined && weighs(id) ? [{ at: `dimensions[${index}].weight`, message: `“${name}”下有计权重的指标，应填写权重` }] : [],
    ),
    ...indicators.flatMap((indicator, index) =>
      indicator.dimension === undefined && isScored(indicator)
        ? [{ at: `indicators[${index}].dimension`, message: `“${indicator.name}”应归入一级指标` }]
        : [],
    ),
  ]
}
