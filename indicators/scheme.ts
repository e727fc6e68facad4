import { z } from 'zod'
import { NO_BAND } from './bands.ts'
import { exact, total, ZERO } from './exact.ts'
import { COLOURS, decimal, OF_THE_WHOLE, settingsOf, settingsShape } from './settings.ts'

const word = z.string().regex(/^[A-Za-z][\w-]{0,59}$/u, { error: '标识应为字母开头的字母、数字、下划线和连字符，不超过60个字符' })
/** `constructor` and the like are no ids: every object has them already. */
const id = word.refine((one) => !(one in Object.prototype), { error: '标识不能用这个名称' })
const name = z.string().trim().min(1).max(100)
const day = z.iso.date()

const common = {
  id,
  name,
  dimension: id.optional(),
  weight: decimal.optional(),
  /** What kind of figure it is: a count, any amount from 0 (default), one that may be negative, or passed ÷ due. */
  measure: z.enum(['amount', 'count', 'signed', 'ratio']).optional(),
  /** The sentence of the manual that it is scored by, word for word. */
  clause: z.string().max(2000).optional(),
  /** The rule that allows it, or forbids to score it. */
  basis: z.string().max(2000).optional(),
  /** Which figure of the records it counts, e.g. `pilots`; a file with values needs none. */
  counts: word.optional(),
  /** What one of it is called, e.g. 项. */
  unit: z.string().max(10).optional(),
  /** Who answers for the figure. */
  keeper: z.string().max(200).optional(),
  /** Its figures are not printed in this version and were carried over from the one before. */
  carriedOver: z.boolean().optional(),
  settings: settingsShape.optional(),
}

const tiersOf = (count: number) => z.array(decimal).length(count)

/** What a leaf of the scheme is scored by. */
const indicatorShape = z.discriminatedUnion(
  'method',
  [
    z.strictObject({ ...common, method: z.literal('two-tier'), coefficients: tiersOf(2) }),
    z.strictObject({ ...common, method: z.literal('three-tier'), coefficients: tiersOf(3) }),
    z.strictObject({
      ...common,
      method: z.literal('fixed-tiers'),
      standards: z.array(decimal).min(1).max(20),
      coefficients: z.array(decimal).min(1).max(20),
      above: z.enum(['cap', 'extend']).optional(),
      below: z.enum(['zero', 'extend']).optional(),
      /** Between two standards: in proportion, or the lower one’s coefficient as in a banded table. */
      between: z.enum(['proportion', 'step']).optional(),
    }),
    z.strictObject({
      ...common,
      method: z.literal('linear'),
      lower: decimal,
      upper: decimal,
      base: decimal.optional(),
      span: decimal.optional(),
      clip: z.boolean().optional(),
    }),
    z.strictObject({ ...common, method: z.literal('deduction'), rates: z.record(id, decimal) }),
    z.strictObject({ ...common, method: z.literal('sum'), rates: z.record(id, decimal).optional() }),
    z.strictObject({ ...common, method: z.literal('manual') }),
    z.strictObject({ ...common, method: z.literal('display') }),
  ],
  { error: '计分方法应为 two-tier、three-tier、fixed-tiers、linear、deduction、sum、manual、display 之一' },
)

export const schemeShape = z.strictObject({
  id: z.string().min(1).max(60),
  name,
  /** The first and the last day it is in force. */
  validFrom: day.optional(),
  validUntil: day.optional(),
  source: z.string().max(500).optional(),
  /** What all weights must add up to; nothing is checked without it. */
  full: decimal.optional(),
  settings: settingsShape.optional(),
  dimensions: z.array(z.strictObject({ id, name, weight: decimal.optional(), clause: z.string().max(2000).optional() })).max(30),
  indicators: z.array(indicatorShape).min(1).max(100),
})

export type Scheme = z.output<typeof schemeShape>
export type Dimension = Scheme['dimensions'][number]
export type Indicator = Scheme['indicators'][number]
export type IndicatorOf<M extends Indicator['method']> = Extract<Indicator, { method: M }>

/** Whether it counts towards the index. */
export const isScored = ({ method }: Indicator): boolean => method !== 'display'

export const weightOf = ({ weight }: { weight?: string | undefined }) => exact(weight ?? '0')

/** A place in a file, e.g. `indicators[2].weight`, and what is wrong there. */
export type Fault = { at: string; message: string }

/** What the shape alone cannot tell: names that are twice or nowhere, weights that do not add up, standards out of order. */
export function faultsOf(scheme: Scheme): Fault[] {
  const { dimensions, indicators, validFrom, validUntil } = scheme
  const known = new Set(dimensions.map((dimension) => dimension.id))
  return [
    ...twice(dimensions, 'dimensions'),
    ...twice(indicators, 'indicators'),
    ...indicators.flatMap((indicator, index) =>
      ownFaults(scheme, indicator).map(({ at, message }) => ({ at: `indicators[${index}].${at}`, message })),
    ),
    ...indicators.flatMap(({ dimension }, index) =>
      // A scheme that says what it adds up to is whole; an excerpt may leave some out.
      dimension === undefined || scheme.full === undefined || known.has(dimension)
        ? []
        : [{ at: `indicators[${index}].dimension`, message: `没有“${dimension}”这个一级指标` }],
    ),
    ...dimensions.flatMap((dimension, index) => weightFaults(scheme, dimension, index)),
    ...fullFaults(scheme),
    ...bandFaults(scheme),
    ...(validFrom !== undefined && validUntil !== undefined && validUntil < validFrom
      ? [{ at: 'validUntil', message: '失效日期不能早于生效日期' }]
      : []),
  ]
}

