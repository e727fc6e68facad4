import { named } from '#indicators/named.ts'
import { isScored, type Dimension, type Indicator } from '#indicators/scheme.ts'
import { bandWords, two } from '#indicators/shown.ts'
import type { Standard, UnitScore } from '#indicators/score.ts'
import { differences, type Change } from '../differences.ts'
import type { PaperSource } from './paper-source.ts'
import { figureWords } from './paper-words.ts'

/** A cell as it is read; `value` is the exact number behind it, of which `text` shows two places. */
export type Cell = { text: string; value?: string; places?: 2; band?: string }

/** `under` is the head above several columns; widths are in characters of the table’s own size. */
export type Column = { label: string; under?: string; width: number; align: 'left' | 'center' | 'right' }

export type PaperTable = { name: string; columns: Column[]; rows: Cell[][] }

/** Units by rank, with the indices of the first level and the colour; who has no rank comes last. */
export function rankingTable({ scheme, result }: PaperSource): PaperTable {
  const dimensions = scheme.dimensions.filter(({ id }) => scheme.indicators.some((one) => one.dimension === id && isScored(one)))
  const grouped = result.units.some(({ group }) => group !== null)
  return {
    name: '综合评价指数排名',
    columns: [
      { label: '排名', width: 3.5, align: 'center' },
      { label: '单位', width: UNIT, align: 'left' },
      ...(grouped ? [group, { label: '片区排名', width: 5, align: 'center' } as const] : []),
      { label: '综合评价指数', width: 5.5, align: 'right' },
      ...dimensions.map(({ name }): Column => ({ label: name, width: 6.2, align: 'right' })),
      { label: '颜色', width: 4.2, align: 'center' },
    ],
    rows: byRank(result.units, ({ rank }) => rank).map((unit) => [
      whole(unit.rank),
      text(unit.name),
      ...(grouped ? [text(unit.group ?? '—'), whole(unit.groupRank)] : []),
      score(unit.index),
      ...dimensions.map(({ id }) => score(unit.dimensions[id]!.score)),
      colour(unit.band),
    ]),
  }
}

/** Every unit under every indicator: what was counted and what it scored. */
export function scoresTable(source: PaperSource): PaperTable {
  const { scheme, result } = source
  return {
    name: '指标得分',
    columns: [{ label: '单位', width: UNIT, align: 'left' }, ...scheme.indicators.flatMap(headsOf)],
    rows: result.units.map((unit) => [text(unit.name), ...scheme.indicators.flatMap((indicator) => cellsOf(source, indicator, unit))]),
  }
}

/** One index of the first level: units by its rank, each with the figures and scores it is made of; as many columns as a page is wide. */
export function dimensionTables(source: PaperSource, dimension: Dimension): PaperTable[] {
  const indicators = source.scheme.indicators.filter((one) => one.dimension === dimension.id)
  const scored = indicators.some(isScored)
  const units = scored ? byRank(source.result.units, ({ dimensions }) => dimensions[dimension.id]!.rank) : source.result.units
  const parts = chunks(indicators)
  return parts.map((part, at) => ({
    name: at === 0 ? dimension.name : `${dimension.name}（续${at}）`,
    columns: [
      ...(scored ? [{ label: '排名', width: 4, align: 'center' } as const] : []),
      { label: '单位', width: UNIT, align: 'left' },
      ...(scored ? [{ label: '指数', width: 5.5, align: 'right' } as const, { label: '颜色', width: 4.2, align: 'center' } as const] : []),
      ...part.flatMap(headsOf),
    ],
    rows: units.map((unit) => {
      const own = unit.dimensions[dimension.id]!
      return [
        ...(scored ? [whole(own.rank)] : []),
        text(unit.name),
        ...(scored ? [score(own.score), colour(own.band)] : []),
        ...part.flatMap((indicator) => cellsOf(source, indicator, unit)),
      ]
    }),
  }))
}

/** Who lost points for what. */
export function deductionsTable(source: PaperSource): PaperTable {
  const indicators = source.scheme.indicators.filter(({ method }) => method === 'deduction')
  return {
    name: '扣分情况',
    columns: [
      { label: '单位', width: UNIT, align: 'left' },
      { label: '指标', width: 16, align: 'left' },
      { label: '事项', width: 22, align: 'left' },
      { label: '扣分', width: 6, align: 'right' },
    ],
    rows: source.result.units.flatMap((unit) =>
      indicators.flatMap((indicator) => {
        const own = unit.scores[indicator.id]!
        if (own.score === null || Number(own.score) >= 0) return []
        return [[text(unit.name), text(indicator.name), text(figureOf(source, indicator, unit)), score(own.score)]]
      }),
    ),
  }
}

/** The values that others are measured by, and whose they are. */
export function standardsTable({ scheme, result }: PaperSource): PaperTable {
  const nameOf = new Map(result.units.map(({ id, name }) => [id, name]))
  const shown = (standard: Standard | null): Cell =>
    standard === null
      ? text('—')
      : text(
          standard.units.length === 0 ? standard.value : `${standard.value}（${named(standard.units.map((id) => nameOf.get(id) ?? id))}）`,
        )
  return {
    name: '标准值',
    columns: [
      { label: '指标', width: 14, align: 'left' },
      { label: '参加比较的单位', width: 8, align: 'center' },
      { label: '最大值及单位', width: 13, align: 'left' },
      { label: '中位值及单位', width: 13, align: 'left' },
      { label: '最小值及单位', width: 13, align: 'left' },
    ],
    rows: scheme.indicators.flatMap((indicator) =>
      ['two-tier', 'three-tier'].includes(indicator.method)
        ? (result.standards[indicator.id] ?? []).map(({ group: of, counted, max, median, min }) => [
            text(of ? `${indicator.name}（${of}）` : indicator.name),
            whole(counted),
            shown(max),
            shown(median),
            shown(min),
          ])
        : [],
    ),
  }
}

