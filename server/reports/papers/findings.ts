import { brief, exact, fixed, mean, total, ZERO, type Exact } from '#indicators/exact.ts'
import { named } from '#indicators/named.ts'
import { isScored, weightOf, type Dimension, type Indicator } from '#indicators/scheme.ts'
import { COLOURS, settingsOf } from '#indicators/settings.ts'
import { bandWords, two } from '#indicators/shown.ts'
import type { UnitScore } from '#indicators/score.ts'
import type { PaperSource } from './paper-source.ts'
import { byRank } from './paper-tables.ts'
import { chineseNumber, dayWords, instantWords, unitWord } from './paper-words.ts'

/** What the figures of a report say, in sentences: each rests on figures of the computation, and nothing is said that they do not bear. */
export type Findings = { scope: string[]; index: string[]; dimensions: string[]; indicators: string[] }

export const findingsOf = (source: PaperSource): Findings => ({
  scope: scope(source),
  index: index(source),
  dimensions: source.scheme.dimensions.flatMap((dimension) => ofDimension(source, dimension)),
  indicators: source.scheme.indicators.flatMap((indicator) => ofIndicator(source, indicator)),
})

function scope(source: PaperSource): string[] {
  const { scheme, result, first, last, lockedAt, issue } = source
  const scored = scheme.indicators.filter(isScored)
  const shown = scheme.indicators.length - scored.length
  const from = scheme.validFrom ? `自${dayWords(scheme.validFrom)}起施行的` : ''
  const full = scheme.full ?? two(fixed(total(scored.map(weightOf)), 6))
  return [
    `本期报表的统计期为${dayWords(first)}至${dayWords(last)}，参加评价的${unitWord(source)}${result.units.length}个。按${from}指标体系计分，设一级指标${scheme.dimensions.length}个、二级指标${scheme.indicators.length}个，其中计分指标${scored.length}个${shown > 0 ? `、只展示不计分的指标${shown}个` : ''}，满分${full}分。`,
    `数据截至${instantWords(lockedAt)}，只统计此前审定的事项。${issue ? '' : '本稿未定稿，有关数据以定稿为准。'}`,
  ]
}

function index(source: PaperSource): string[] {
  const { result, scheme } = source
  const ranked = byRank(result.units, ({ rank }) => rank).filter(({ index: own }) => own !== null)
  const waiting = result.units.filter(({ pending }) => pending).map(({ name }) => name)
  const sentences = waiting.length > 0 ? [`${named(waiting)}指标值未到，不生成综合评价指数和排名。`] : []
  if (ranked.length === 0) return [...sentences, '本期没有生成综合评价指数的单位。']
  const valueOf = ({ index: own }: UnitScore) => own!
  return [
    ...sentences,
    `生成综合评价指数的${unitWord(source)}${ranked.length}个，${spread(ranked, valueOf)}`,
    ...order(ranked),
    bands(source, ranked),
    ...groups(ranked),
    ...(ranked[0]!.attainable === (scheme.full ?? ranked[0]!.attainable) ? [] : [`本期可得总分为${ranked[0]!.attainable}分。`]),
  ]
}

/** 平均82.31分，中位值82.10分；最高的是……，最低的是……，相差18.39分。 */
function spread(units: readonly UnitScore[], valueOf: (unit: UnitScore) => string): string {
  const values = units.map((unit) => exact(valueOf(unit)))
  const [best, worst] = ends(units, valueOf)
  if (best.value.equals(worst.value)) return `${units.length > 1 ? '均' : ''}为${places(best.value)}分。`
  return `平均${places(mean(values))}分，中位值${places(median(values))}分；最高的${best.words}，最低的${worst.words}，相差${places(rounded(best.value).sub(rounded(worst.value)))}分。`
}

/** Who stands first and last; of few units all of them in order. */
function order(ranked: readonly UnitScore[]): string[] {
  const listed = (units: readonly UnitScore[]) => units.map(({ name, index: own }) => `${name}（${two(own)}分）`).join('、')
  if (ranked.length === 1) return []
  if (ranked.length < 2 * LISTED) return [`综合评价指数从高到低依次为${listed(ranked)}。`]
  // Who ties with the fifth is among the first five.
  const [head, tail] = [Number(two(ranked[LISTED - 1]!.index)), Number(two(ranked.at(-LISTED)!.index))]
  const first = ranked.filter(({ index: own }) => Number(two(own)) >= head)
  const last = ranked.filter(({ index: own }) => Number(two(own)) <= tail)
  const parts = [
    { where: '前', units: first },
    { where: '后', units: last },
  ]
  // So many that tie are no first five; how many there are is said already.
  if (first.length + last.length > ranked.length) return []
  return parts
    .filter(({ units }) => units.length < 2 * LISTED)
    .map(({ where, units }) => `综合评价指数居${where}${LISTED}位${units.length > LISTED ? '（含并列）' : ''}的是${listed(units)}。`)
}

const LISTED = 5

function bands({ scheme }: PaperSource, ranked: readonly UnitScore[]): string {
  const { method = 'rank', thresholds = [], colours = COLOURS } = settingsOf(scheme).bands
  const parts = chineseNumber(colours.length)
  const way = {
    rank: `按综合评价指数排名${parts}等分`,
    interval: `按综合评价指数的可得区间${parts}等分`,
    thresholds: `按分界值${thresholds.join('、')}分`,
  }[method]
  const counted = colours.map((colour) => `${bandWords[colour]?.word ?? colour}色${ranked.filter(({ band }) => band === colour).length}个`)
  return `${way}，${counted.join('、')}。`
}