function twice(list: readonly { id: string }[], at: string): Fault[] {
  const seen = new Set<string>()
  return list.flatMap(({ id: name }, index) => {
    if (seen.has(name)) return [{ at: `${at}[${index}].id`, message: `标识“${name}”重复` }]
    seen.add(name)
    return []
  })
}

function ownFaults(scheme: Scheme, indicator: Indicator): Fault[] {
  const found: Fault[] = []
  const { method, measure } = indicator
  const weight = weightOf(indicator)
  if (weight.compare(ZERO) < 0) found.push({ at: 'weight', message: '权重不能为负数' })
  if (['two-tier', 'three-tier', 'fixed-tiers', 'linear'].includes(method) && weight.compare(ZERO) <= 0)
    found.push({ at: 'weight', message: `“${indicator.name}”应有权重` })
  if (['deduction', 'display'].includes(method) && weight.compare(ZERO) !== 0)
    found.push({ at: 'weight', message: method === 'display' ? '仅展示的指标权重为0' : '扣分指标不设权重' })
  if (measure === 'ratio' && ['deduction', 'sum', 'manual'].includes(method)) found.push({ at: 'measure', message: '该计分方法不用比率' })
  if ('coefficients' in indicator && !falls(indicator.coefficients, false))
    found.push({ at: 'coefficients', message: '各档系数应从高到低，且不为负数' })
  if (method === 'fixed-tiers') {
    if (indicator.standards.length !== indicator.coefficients.length) found.push({ at: 'standards', message: '标准值与系数的个数应一致' })
    const standards = settingsOf(scheme, indicator).direction === 'less' ? indicator.standards.toReversed() : indicator.standards
    if (!falls(standards, true)) found.push({ at: 'standards', message: '标准值应从优到差依次排列，且不相同' })
  }
  if (method === 'linear') {
    if (exact(indicator.upper).compare(exact(indicator.lower)) <= 0)
      found.push({ at: 'upper', message: '上限应高于下限；越少越好的，设置 direction 为 less' })
    if (indicator.base !== undefined && exact(indicator.base).compare(ZERO) < 0) found.push({ at: 'base', message: '基础系数不能为负数' })
    if (indicator.span !== undefined && exact(indicator.span).compare(ZERO) < 0) found.push({ at: 'span', message: '系数跨度不能为负数' })
  }
  const whole = OF_THE_WHOLE.find((setting) => indicator.settings?.[setting] !== undefined)
  if (whole !== undefined) found.push({ at: `settings.${whole}`, message: '只能对整个指标体系设置' })
  if ('rates' in indicator && Object.values(indicator.rates ?? {}).some((rate) => exact(rate).compare(ZERO) < 0))
    found.push({ at: 'rates', message: '每件分值不能为负数' })
  return found
}

/** From high to low; strictly, or with neighbours alike and nothing below zero. */
function falls(list: readonly string[], strictly: boolean): boolean {
  const numbers = list.map(exact)
  if (!strictly && numbers.some((one) => one.compare(ZERO) < 0)) return false
  return numbers.every((one, index) => index === 0 || one.compare(numbers[index - 1]!) < (strictly ? 0 : 1))
}

function weightFaults({ indicators }: Scheme, dimension: Dimension, index: number): Fault[] {
  if (dimension.weight === undefined) return []
  const parts = total(indicators.filter((one) => one.dimension === dimension.id).map(weightOf))
  if (parts.equals(exact(dimension.weight))) return []
  const message = `“${dimension.name}”权重为${dimension.weight}，其二级指标权重合计为${parts.toString()}，应当相等`
  return [{ at: `dimensions[${index}].weight`, message }]
}

function fullFaults({ full, indicators }: Scheme): Fault[] {
  const sum = total(indicators.map(weightOf))
  if (full === undefined || sum.equals(exact(full))) return []
  return [{ at: 'full', message: `全部指标权重合计为${sum.toString()}，应当为${full}` }]
}

function bandFaults({ settings }: Scheme): Fault[] {
  const { method, thresholds, colours = COLOURS } = settings?.bands ?? {}
  const at = 'settings.bands.thresholds'
  if (new Set([...colours, NO_BAND]).size <= colours.length)
    return [{ at: 'settings.bands.colours', message: `颜色不能重复，也不能用${NO_BAND}（没有指数的颜色）` }]
  if (method !== 'thresholds')
    return thresholds === undefined ? [] : [{ at, message: '按分界值分档（method 为 thresholds）的才填写分界值' }]
  if (thresholds?.length !== colours.length - 1) return [{ at, message: `应有${colours.length - 1}个分界值` }]
  return falls(thresholds, true) ? [] : [{ at, message: '分界值应从高到低依次排列，且不相同' }]
}
