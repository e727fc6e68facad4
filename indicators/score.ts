import { bandsOf } from './bands.ts'
import { brief, exact, fixed, PLACES, total, type Exact } from './exact.ts'
import { itemsOf, totalOf, type Compared, type Item } from './item.ts'
import { rangeOf } from './methods/range.ts'
import type { Case } from './methods/worked.ts'
import { ranksOf } from './rank.ts'
import { kindWord } from './scheme-words.ts'
import { isScored, type Indicator, type Scheme } from './scheme.ts'
import { settingsOf, type Settings } from './settings.ts'
import type { Unit } from './values.ts'

/** How a score came about. */
export type Working = {
  /** The figure as it was entered or counted; null of one that has not come. */
  figure: string | null
  /** The formula with the numbers put in; empty where there is no score. */
  formula: string
  /** The case that applied and the settings that decided it, in words. */
  note: string
  clause: string | null
}

export type ItemScore = { score: string | null; case: Case; working: Working }
export type Placed = { score: string | null; rank: number | null; band: string }

export type UnitScore = {
  id: string
  name: string
  group: string | null
  scores: Record<string, ItemScore>
  dimensions: Record<string, Placed>
  /** Never below `indexFloor`; `total` is the true sum, which it is ranked by. */
  index: string | null
  total: string | null
  /** What could be attained at most: the weights of what was not dropped. */
  attainable: string
  rank: number | null
  groupRank: number | null
  band: string
  pending: boolean
}

/** A value that others are measured by, and whose it is. */
export type Standard = { value: string; units: string[] }
export type StandardsShown = { group: string | null; counted: number; max: Standard | null; median: Standard | null; min: Standard | null }

export type Scored = { scheme: string; units: UnitScore[]; standards: Record<string, StandardsShown[]> }

type Row = { indicator: Indicator; settings: Settings; items: Map<string, Item>; compared: Compared[] }

/**
 * Scores units by a scheme: each indicator, the first-level indices, the index, ranks and colours, each with its working. Exact to the end; scores are
 * decimals with 6 places. Throws WrongFigure on a figure that cannot be scored.
 */
export function score(scheme: Scheme, units: readonly Unit[]): Scored {
  const settings = settingsOf(scheme)
  const rows = scheme.indicators.map((indicator): Row => {
    const own = settingsOf(scheme, indicator)
    return { indicator, settings: own, ...itemsOf(indicator, own, units) }
  })
  const most = total(scheme.indicators.filter(isScored).map((indicator) => rangeOf(indicator).full))
  const parts = scheme.dimensions.map(({ id }) => ({
    id,
    ...placed(
      rows.filter(({ indicator }) => indicator.dimension === id),
      units,
      settings,
      most,
    ),
  }))
  const whole = placed(rows, units, settings, most)
  const groupRanks = new Map(
    [...Map.groupBy(units, ({ group }) => group ?? null)].flatMap(([, members]) => [
      ...ranksOf(
        members.map(({ id }) => ({ id, value: whole.totals.get(id)!.score })),
        settings,
      ),
    ]),
  )
  return {
    scheme: scheme.id,
    units: units.map(({ id, name, group }): UnitScore => {
      const own = whole.totals.get(id)!
      return {
        id,
        name,
        group: group ?? null,
        scores: Object.fromEntries(rows.map((row) => [row.indicator.id, itemScore(row, id)])),
        dimensions: Object.fromEntries(parts.map((part) => [part.id, place(part, id, settings)])),
        index: own.score && fixed(floored(own.score, settings), PLACES, settings.rounding),
        total: own.score && fixed(own.score, PLACES, settings.rounding),
        attainable: brief(own.attainable),
        rank: whole.ranks.get(id) ?? null,
        groupRank: groupRanks.get(id) ?? null,
        band: whole.bands.get(id)!,
        pending: own.pending,
      }
    }),
    standards: Object.fromEntries(rows.map(({ indicator, compared }) => [indicator.id, compared.map(shown)])),
  }
}

type Place = ReturnType<typeof placed>

/** Totals of these indicators with their ranks and colours; `most` is what the whole scheme gives. */
function placed(rows: readonly Row[], units: readonly Unit[], settings: Settings, most: Exact) {
  const totals = new Map(units.map(({ id }) => [id, totalOf(rows.map(({ indicator, items }) => ({ indicator, item: items.get(id)! })))]))
  const entrants = units.map(({ id }) => ({ id, value: totals.get(id)!.score }))
  const ranges = rows.filter(({ indicator, items }) => isScored(indicator) && !dropped(items)).map(({ indicator }) => rangeOf(indicator))
  const range = { floor: total(ranges.map(({ floor }) => floor)), full: total(ranges.map(({ full }) => full)), whole: most }
  return { totals, ranks: ranksOf(entrants, settings), bands: bandsOf(entrants, settings, range) }
}

const dropped = (items: ReadonlyMap<string, Item>) => [...items.values()].every(({ standing }) => standing === 'dropped')

function place({ totals, ranks, bands }: Place, id: string, { rounding }: Settings): Placed {
  const own = totals.get(id)!.score
  return { score: own && fixed(own, PLACES, rounding), rank: ranks.get(id) ?? null, band: bands.get(id)! }
}

const floored = (value: Exact, { indexFloor }: Settings) =>
  indexFloor !== null && value.compare(exact(indexFloor)) < 0 ? exact(indexFloor) : value

function itemScore({ indicator, settings, items }: Row, unit: string): ItemScore {
  const { score: own, case: found, formula, figure, note } = items.get(unit)!
  return {
    score: own === null || !isScored(indicator) ? null : fixed(own, PLACES, settings.rounding),
    case: found,
    working: { figure: figureShown(figure), formula, note, clause: indicator.clause ?? null },
  }
}

function figureShown(figure: Item['figure']): string | null {
  if (figure.state === 'valued') return figure.shown
  if (figure.state === 'by-kind') return [...figure.counts].map(([kind, count]) => `${kindWord(kind)} ${brief(count)}`).join('，') || '0'
  return figure.state === 'not-applicable' ? '0÷0' : null
}

function shown({ group, standards, units }: Compared): StandardsShown {
  const valued = units.flatMap(({ unit, figure }) => (figure.state === 'valued' ? [{ unit, value: figure.value }] : []))
  const at = (value: Exact): Standard => ({
    value: brief(value),
    units: valued.filter((one) => one.value.equals(value)).map(({ unit }) => unit.id),
  })
  const ends = standards && [standards.best, standards.worst].toSorted((a, b) => a.compare(b))
  return {
    group,
    counted: valued.length,
    max: ends && at(ends[1]!),
    median: standards && at(standards.middle),
    min: ends && at(ends[0]!),
  }
}
