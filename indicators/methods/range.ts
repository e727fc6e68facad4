import { exact, ONE, ZERO, type Exact } from '../exact.ts'
import { weightOf, type Indicator } from '../scheme.ts'

const HALF = exact('0.5')

/** The most, the least and the middle that an indicator gives a unit whose figure lies within its standards. */
export function rangeOf(indicator: Indicator): { full: Exact; floor: Exact; mid: Exact } {
  const [high, middle, low] = coefficientsOf(indicator)
  const weight = weightOf(indicator)
  return { full: weight.mul(high), mid: weight.mul(middle), floor: weight.mul(low) }
}

function coefficientsOf(indicator: Indicator): [Exact, Exact, Exact] {
  if (indicator.method === 'linear') {
    const base = exact(indicator.base ?? '0')
    const span = exact(indicator.span ?? '1')
    return [base.add(span), base.add(span.mul(HALF)), base]
  }
  if (!('coefficients' in indicator)) return [ONE, HALF, ZERO]
  const list = indicator.coefficients.map(exact)
  const [high, low] = [list[0]!, list.at(-1)!]
  return [high, list.length % 2 === 1 ? list[list.length >> 1]! : high.add(low).mul(HALF), low]
}
