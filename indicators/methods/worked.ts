import type { Exact } from '../exact.ts'

/**
 * The case that applied to a figure:
 * between two standards · at the best, the middle or the worst one · the middle is one of the ends · all alike · beyond the standards given ·
 * taken by kinds · entered as a score · shown only · nothing due · not come.
 */
export type Case =
  | 'between'
  | 'best'
  | 'middle'
  | 'worst'
  | 'middle-is-best'
  | 'middle-is-worst'
  | 'all-equal'
  | 'above'
  | 'below'
  | 'by-kind'
  | 'capped'
  | 'entered'
  | 'shown'
  | 'not-applicable'
  | 'none-applicable'
  | 'missing'
  | 'none-came'

/** A score and how it came about: the formula with the numbers put in. */
export type Worked = { score: Exact; case: Case; formula: string }