/** What was filed and counts nowhere yet. */
export const waitingTable = ({ waiting }: PaperSource): PaperTable => ({
  name: '尚未计入的填报事项',
  columns: [
    { label: '单位', width: UNIT, align: 'left' },
    { label: '业务', width: 12, align: 'left' },
    { label: '件数', width: 4, align: 'center' },
    { label: '原因', width: 24, align: 'left' },
  ],
  rows: waiting.map(({ unitName, moduleName, count, why }) => [text(unitName), text(moduleName), whole(count), text(why)]),
})

/** What is otherwise than in the issue before; null where there was none. */
export function differencesTable(source: PaperSource): PaperTable | null {
  const { before, result, scheme } = source
  if (before === null) return null
  const nameOf = (id: string) => [...scheme.indicators, ...before.scheme.indicators].find((indicator) => indicator.id === id)?.name ?? id
  const has = (id: string) => scheme.indicators.some((indicator) => indicator.id === id)
  return {
    name: '与上次定稿的差异',
    columns: [
      { label: '单位', width: UNIT, align: 'left' },
      { label: '综合评价指数', width: 9, align: 'center' },
      { label: '排名', width: 6, align: 'center' },
      { label: '颜色', width: 6, align: 'center' },
      { label: '变化的指标', width: 30, align: 'left' },
    ],
    rows: differences(before.result, result).map(({ name, index, rank, band, scores }) => [
      text(name),
      text(changed({ before: two(index.before), after: two(index.after) })),
      text(changed(rank)),
      text(changed({ before: band.before && wordOf(band.before), after: band.after && wordOf(band.after) })),
      text(
        scores
          .map(
            (one) =>
              `${nameOf(one.indicator)}${changed({ before: two(one.score.before), after: two(one.score.after) })}（指标值${changed({
                before: one.figure.before ?? '未到',
                after: one.figure.after ?? (has(one.indicator) ? '未到' : '不再列入'),
              })}）`,
          )
          .join('；') || (band.after === null ? '不再列入本期报表' : '—'),
      ),
    ]),
  }
}

export const text = (words: string): Cell => ({ text: words })
export const whole = (number: number | null): Cell => (number === null ? text('—') : { text: String(number), value: String(number) })
export const score = (exact: string | null): Cell => (exact === null ? text('—') : { text: two(exact), value: exact, places: 2 })
const colour = (band: string): Cell => ({ text: wordOf(band), band })

/** 绿 A. */
const wordOf = (band: string): string => {
  const words = bandWords[band]
  return words ? (words.letter === '—' ? words.word : `${words.word} ${words.letter}`) : band
}

const group: Column = { label: '片区', width: 13, align: 'left' }

const headsOf = (indicator: Indicator): Column[] => [
  { label: '指标值', under: indicator.name, width: 5, align: 'right' },
  ...(isScored(indicator) ? [{ label: '得分', under: indicator.name, width: 5, align: 'right' } as const] : []),
]

function cellsOf(source: PaperSource, indicator: Indicator, unit: UnitScore): Cell[] {
  const figure = figureCell(source, indicator, unit)
  return isScored(indicator) ? [figure, score(unit.scores[indicator.id]!.score)] : [figure]
}

/** A figure, a number where it is one. */
export function figureCell(source: PaperSource, indicator: Indicator, unit: UnitScore): Cell {
  const words = figureOf(source, indicator, unit)
  return /^-?\d+(\.\d+)?$/u.test(words) ? { text: words, value: words } : text(words)
}

const figureOf = ({ units }: PaperSource, indicator: Indicator, unit: UnitScore): string =>
  figureWords(
    indicator,
    units.find(({ id }) => id === unit.id),
    unit.scores[indicator.id]!.working.figure,
  )

/** The first before the second, whoever has none last; what ties keeps the order of official papers. */
export const byRank = (units: readonly UnitScore[], rankOf: (unit: UnitScore) => number | null): UnitScore[] =>
  units.toSorted((a, b) => (rankOf(a) ?? Number.POSITIVE_INFINITY) - (rankOf(b) ?? Number.POSITIVE_INFINITY) || 0)

const changed = <T extends string | number>({ before, after }: Change<T>, none = '—') =>
  before === after ? String(after ?? none) : `${before ?? none}→${after ?? none}`

/** The longest names have ten characters. */
const UNIT = 12

/** As many indicators side by side as a page of A4 holds. */
const MOST = 7

function chunks(indicators: readonly Indicator[]): Indicator[][] {
  const parts: Indicator[][] = []
  let room = 0
  for (const indicator of indicators) {
    const takes = headsOf(indicator).length
    if (takes > room) {
      parts.push([])
      room = MOST
    }
    parts.at(-1)!.push(indicator)
    room -= takes
  }
  return parts
}
