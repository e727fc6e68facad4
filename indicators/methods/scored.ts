import { brief, ZERO, type Exact } from '../exact.ts'
import type { Indicator } from '../scheme.ts'
import type { Settings } from '../settings.ts'
import type { Standards } from '../standards.ts'
import type { Measured } from '../values.ts'
import { deduction, entered, sum } from './by-kind.ts'
import { fixedTiers } from './fixed-tiers.ts'
import { linear } from './linear.ts'
import { threeTier, twoTier } from './tiers.ts'
import type { Worked } from './worked.ts'

type Come = Extract<Measured, { state: 'valued' | 'by-kind' }>

/** The score of a figure that has come, by the indicator’s method. `standards` are those of all figures that came. */
export function scored(indicator: Indicator, settings: Settings, standards: Standards | null, figure: Come): Worked {
  if (figure.state === 'by-kind') return ofKinds(indicator, settings, figure.counts)
  return ofValue(indicator, settings, standards!, figure.value)
}

function ofKinds(indicator: Indicator, settings: Settings, counts: ReadonlyMap<string, Exact>): Worked {
  if (indicator.method === 'deduction') return deduction(indicator, settings, counts)
  if (indicator.method === 'sum') return sum(indicator, counts)
  throw new TypeError(`${indicator.method} takes no kinds`)
}

function ofValue(indicator: Indicator, settings: Settings, standards: Standards, value: Exact): Worked {
  switch (indicator.method) {
    case 'two-tier':
      return twoTier(indicator, settings, standards, value)
    case 'three-tier':
      return threeTier(indicator, settings, standards, value)
    case 'fixed-tiers':
      return fixedTiers(indicator, settings, value)
    case 'linear':
      return linear(indicator, settings, value)
    case 'sum':
    case 'manual':
      return entered(indicator, value)
    case 'display':
      return { score: ZERO, case: 'shown', formula: brief(value) }
    case 'deduction':
      throw new TypeError('a deduction takes kinds')
  }
}
