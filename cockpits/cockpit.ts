import { isScored, type Scheme } from '#indicators/scheme.ts'
import type { Placed, Scored, UnitScore } from '#indicators/score.ts'
import type { BoardTable } from './board-table.ts'

/** The index by which the map is coloured first: all of it. Others are called as their dimension. */
export const TOTAL = 'total'

/** An index that units are placed by: the total one, or one of the first level. `full` is what can be had at most, null where points are only taken off. */
export type Index = { id: string; name: string; full: string | null }

export type CockpitUnit = {
  id: string
  name: string
  group: string | null
  groupRank: number | null
  /** A figure of it has not come: no index, no rank, grey. */
  pending: boolean
  /** By index. */
  places: Record<string, Placed>
  /** How it stood in the fixed report before, by index; null where there is none under the same scheme. */
  before: Record<string, Placed> | null
}

/** An issue of a report, as far as others are compared with it. Only the last issue of a period counts. */
export type Past = {
  computation: string
  period: string
  first: string
  last: string
  issue: number
  fixedAt: string
  scheme: string
  places: Record<string, Record<string, Placed>>
}

export type Issue = Omit<Past, 'places'>

/** An issue that can be looked at; `corrected` where a later one has taken its place. */
export type Issued = Pick<Issue, 'computation' | 'first' | 'last' | 'issue'> & { corrected: boolean }

/** Where the figures come from: nothing that anybody fixed, a fixed report, or a draft of the office. */
export type State = 'live' | 'fixed' | 'draft'

/** What a cockpit shows of one moment. */
export type Cockpit = {
  state: State
  /** Null of what is live. */
  computation: string | null
  first: string
  last: string
  /** What was decided until then is counted. */
  at: string
  scheme: { id: string; name: string; validFrom: string | null }
  indices: Index[]
  units: CockpitUnit[]
  /** The fixed report before; with `comparable` false it was scored by another scheme, and nothing is compared. */
  previous: (Issue & { comparable: boolean }) | null
  /** Indicators of which no unit has a figure: not counted, and so nobody can attain their weight. */
  dropped: { name: string; weight: string }[]
  /** What can be attained at most of the total. */
  attainable: string | null
  boards: BoardTable[]
}

/** A moment of a report as computed. */
export type Moment = Pick<Cockpit, 'state' | 'computation' | 'first' | 'last' | 'at' | 'boards'> & { scheme: Scheme; result: Scored }

/** Lays a moment beside the fixed report before it. `past` are the last issues of all periods, in any order. */
export function cockpitOf({ scheme, result, ...moment }: Moment, past: readonly Past[]): Cockpit {
  const indices = indicesOf(scheme)
  const [before] = past.filter(({ last }) => last < moment.first).toSorted((a, b) => (a.last < b.last ? 1 : -1))
  const comparable = before?.scheme === scheme.id
  return {
    ...moment,
    scheme: { id: scheme.id, name: scheme.name, validFrom: scheme.validFrom ?? null },
    indices,
    units: result.units.map((unit) => ({
      ...{ id: unit.id, name: unit.name, group: unit.group, groupRank: unit.groupRank, pending: unit.pending },
      places: placesOf(indices, unit),
      before: comparable ? (before.places[unit.id] ?? null) : null,
    })),
    previous: before ? { ...issueOf(before), comparable } : null,
    dropped: scheme.indicators
      .filter((indicator) => isScored(indicator) && result.units.length > 0 && result.units.every((unit) => noneCame(unit, indicator.id)))
      .map(({ name, weight }) => ({ name, weight: weight ?? '0' })),
    attainable: result.units[0]?.attainable ?? null,
  }
}

/** The places of all units, for later reports to be compared with. */
export function pastPlaces(scheme: Scheme, result: Scored): Past['places'] {
  const indices = indicesOf(scheme)
  return Object.fromEntries(result.units.map((unit) => [unit.id, placesOf(indices, unit)]))
}

/** The total index and those of the first level that anything is scored for. */
export function indicesOf({ dimensions, indicators, full }: Scheme): Index[] {
  const scored = dimensions.filter(({ id }) => indicators.some((indicator) => indicator.dimension === id && isScored(indicator)))
  return [
    { id: TOTAL, name: '综合评价指数', full: full ?? null },
    ...scored.map(({ id, name, weight }) => ({ id, name, full: weight ?? null })),
  ]
}

/** What the five-colour map of an index is called (2023年3月31日版四（二）、四（三）: 改革落实力指数五色图, 品牌显示度指数五色图). */
export const mapName = ({ name }: Pick<Index, 'name'>): string => `${name.endsWith('指数') ? name : `${name}指数`}五色图`

export const issueOf = ({ places: _places, ...issue }: Past): Issue => issue

function placesOf(indices: readonly Index[], unit: UnitScore): Record<string, Placed> {
  const { index, rank, band, dimensions } = unit
  return Object.fromEntries(indices.map(({ id }) => [id, id === TOTAL ? { score: index, rank, band } : dimensions[id]!]))
}

const noneCame = ({ scores }: UnitScore, indicator: string) => scores[indicator]!.case === 'none-came' && scores[indicator]!.score === null

/** The best first, those without a rank last, otherwise as official papers have them. */
export const byRank = (units: readonly CockpitUnit[], index: string): CockpitUnit[] =>
  units.toSorted((a, b) => (a.places[index]?.rank ?? units.length + 1) - (b.places[index]?.rank ?? units.length + 1))
