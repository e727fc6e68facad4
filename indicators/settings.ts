import { z } from 'zod'
import { DECIMAL } from './exact.ts'

/** A number in a file: a JSON number or a decimal in quotes. It is kept as written. */
export const decimal = z
  .union([z.number(), z.string()], { error: '应为十进制数' })
  .transform(String)
  .refine((text) => DECIMAL.test(text), { error: '应为十进制数' })

const places = z.int().min(0).max(12).nullable()

export const COLOURS = ['green', 'blue', 'yellow', 'orange', 'red'] as const

const colours = z.array(z.string().min(1).max(20)).min(2).max(10)

const bandsShape = z.strictObject({
  method: z.enum(['rank', 'interval', 'thresholds']).optional(),
  /** Of `thresholds` alone: the least value of each colour but the last, of the whole index; first-level indices take their proportion. */
  thresholds: z.array(decimal).min(1).max(9).optional(),
  colours: colours.optional(),
})

/** What the manuals leave open, each with a name. The first of the values named is the default. */
export const settingsShape = z.strictObject({
  /** The middle of an even number of values. */
  median: z.enum(['mean', 'low', 'high']).optional(),
  /** The median is the minimum or the maximum. */
  degenerate: z.enum(['ends-first', 'reach-high', 'reach-low']).optional(),
  /** All values are alike. */
  allEqual: z.enum(['zero-floor-else-full', 'full', 'floor', 'mid']).optional(),
  /** A rate with nothing due. */
  notApplicable: z.enum(['peer-mean', 'full', 'floor', 'mid', 'zero', 'rescale']).optional(),
  allNotApplicable: z.enum(['full', 'floor', 'drop']).optional(),
  /** A figure that has not come. What is counted (`measure: count`) is zero by default, all else pending. */
  missing: z.enum(['pending', 'peer-mean', 'floor', 'zero']).optional(),
  allMissing: z.enum(['drop', 'full', 'floor']).optional(),
  /** No rate over 1. */
  rateCap: z.boolean().optional(),
  /** Places of a rate in per cent; null keeps it exact. */
  ratePlaces: places.optional(),
  direction: z.enum(['more', 'less']).optional(),
  /** Standards of all units, or of the unit's own group. */
  scope: z.enum(['all', 'group']).optional(),
  rounding: z.enum(['half-up', 'half-even']).optional(),
  /** Places each score is rounded to before it is added up; null adds exact scores. */
  itemPlaces: places.optional(),
  rank: z.enum(['competition', 'dense', 'modified', 'ordinal']).optional(),
  /** Places of the value that is ranked; null ranks the exact one. */
  rankPlaces: places.optional(),
  /** The most that is deducted; null knows no end. */
  deductionCap: decimal
    .refine((cap) => !cap.startsWith('-'), { error: '扣分上限不能为负数' })
    .nullable()
    .optional(),
  /** What an index below it is shown as; null shows it as it is. It is ranked by its true value. */
  indexFloor: decimal.nullable().optional(),
  bands: bandsShape.optional(),
})

type Given = z.output<typeof settingsShape>

/** What is decided for all indicators together; named under one of them it would do nothing. */
export const OF_THE_WHOLE = ['rank', 'rankPlaces', 'indexFloor', 'bands'] as const

/** Every setting decided. */
export type Settings = { [K in keyof Given]-?: Exclude<Given[K], undefined> }

export type Bands = Settings['bands']

export const DEFAULTS: Settings = {
  median: 'mean',
  degenerate: 'ends-first',
  allEqual: 'zero-floor-else-full',
  notApplicable: 'peer-mean',
  allNotApplicable: 'full',
  missing: 'pending',
  allMissing: 'drop',
  rateCap: true,
  ratePlaces: null,
  direction: 'more',
  scope: 'all',
  rounding: 'half-up',
  itemPlaces: null,
  rank: 'competition',
  rankPlaces: 2,
  deductionCap: null,
  indexFloor: '0',
  bands: { method: 'rank' },
}

type Measuring = { measure?: string | undefined; method?: string; rates?: unknown; settings?: Given | undefined }

/** The indicator's own settings before the scheme's, and these before the defaults. A count without a record is a true 0, whatever a scheme says of surveys. */
export function settingsOf(scheme: { settings?: Given | undefined }, indicator?: Measuring): Settings {
  const counts = indicator !== undefined && (indicator.measure === 'count' || indicator.rates !== undefined)
  return { ...DEFAULTS, ...scheme.settings, ...(counts ? { missing: 'zero' } : {}), ...indicator?.settings } as Settings
}
