import { brief, exact, fixed, PLACES, total, ZERO, type Exact } from '../exact.ts'
import { ranksOf } from '../rank.ts'
import { DEFAULTS } from '../settings.ts'
import { decided, isDue, obtained, type Decided, type Obtained, type TierCase } from './obtained.ts'
import type { Showing, ShowingItem } from './shape.ts'

/** A figure with the numbers it is made of; null while something has not come, and why. */
export type Worked = { value: string | null; working: string; note: string | null }

export type DepartmentShown = {
  name: string
  /** Which items of the file it leads, and which it joined. */
  led: number[]
  joined: number[]
  /** 目标达成率 · 指标得分率 · 总分贡献度, as shares of one, and 晾晒得分. */
  attainment: Worked
  scoreRate: Worked
  contribution: Worked
  score: Worked
  /** 晾晒得分 and the other part of the hundred, where the file has one: it is what departments are then ranked by. */
  together?: Worked
  rank: number | null
  pending: boolean
}

export type ItemShown = { item: number; obtained: string | null; case: TierCase; working: string }

export type Shown = { quarter: number | null; departments: DepartmentShown[]; items: ItemShown[]; districtTotal: Worked }

type Counted = { at: number; item: ShowingItem; points: Exact | null; obtained: Obtained }
/** `short` is the figure in the next one’s working: exact, so that anybody comes to the same. */
type Part = { value: Exact | null; working: string; note: string | null; short: string }

/** 885晾晒: the three rates of each department and what they come to. Led and joined items count in full. Exact to the end, six places. */
export function show(showing: Showing): Shown {
  const settings = decided(showing)
  const counted = showing.items.flatMap((item, at): Counted[] =>
    isDue(item, showing.quarter)
      ? [{ at, item, points: item.points === null ? null : exact(item.points), obtained: obtained(item, settings) }]
      : [],
  )
  const names = showing.departments ?? [...new Set(counted.flatMap(({ item }) => [item.lead, ...(item.co ?? [])]))]
  const own = new Map(names.map((name) => [name, counted.filter(({ item }) => item.lead === name || item.co?.includes(name))]))
  const district = settings.districtTotal === 'distinct' ? pointsOf(counted) : pointsOf([...own.values()].flat())
  const parts = new Map(names.map((name) => [name, partsOf(own.get(name)!, district, showing.weights, settings)]))
  const ends = new Map(names.map((name) => [name, togetherOf(parts.get(name)!.score, name, showing.other)]))
  const ranks = ranksOf(
    names.map((id) => ({ id, value: ends.get(id)!.value })),
    DEFAULTS,
  )
  const byPlace = new Map(counted.map((one) => [one.at, one.obtained]))
  return {
    quarter: showing.quarter ?? null,
    departments: names.map((name): DepartmentShown => {
      const { attainment, scoreRate, contribution, score } = parts.get(name)!
      const at = (leads: boolean) => own.get(name)!.flatMap(({ at: place, item }) => ((item.lead === name) === leads ? [place] : []))
      return {
        ...{ name, led: at(true), joined: at(false) },
        ...{ attainment: worked(attainment), scoreRate: worked(scoreRate), contribution: worked(contribution), score: worked(score) },
        ...(showing.other ? { together: worked(ends.get(name)!) } : {}),
        rank: ranks.get(name) ?? null,
        pending: own.get(name)!.length > 0 && ends.get(name)!.value === null,
      }
    }),
    items: showing.items.map((_, at): ItemShown => {
      const one = byPlace.get(at)
      if (!one) return { item: at, obtained: null, case: 'not-due', working: '' }
      return { item: at, obtained: one.points && fixed(one.points, PLACES), case: one.case, working: one.formula }
    }),
    districtTotal: worked(district),
  }
}

const worked = ({ value, working, note }: Part): Worked => ({ value: value && fixed(value, PLACES), working, note })

const waiting = (note: string): Part => ({ value: null, working: '', note, short: '' })

const divided = (part: Exact, whole: Exact, working: string): Part => ({
  ...{ value: part.div(whole), working, note: null },
  short: `${brief(part)}/${brief(whole)}`,
})

const NO_POINTS = '有指标得分未到'

/** The points of these items, each as often as it stands there. */
function pointsOf(items: readonly Counted[]): Part {
  const points = items.map((one) => one.points)
  if (!points.every((one) => one !== null)) return waiting(NO_POINTS)
  return { value: total(points), working: sumShown(points), note: null, short: brief(total(points)) }
}

function partsOf(own: readonly Counted[], district: Part, weights: readonly string[], settings: Decided) {
  const [attainment, scoreRate, contribution] =
    own.length === 0
      ? [waiting('本期没有指标'), waiting('本期没有指标'), waiting('本期没有指标')]
      : [attainmentOf(own), scoreRateOf(own, settings), contributionOf(own, district)]
  const rates = [attainment!, scoreRate!, contribution!]
  const open = rates.find(({ value }) => value === null)
  const score = open ? waiting(open.note!) : weighed(rates, weights, settings)
  return { attainment: rates[0]!, scoreRate: rates[1]!, contribution: rates[2]!, score }
}

/** 晾晒得分: (目标达成率×权重+指标得分率×权重+总分贡献度×权重)×60%. */
function weighed(rates: readonly Part[], weights: readonly string[], { share }: Decided): Part {
  const sum = total(rates.map(({ value }, at) => value!.mul(exact(weights[at]!))))
  const terms = rates.map(({ short }, at) => `${short}×${brief(exact(weights[at]!))}`)
  return { value: sum.mul(share).div(exact(100)), working: `(${terms.join('+')})×${brief(share)}%`, note: null, short: '' }
}

/** 晾晒得分 and what a department has of the other part of the hundred. */
function togetherOf(score: Part, name: string, other: Showing['other']): Part {
  if (!other || score.value === null) return score
  const points = other.points[name] ?? null
  if (points === null) return waiting(`${other.name}得分未到`)
  return { value: score.value.add(exact(points)), working: `${score.working}+${brief(exact(points))}`, note: null, short: '' }
}

/** 目标达成率: points obtained for tiers ÷ base points. */
function attainmentOf(own: readonly Counted[]): Part {
  const points = own.map((one) => one.obtained.points)
  if (!points.every((one) => one !== null)) return waiting('有指标实际档次未到')
  const bases = own.map(({ item }) => exact(item.base))
  return divided(total(points), total(bases), `(${sumShown(points)})/(${sumShown(bases)})`)
}

/** 指标得分率: points ÷ the most there are. */
function scoreRateOf(own: readonly Counted[], { topPoints }: Decided): Part {
  const { value, working, note } = pointsOf(own)
  if (value === null) return waiting(note!)
  return divided(value, topPoints.mul(exact(own.length)), `(${working})/(${brief(topPoints)}×${own.length})`)
}

/** 总分贡献度: a department’s points ÷ the district’s. */
function contributionOf(own: readonly Counted[], district: Part): Part {
  const { value } = pointsOf(own)
  if (value === null || district.value === null) return waiting(value === null ? NO_POINTS : '全区有指标得分未到')
  if (district.value.equals(ZERO)) return { value: ZERO, working: '0', note: '全区指标得分合计为0', short: '0' }
  return divided(value, district.value, `${brief(value)}/${brief(district.value)}`)
}

const sumShown = (values: readonly Exact[]) => values.map(brief).join('+')
