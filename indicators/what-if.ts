import { brief, exact } from './exact.ts'
import { measureOf } from './figures.ts'
import type { Measure } from './measures.ts'
import { kindWord } from './scheme-words.ts'
import type { Scheme } from './scheme.ts'
import { score, type UnitScore } from './score.ts'
import type { Figure, Unit } from './values.ts'

/** So many more of each part of an indicator, or fewer: `{ national: { of: 1 }, accepted: { passed: 2 } }`. */
export type Wish = Record<string, Record<string, number>>

/** A part of an indicator that a unit may have more or fewer of; `word` is what one calls it beside its indicator’s name. */
export type Part = { indicator: string; part: string; name: string; word: string }

export type Outcome = Pick<UnitScore, 'index' | 'rank' | 'groupRank' | 'band' | 'dimensions'>

export type WhatIf = {
  before: Outcome
  after: Outcome
  /** What one more of each would bring, beside what was wished. */
  marginal: (Part & { gain: string | null; rank: number | null })[]
}

/** Scores as if one unit had more or fewer of something; nothing is written. A figure never falls below nothing. */
export function whatIf(scheme: Scheme, units: readonly Unit[], unit: string, wish: Wish): WhatIf {
  const scored = (wished: Wish): UnitScore =>
    score(
      scheme,
      units.map((each) => (each.id === unit ? { ...each, values: wishedValues(scheme, each, wished) } : each)),
    ).units.find(({ id }) => id === unit)!
  const [before, after] = [scored({}), scored(wish)]
  const own = units.find(({ id }) => id === unit)!.values
  // Of a figure that has not come there is no “one more”.
  const partsHere = partsOf(scheme).filter(({ indicator }) => (own[indicator] ?? null) !== null)
  return {
    before: outcomeOf(before),
    after: outcomeOf(after),
    marginal: partsHere.map((part) => {
      const more = { ...wish, [part.indicator]: { ...wish[part.indicator], [part.part]: (wish[part.indicator]?.[part.part] ?? 0) + 1 } }
      const one = scored(more)
      return { ...part, gain: one.total && after.total && brief(exact(one.total).sub(exact(after.total))), rank: one.rank }
    }),
  }
}

const outcomeOf = ({ index, rank, groupRank, band, dimensions }: UnitScore): Outcome => ({ index, rank, groupRank, band, dimensions })

/** Everything scored of which a unit may have one more. */
export function partsOf(scheme: Scheme): Part[] {
  return scheme.indicators.flatMap((indicator) => {
    const measure = measureOf(indicator)
    if (!measure || indicator.method === 'display') return []
    return wordsOf(measure).map(([part, word]): Part => ({
      indicator: indicator.id,
      part,
      name: word === '' ? indicator.name : `${indicator.name}：${word}`,
      word: word === '' ? measure.name : word,
    }))
  })
}

function wordsOf(measure: Measure): [part: string, word: string][] {
  if (measure.takes === 'ratio') {
    // 通过验收数与应验收数: a rate is named for its two numbers.
    const [passed = '完成数', due = '应完成数'] = measure.name.split('与')
    return [
      ['passed', passed],
      ['due', due],
    ]
  }
  if (measure.takes === 'kinds') return Object.values(measure.as).map((part) => [part, kindWord(part)])
  return [['of', '']]
}

function wishedValues(scheme: Scheme, { values }: Unit, wish: Wish): Unit['values'] {
  return Object.fromEntries(scheme.indicators.map(({ id }) => [id, wished(values[id] ?? null, wish[id] ?? {})]))
}

function wished(figure: Figure, parts: Record<string, number>): Figure {
  if (typeof figure === 'string') return plus(figure, parts.of ?? 0)
  if (figure === null) return Object.keys(parts).length === 0 ? null : plus('0', parts.of ?? 0)
  return { ...figure, ...Object.fromEntries(Object.entries(parts).map(([part, more]) => [part, plus(figure[part] ?? '0', more)])) }
}

function plus(figure: string, more: number): string {
  const sum = exact(figure).add(exact(more))
  return sum.s < 0n ? '0' : brief(sum)
}
