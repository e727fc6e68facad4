import type { AnyValues } from './field.ts'

/**
 * What a record counts as: so much of a figure, for an organisation, on a day. Reports add up these rows and nothing else, so that what is not decided cannot
 * leak into a score, and every sum can name the records it is made of.
 */
export type Tally = {
  /** e.g. `pilots`. */
  figure: string
  org: string
  /** The day it happened or holds from, 'YYYY-MM-DD'. */
  on: string
  /** What reports tell apart, e.g. a level. */
  kind?: string
  /** A decimal; 1 unless told otherwise. */
  amount?: string
  /** Of rows of one organisation that name the same happening, a report counts one. */
  same?: string
  /** For what has no day but that of its decision: `on` stays as it was first counted for this organisation and kind, however often the record is decided anew. */
  keepsDay?: true
}

/**
 * What a module is asked: the values as they stand, and as they were last decided, with the day; `reached` is how many steps the record ever got. What another
 * record gives (`given` fields) is in `values` as it holds now, and in `approved` as it was when that was decided.
 */
export type Counted<V = AnyValues> = { owner: string; values: Partial<V>; approved: V | null; decidedOn: string; reached: number }
