import { exact, mean, type Exact } from './exact.ts'
import type { Settings } from './settings.ts'

/**
 * What values are measured against, from the better end: of 多多益善 the maximum is best, of 越少越好 the minimum. `split` where the middle two of an even number
 * differ, so that the setting decides the median.
 */
export type Standards = { best: Exact; middle: Exact; worst: Exact; split: boolean }

/** The maximum, the median and the minimum of these values; null of none. */
export function standardsOf(values: readonly Exact[], { median, direction }: Settings): Standards | null {
  if (values.length === 0) return null
  const rising = values.toSorted((a, b) => a.compare(b))
  const [least, most] = [rising[0]!, rising.at(-1)!]
  const [low, high] = [rising[(rising.length - 1) >> 1]!, rising[rising.length >> 1]!]
  const middle = { mean: mean([low, high]), low, high }[median]
  const split = !low.equals(high)
  return direction === 'more' ? { best: most, middle, worst: least, split } : { best: least, middle, worst: most, split }
}

/** Whether a is as good as b or better, between a best and a worst that differ. */
export const reaches = (a: Exact, b: Exact, { best, worst }: Standards): boolean => a.sub(b).mul(best.sub(worst)).compare(exact(0)) >= 0
