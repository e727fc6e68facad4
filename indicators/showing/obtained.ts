import { brief, exact, ZERO, type Exact } from '../exact.ts'
import { SHARE, STEP, TOP_POINTS, type Showing, type ShowingItem } from './shape.ts'

/** 达标 · 超过目标 · 未达目标 · entered by hand · not come · not due in this quarter. */
export type TierCase = 'met' | 'above' | 'below' | 'entered' | 'missing' | 'not-due'

/** What an item brings for its tier, and how. */
export type Obtained = { points: Exact | null; case: TierCase; formula: string }

/** Every parameter decided. */
export const decided = ({ share, step, below, districtTotal, topPoints }: Showing) => ({
  share: exact(share ?? SHARE),
  step: exact(step ?? STEP),
  below: below ?? 'zero',
  districtTotal: districtTotal ?? 'by-department',
  topPoints: exact(topPoints ?? TOP_POINTS),
})

export type Decided = ReturnType<typeof decided>

/** On target the base points, above it a step more for each tier (“每上升一个挡加1分”), below it what the file says. Never below nothing. */
export function obtained({ target, actual, base: written, override }: ShowingItem, { step, below }: Decided): Obtained {
  if (override != null) return { points: exact(override), case: 'entered', formula: brief(exact(override)) }
  if (actual === null) return { points: null, case: 'missing', formula: '' }
  const base = exact(written)
  if (actual === target) return { points: base, case: 'met', formula: brief(base) }
  if (actual > target)
    return {
      points: base.add(step.mul(exact(actual - target))),
      case: 'above',
      formula: `${brief(base)}+${brief(step)}×(${actual}-${target})`,
    }
  if (below === 'base') return { points: base, case: 'below', formula: brief(base) }
  if (below === 'zero') return { points: ZERO, case: 'below', formula: '0' }
  const left = base.sub(step.mul(exact(target - actual)))
  const formula = `${brief(base)}-${brief(step)}×(${target}-${actual})`
  return left.compare(ZERO) < 0 ? { points: ZERO, case: 'below', formula: `${formula}，不低于0` } : { points: left, case: 'below', formula }
}

/** In the fourth quarter all are due; without a quarter as well. */
export function isDue({ cycle = 'quarter' }: ShowingItem, quarter: number | undefined): boolean {
  if (quarter === undefined || quarter === 4 || cycle === 'quarter') return true
  if (cycle === 'half-year') return quarter === 2
  if (cycle === 'year') return false
  return [cycle].flat().includes(quarter)
}