function groups(ranked: readonly UnitScore[]): string[] {
  const by = Map.groupBy(
    ranked.filter(({ group }) => group !== null),
    ({ group }) => group!,
  )
  if (by.size < 2) return []
  const means = [...by].map(([name, units]) => ({ name, count: units.length, value: mean(units.map(({ index: own }) => exact(own!))) }))
  const listed = means
    .toSorted((a, b) => b.value.compare(a.value))
    .map(({ name, count, value }) => `${name}（${count}个）${places(value)}分`)
  return [`分片区看，综合评价指数平均分从高到低依次为${listed.join('、')}。`]
}

function ofDimension({ scheme, result }: PaperSource, { id, name }: Dimension): string[] {
  const own = scheme.indicators.filter((indicator) => indicator.dimension === id && isScored(indicator))
  const having = result.units.filter(({ dimensions }) => dimensions[id]!.score !== null)
  if (own.length === 0 || having.length === 0) return []
  const valueOf = ({ dimensions }: UnitScore) => dimensions[id]!.score!
  const full = total(own.map(weightOf))
  if (full.equals(ZERO)) {
    const losing = having.filter((unit) => exact(valueOf(unit)).compare(ZERO) < 0)
    if (losing.length === 0) return [`${name}：没有单位被扣分。`]
    const lostBy = (unit: UnitScore) => valueOf(unit).replace('-', '')
    const [most] = ends(losing, lostBy)
    const who = losing.length === 1 ? `为${losing[0]!.name}` : `扣分最多的${most.words}`
    return [`${name}：${losing.length}个单位被扣分，共扣${places(total(losing.map((unit) => exact(lostBy(unit)))))}分，${who}。`]
  }
  const rate = mean(having.map((unit) => exact(valueOf(unit))))
    .div(full)
    .mul(exact(100))
  return [`${name}（满分${brief(full)}分）：${spread(having, valueOf)}平均得分率${places(rate)}%。`]
}

function ofIndicator(source: PaperSource, indicator: Indicator): string[] {
  const { result } = source
  const { id, name, method } = indicator
  const shown = method === 'display' ? '（只展示不计分）' : ''
  if ('rates' in indicator && indicator.rates) return []
  const come = result.units.filter(({ scores }) => scores[id]!.working.figure !== null)
  if (come.length === 0) return [`${name}${shown}：各单位数据均未到。`]
  if (indicator.measure === 'ratio') return [`${name}${shown}：${rate(source, indicator)}`]
  const valueOf = ({ scores }: UnitScore) => scores[id]!.working.figure!
  const values = come.map((unit) => exact(valueOf(unit)))
  const unit = indicator.unit ?? ''
  const [best, worst] = ends(come, valueOf, unit)
  if (best.value.equals(worst.value)) return [`${name}${shown}：${come.length > 1 ? '各单位均为' : ''}${brief(best.value)}${unit}。`]
  const ofAll = indicator.measure === 'count' ? `合计${brief(total(values))}${unit}` : `平均${places(mean(values))}${unit}`
  const [most, least] = indicator.measure === 'count' ? ['多', '少'] : ['高', '低']
  return [`${name}${shown}：${ofAll}，最${most}的${best.words}，最${least}的${worst.words}。`]
}

/** 合计应完成14、已完成12，为85.71%；…… */
function rate({ units, result }: PaperSource, { id }: Indicator): string {
  const parts = units.map(({ values }) => values[id]).filter((value) => typeof value === 'object' && value !== null)
  const sum = (part: string) => total(parts.map((value) => exact(value[part] ?? '0')))
  const [passed, due] = [sum('passed'), sum('due')]
  if (due.equals(ZERO)) return '各单位均没有应完成的事项。'
  const nothing = result.units.filter(({ scores }) => scores[id]!.case === 'not-applicable').length
  const all = parts.filter(
    (value) => exact(value.due ?? '0').compare(ZERO) > 0 && exact(value.passed ?? '0').compare(exact(value.due ?? '0')) >= 0,
  )
  return `各单位合计应完成${brief(due)}项、已完成${brief(passed)}项，占${places(passed.div(due).mul(exact(100)))}%；全部完成的单位${all.length}个${nothing > 0 ? `，没有应完成事项的单位${nothing}个` : ''}。`
}

/** `words` go on after 最高的: whose it is, or of how many it is. */
type End = { value: Exact; words: string }

/** The highest and the lowest with whose they are: told apart by what is shown. */
function ends(units: readonly UnitScore[], valueOf: (unit: UnitScore) => string, unit?: string): [best: End, worst: End] {
  const shownOf = (one: UnitScore) => (unit === undefined ? rounded(exact(valueOf(one))) : exact(valueOf(one)))
  const sorted = units.map(shownOf).toSorted((a, b) => b.compare(a))
  const end = (value: Exact): End => {
    const whose = units.filter((one) => shownOf(one).equals(value)).map(({ name }) => name)
    const worth = unit === undefined ? `${places(value)}分` : `${brief(value)}${unit}`
    const whom = whose.length > LISTED ? `有${whose.length}个单位` : `是${whose.join('、')}`
    return { value, words: `${whom}（${whose.length > 1 ? '均为' : ''}${worth}）` }
  }
  return [end(sorted[0]!), end(sorted.at(-1)!)]
}

function median(values: readonly Exact[]): Exact {
  const sorted = values.toSorted((a, b) => a.compare(b))
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : mean([sorted[middle - 1]!, sorted[middle]!])
}

const places = (value: Exact): string => fixed(value, 2)
const rounded = (value: Exact): Exact => exact(fixed(value, 2))
