import { brief, exact, total } from './exact.ts'
import { measures, sourcesOf, type Measure, type Source, type Span } from './measures.ts'
import type { Fault, Indicator, Scheme } from './scheme.ts'
import type { Figure, Unit } from './values.ts'

/** Rows of the tallies added up: `amount` is the sum, `same` names a happening that counts once. */
export type Tallied = { figure: string; org: string; kind: string; same: string; amount: string }

type Period = { first: string; last: string }

/** A figure, or some kinds of it, from one day to another; `byKind` where its kinds have to be told apart. */
export type Window = { figure: string; kinds: readonly string[] | null; byKind: boolean; from: string; to: string }

/** From which day to which each figure counts that these indicators read in a period. */
export function windowsOf(indicators: readonly Indicator[], { first, last }: Period): Window[] {
  const found = indicators.flatMap((indicator) => {
    const measure = measureOf(indicator)
    return measure
      ? sourcesOf(measure).map(({ figure, kinds = null }): Window => ({
          ...{ figure, kinds, byKind: kinds !== null || measure.takes === 'kinds' },
          ...daysOf(measure.span, { first, last }),
        }))
      : []
  })
  return distinct(found)
}

/** The days that a span takes in a period: all until then, those of its year until then, or its own. */
export const daysOf = (span: Span, { first, last }: Period): Pick<Window, 'from' | 'to'> => ({
  from: { stock: '1900-01-01', year: `${last.slice(0, 4)}-01-01`, period: first }[span],
  to: last,
})

export const distinct = (windows: readonly Window[]): Window[] => [
  ...new Map(windows.map((window) => [JSON.stringify(window), window])).values(),
]

/** A figure that nobody counts: somebody entered it. */
export type HandFigure = { indicator: string; org: string; figure: Figure }

/** The figures of each unit, as a scheme takes them. What is counted nobody enters. */
export function figuresOf(
  scheme: Scheme,
  units: readonly Omit<Unit, 'values'>[],
  tallied: readonly Tallied[],
  byHand: readonly HandFigure[] = [],
): Unit[] {
  const byOrg = Map.groupBy(tallied, ({ org }) => org)
  const entered = new Map(byHand.map(({ indicator, org, figure }) => [`${indicator} ${org}`, figure]))
  return units.map((unit) => ({
    ...unit,
    values: Object.fromEntries(
      scheme.indicators.flatMap((indicator): [string, Figure][] => {
        const measure = measureOf(indicator)
        if (measure) return [[indicator.id, figureOf(indicator, measure, byOrg.get(unit.id) ?? [])]]
        const figure = entered.get(`${indicator.id} ${unit.id}`)
        return figure === undefined ? [] : [[indicator.id, figure]]
      }),
    ),
  }))
}

/** What an indicator counts; null of one whose figures are entered by hand. */
export const measureOf = ({ counts }: Indicator): Measure | null =>
  counts !== undefined && Object.hasOwn(measures, counts) ? measures[counts]! : null

/** What a scheme counts that cannot be counted, or not so. */
export function countingFaults({ indicators }: Scheme): Fault[] {
  return indicators.flatMap((indicator, index) => {
    if (indicator.counts === undefined) return []
    const measure = measureOf(indicator)
    const at = `indicators[${index}].counts`
    if (!measure) return [{ at, message: `没有“${indicator.counts}”这一项统计` }]
    const rates = 'rates' in indicator ? Object.keys(indicator.rates ?? {}) : null
    const fits = { count: rates === null, amount: rates === null, ratio: indicator.measure === 'ratio', kinds: rates !== null }[
      measure.takes
    ]
    if (!fits || (measure.takes !== 'ratio' && indicator.measure === 'ratio'))
      return [{ at, message: `“${indicator.name}”不能这样统计“${measure.name}”` }]
    const unrated = measure.takes === 'kinds' ? Object.values(measure.as).filter((kind) => !rates!.includes(kind)) : []
    return unrated.length > 0 ? [{ at: `indicators[${index}].rates`, message: `没有写明每件分值：${unrated.join('、')}` }] : []
  })
}

function figureOf(indicator: Indicator, measure: Measure, rows: readonly Tallied[]): Figure {
  if (measure.takes === 'ratio') return { passed: sumOf(rows, measure.passed), due: sumOf(rows, measure.due) }
  if (measure.takes === 'kinds') return kindsOf(indicator, measure, rows)
  const own = rows.filter((row) => measure.of.some((source) => comesFrom(row, source)))
  return measure.takes === 'amount' && own.length === 0 ? null : sumOf(own, measure.of)
}

const comesFrom = (row: Tallied, { figure, kinds }: Source) => row.figure === figure && (!kinds || kinds.includes(row.kind))

const sumOf = (rows: readonly Tallied[], sources: readonly Source[]): string =>
  brief(total(rows.filter((row) => sources.some((source) => comesFrom(row, source))).map(({ amount }) => exact(amount))))

/** One happening counts once, at its dearest kind; of two as dear at the same one, in whatever order they are read. */
function kindsOf(indicator: Indicator, { of, as }: Extract<Measure, { takes: 'kinds' }>, rows: readonly Tallied[]): Record<string, string> {
  const rates = 'rates' in indicator ? (indicator.rates ?? {}) : {}
  const rateOf = ({ kind }: Tallied) => exact(rates[as[kind] ?? ''] ?? '0')
  const own = rows.filter((row) => comesFrom(row, of) && as[row.kind] !== undefined)
  const once = [...Map.groupBy(own, ({ same }) => same)].flatMap(([same, alike]) =>
    same === '' ? alike : [{ ...alike.toSorted((a, b) => rateOf(b).compare(rateOf(a)) || (a.kind < b.kind ? -1 : 1))[0]!, amount: '1' }],
  )
  return Object.fromEntries(
    [...Map.groupBy(once, ({ kind }) => as[kind]!)].map(([kind, all]) => [kind, brief(total(all.map(({ amount }) => exact(amount))))]),
  )
}
