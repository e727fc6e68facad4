import { brief, mean, rounded, ZERO, type Exact } from './exact.ts'
import { rangeOf } from './methods/range.ts'
import { scored } from './methods/scored.ts'
import type { Case } from './methods/worked.ts'
import { noteOf } from './note.ts'
import { weightOf, type Indicator } from './scheme.ts'
import type { Settings } from './settings.ts'
import { standardsOf, type Standards } from './standards.ts'
import { measured, type Measured, type Unit } from './values.ts'

/** What becomes of an indicator in a unit's index. */
type Standing = 'counts' | 'pending' | 'dropped' | 'rescaled' | 'shown'

/** One unit under one indicator; `note` is the case in words. */
export type Item = { standing: Standing; score: Exact | null; case: Case; formula: string; figure: Measured; note: string }

/** The standards of those that are compared with each other: all units, or one group. */
export type Compared = { group: string | null; standards: Standards | null; units: { unit: Unit; figure: Measured }[] }

/** Scores all units under one indicator. Throws WrongFigure. */
export function itemsOf(
  indicator: Indicator,
  settings: Settings,
  units: readonly Unit[],
): { items: Map<string, Item>; compared: Compared[] } {
  const groups = Map.groupBy(
    units.map((unit) => ({ unit, figure: measured(unit, indicator, settings) })),
    ({ unit }) => (settings.scope === 'group' ? (unit.group ?? '') : null),
  )
  const compared = [...groups].map(([group, members]): Compared => {
    const values = members.flatMap(({ figure }) => (figure.state === 'valued' ? [figure.value] : []))
    return { group, standards: standardsOf(values, settings), units: members }
  })
  const noneCame = compared.every(({ units: members }) => members.every(({ figure }) => figure.state === 'missing'))
  return { items: new Map(compared.flatMap((one) => among(indicator, settings, one, noneCame))), compared }
}

function among(indicator: Indicator, settings: Settings, { standards, units }: Compared, noneCame: boolean): [string, Item][] {
  const asItem = (score: Exact) => (settings.itemPlaces === null ? score : rounded(score, settings.itemPlaces, settings.rounding))
  const noted = (item: Omit<Item, 'note'>): Item => ({ ...item, note: noteOf(indicator, settings, standards, item) })
  const come = new Map<string, Item>()
  for (const { unit, figure } of units) {
    if (figure.state !== 'valued' && figure.state !== 'by-kind') continue
    const worked = scored(indicator, settings, standards, figure)
    const standing = indicator.method === 'display' ? 'shown' : 'counts'
    come.set(unit.id, noted({ ...worked, score: asItem(worked.score), standing, figure }))
  }
  const peers = come.size === 0 ? null : mean([...come.values()].map(({ score }) => score!))
  return units.map(({ unit, figure }) => {
    const own = come.get(unit.id)
    if (own) return [unit.id, own]
    const other = figure.state === 'missing' ? ifMissing(indicator, settings, peers, noneCame) : ifNothingDue(indicator, settings, peers)
    return [unit.id, noted({ ...other, score: other.score && asItem(other.score), figure })]
  })
}

type Filled = Omit<Item, 'figure' | 'note'>

/** How a unit without a figure of its own is scored, in words for its working. */
const ways = { 'peer-mean': '取各单位平均得分', full: '计满分', floor: '计最低档', mid: '计中间档', zero: '计零分' }

type Way = keyof typeof ways

const filled = (score: Exact, found: Case, way: Way): Filled => ({
  standing: 'counts',
  score,
  case: found,
  formula: `${ways[way]}：${brief(score)}`,
})
const open = (standing: Standing, found: Case): Filled => ({ standing, score: null, case: found, formula: '' })

function ifMissing(indicator: Indicator, { missing, allMissing }: Settings, peers: Exact | null, noneCame: boolean): Filled {
  if (indicator.method === 'display') return open('shown', 'missing')
  const range = rangeOf(indicator)
  if (noneCame) return allMissing === 'drop' ? open('dropped', 'none-came') : filled(range[allMissing], 'none-came', allMissing)
  if (missing === 'floor') return filled(range.floor, 'missing', 'floor')
  return missing === 'peer-mean' && peers ? filled(peers, 'missing', 'peer-mean') : open('pending', 'missing')
}

function ifNothingDue(indicator: Indicator, { notApplicable, allNotApplicable }: Settings, peers: Exact | null): Filled {
  if (indicator.method === 'display') return open('shown', 'not-applicable')
  const range = rangeOf(indicator)
  if (peers === null)
    return allNotApplicable === 'drop'
      ? open('dropped', 'none-applicable')
      : filled(range[allNotApplicable], 'none-applicable', allNotApplicable)
  if (notApplicable === 'rescale') return open('rescaled', 'not-applicable')
  return filled({ ...range, 'peer-mean': peers, zero: ZERO }[notApplicable], 'not-applicable', notApplicable)
}

/** What items add up to; null while one is waited for, or where nothing is left to be scored. */
export function totalOf(items: readonly { indicator: Indicator; item: Item }[]): {
  score: Exact | null
  pending: boolean
  attainable: Exact
} {
  let [gained, lost, attainable, left] = [ZERO, ZERO, ZERO, ZERO]
  let [pending, any] = [false, false]
  for (const { indicator, item } of items) {
    if (item.standing === 'shown' || item.standing === 'dropped') continue
    any = true
    pending ||= item.standing === 'pending'
    attainable = attainable.add(weightOf(indicator))
    if (item.standing === 'rescaled') continue
    left = left.add(weightOf(indicator))
    if (indicator.method === 'deduction') lost = lost.add(item.score ?? ZERO)
    else gained = gained.add(item.score ?? ZERO)
  }
  if (pending || !any) return { score: null, pending, attainable }
  if (left.equals(attainable)) return { score: gained.add(lost), pending, attainable }
  // What is not applicable hands its weight to the rest.
  return { score: left.equals(ZERO) ? null : gained.mul(attainable).div(left).add(lost), pending, attainable }
}
