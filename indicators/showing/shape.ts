import { z } from 'zod'
import { exact, total, ZERO } from '../exact.ts'
import type { Fault } from '../scheme.ts'
import { decimal } from '../settings.ts'

const department = z.string().trim().min(1).max(100)
const tier = z.int().min(0).max(100)
const quarter = z.int().min(1).max(4)

/** 评价周期: due every quarter, every second one, in the fourth alone, or in those named. */
const cycle = z.union([z.enum(['quarter', 'half-year', 'year']), quarter, z.array(quarter).min(1).max(4)], {
  error: '评价周期应为 quarter、half-year、year，或1至4的季度',
})

const itemShape = z.strictObject({
  /** 报表名称 and 指标名称, for whoever reads it. */
  report: z.string().max(200).optional(),
  name: z.string().max(500).optional(),
  /** 牵头单位 and 协同单位. */
  lead: department,
  co: z.array(department).max(50).optional(),
  cycle: cycle.optional(),
  /** 目标档次 and the tier that was reached, the higher the better; null while it has not come. */
  target: tier,
  actual: tier.nullable(),
  /** 基础分: what reaching the target brings. */
  base: decimal,
  /** 得分 as entered; null while it has not come. */
  points: decimal.nullable(),
  /** Entered by hand in place of what the tiers would bring. */
  override: decimal.nullable().optional(),
})

/** The other part of a hundred, e.g. 八张问题清单, and how many of its points each department has; null has not come. */
const otherShape = z.strictObject({
  name: z.string().trim().min(1).max(100),
  weight: decimal,
  points: z.record(department, decimal.nullable()),
})

/** The 晾晒 of one quarter, or of all items where none is named (kaizhou-supervision-requirements 885). */
export const showingShape = z.strictObject({
  name: z.string().min(1).max(100).optional(),
  quarter: quarter.optional(),
  /** Of 目标达成率, 指标得分率 and 总分贡献度; they add up to 100. */
  weights: z.array(decimal).length(3),
  /** What of a hundred the three make up together; 60 unless told otherwise. */
  share: decimal.optional(),
  /** What makes up the rest of the hundred; without it departments are ranked by 晾晒得分 alone. */
  other: otherShape.optional(),
  /** Points for each tier above the target; 1 unless told otherwise. */
  step: decimal.optional(),
  /** Below the target: nothing (default), one step off for each tier, or the base points all the same. */
  below: z.enum(['zero', 'step-down', 'base']).optional(),
  /** What a department’s points are measured against: the sum over departments (default), or each item once. */
  districtTotal: z.enum(['by-department', 'distinct']).optional(),
  /** The most points of one item; 3 unless told otherwise. */
  topPoints: decimal.optional(),
  /** Those that are shown, in this order; without it all that the items name, as they come. */
  departments: z.array(department).min(1).max(500).optional(),
  items: z.array(itemShape).min(1).max(5000),
})

export type Showing = z.output<typeof showingShape>
export type ShowingItem = Showing['items'][number]

export const SHARE = '60'
export const STEP = '1'
export const TOP_POINTS = '3'

/** What the shape alone cannot tell: weights that do not add up, points above the most there are, departments that are not in the list. */
export function showingFaults(showing: Showing): Fault[] {
  const { weights, share = SHARE, step = STEP, topPoints = TOP_POINTS, departments, items } = showing
  const sum = total(weights.map(exact))
  return [
    ...weights.flatMap((weight, at) => (isNegative(weight) ? [{ at: `weights[${at}]`, message: '权重不能为负数' }] : [])),
    ...(sum.equals(exact('100')) ? [] : [{ at: 'weights', message: `三项权重合计为${sum.toString()}，应为100` }]),
    ...(exact(share).compare(exact('1')) < 0 || exact(share).compare(exact('100')) > 0
      ? [{ at: 'share', message: '应为1至100的百分数，如60' }]
      : []),
    ...(isNegative(step) ? [{ at: 'step', message: '每档分值不能为负数' }] : []),
    ...(exact(topPoints).compare(ZERO) <= 0 ? [{ at: 'topPoints', message: '每项指标的满分应大于0' }] : []),
    ...(departments ?? []).flatMap((name, at) =>
      departments!.indexOf(name) === at ? [] : [{ at: `departments[${at}]`, message: `“${name}”重复` }],
    ),
    ...items.flatMap((item, at) => itemFaults(item, topPoints, departments).map((fault) => ({ ...fault, at: `items[${at}].${fault.at}` }))),
    ...otherFaults(showing),
  ]
}

function otherFaults({ share = SHARE, other, departments, items }: Showing): Fault[] {
  if (!other) return []
  const known = new Set(departments ?? items.flatMap(({ lead, co = [] }) => [lead, ...co]))
  const sum = exact(other.weight).add(exact(share))
  const fault = (name: string, message: string) => ({ at: `other.points.${name}`, message })
  return [
    ...(sum.equals(exact('100')) ? [] : [{ at: 'other.weight', message: `与晾晒得分的${share}合计为${sum.toString()}，应为100` }]),
    ...Object.entries(other.points).flatMap(([name, points]) => {
      if (!known.has(name)) return [fault(name, `没有“${name}”这个部门`)]
      if (points === null) return []
      if (isNegative(points)) return [fault(name, '得分不能为负数')]
      return exact(points).compare(exact(other.weight)) > 0 ? [fault(name, `得分不能高于${other.weight}`)] : []
    }),
  ]
}

function itemFaults(item: ShowingItem, topPoints: string, departments: readonly string[] | undefined): Fault[] {
  const { lead, co = [], base, points, override } = item
  const named = [lead, ...co]
  const place = (at: number) => (at === 0 ? 'lead' : `co[${at - 1}]`)
  return [
    ...named.flatMap((name, at) =>
      named.indexOf(name) === at ? [] : [{ at: place(at), message: name === lead ? '牵头单位不能同时协同' : `“${name}”重复` }],
    ),
    ...named.flatMap((name, at) => (departments?.includes(name) === false ? [{ at: place(at), message: `名单中没有“${name}”` }] : [])),
    ...(exact(base).compare(ZERO) <= 0 ? [{ at: 'base', message: '基础分应大于0' }] : []),
    ...(override != null && isNegative(override) ? [{ at: 'override', message: '得分不能为负数' }] : []),
    ...(points !== null && isNegative(points) ? [{ at: 'points', message: '得分不能为负数' }] : []),
    ...(points !== null && exact(points).compare(exact(topPoints)) > 0
      ? [{ at: 'points', message: `得分不能高于每项满分${topPoints}` }]
      : []),
  ]
}

const isNegative = (written: string) => exact(written).compare(ZERO) < 0
