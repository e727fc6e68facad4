import { DECIMAL, exact, total, type Exact } from '#indicators/exact.ts'
import { countingFaults } from '#indicators/figures.ts'
import { measures } from '#indicators/measures.ts'
import { faultsOf, schemeShape, type Fault, type Indicator, type Scheme } from '#indicators/scheme.ts'
import { wholeFaults } from '#indicators/whole-scheme.ts'
import type { Method } from '#indicators/scheme-words.ts'

/** What of a weight is given to its parts, and what is left; null while the whole is no number. Parts that are no numbers yet count nothing. */
export type Share = { given: Exact; whole: Exact | null; left: Exact | null }

export function shareOf(whole: string | undefined, parts: readonly { weight?: string | undefined }[]): Share {
  const given = total(parts.flatMap(({ weight }) => (weight !== undefined && DECIMAL.test(weight) ? [exact(weight)] : [])))
  const all = whole !== undefined && DECIMAL.test(whole) ? exact(whole) : null
  return { given, whole: all, left: all && all.sub(given) }
}

/** What is wrong, each at its place as `indicators.2.weight`, by the same rules as the server’s. */
export function problemsIn(content: Scheme): Fault[] {
  const parsed = schemeShape.safeParse(content)
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) => ({
      at: path.join('.'),
      message: /[\u4e00-\u9fff]/u.test(message) ? message : '没有填写，或填写有误',
    }))
  return [...faultsOf(parsed.data), ...wholeFaults(parsed.data), ...countingFaults(parsed.data)].map(({ at, message }) => ({
    at: dotted(at),
    message,
  }))
}

/** `content.indicators[2].weight` of a refusal as `indicators.2.weight`. */
export const dotted = (at: string): string => at.replace(/^content\./u, '').replaceAll(/\[(\d+)\]/gu, '.$1')

const WEIGHTLESS: readonly Method[] = ['deduction', 'display']

/** The same indicator scored by another method: what both have stays, what only this one has begins as it usually is. */
export function withMethod(indicator: Indicator, method: Method): Indicator {
  const {
    method: _method,
    coefficients: _c,
    standards: _s,
    above: _a,
    below: _b,
    between: _t,
    rates: _r,
    ...rest
  } = indicator as Indicator & Loose
  const { lower: _l, upper: _u, base: _f, span: _p, clip: _k, ...common } = rest
  const { weight, ...weightless } = common
  const kept = WEIGHTLESS.includes(method) ? weightless : { ...weightless, weight: weight ?? '0' }
  return { ...kept, method, ...parameters(indicator, method) } as Indicator
}

type Loose = Partial<
  Record<'coefficients' | 'standards' | 'above' | 'below' | 'between' | 'rates' | 'lower' | 'upper' | 'base' | 'span' | 'clip', unknown>
>

function parameters(indicator: Indicator, method: Method): object {
  switch (method) {
    case 'two-tier':
      return { coefficients: ['1.0', '0.8'] }
    case 'three-tier':
      return { coefficients: ['1.0', '0.9', '0.8'] }
    case 'fixed-tiers':
      return { standards: ['100', '60'], coefficients: ['1.0', '0.6'] }
    case 'linear':
      return { lower: '0', upper: '100' }
    case 'deduction':
      return { rates: ratesFor(indicator.counts) }
    case 'sum': {
      const rates = ratesFor(indicator.counts)
      return Object.keys(rates).length > 0 ? { rates } : {}
    }
    default:
      return {}
  }
}

/** A rate of nothing for each kind that a measure tells apart. */
function ratesFor(counts: string | undefined): Record<string, string> {
  const measure = counts === undefined ? undefined : measures[counts]
  return measure?.takes === 'kinds' ? Object.fromEntries(Object.values(measure.as).map((kind) => [kind, '0'])) : {}
}

/** The same indicator counting something else; what kind of figure that is follows from it. */
export function withCounts(indicator: Indicator, counts: string | undefined): Indicator {
  const { counts: _counts, measure: _measure, ...rest } = indicator
  if (counts === undefined) return rest as Indicator
  const { takes } = measures[counts]!
  const measure = { count: 'count', kinds: 'count', ratio: 'ratio', amount: undefined }[takes]
  const next = { ...rest, counts, ...(measure ? { measure } : {}) } as Indicator
  return 'rates' in next ? ({ ...next, rates: { ...ratesFor(counts), ...ownRates(next, counts) } } as Indicator) : next
}

/** Rates already given that still are of a kind. */
function ownRates(indicator: Indicator, counts: string): Record<string, string> {
  const rates = 'rates' in indicator ? (indicator.rates ?? {}) : {}
  const kinds = Object.keys(ratesFor(counts))
  return Object.fromEntries(Object.entries(rates).filter(([kind]) => kinds.includes(kind)))
}

/** A name for a new part that no other part has. */
export function freshId(content: Scheme, kind: 'dimension' | 'indicator'): string {
  const taken = new Set([...content.dimensions, ...content.indicators].map(({ id }) => id))
  for (let at = 1; ; at++) if (!taken.has(`${kind}-${at}`)) return `${kind}-${at}`
}

/** A part one place up or down among those that `beside` holds for. */
export function shifted<T extends { id: string }>(
  list: readonly T[],
  id: string,
  by: -1 | 1,
  beside: (one: T) => boolean = () => true,
): T[] {
  const at = list.findIndex((one) => one.id === id)
  let to = at + by
  while (list[to] && !beside(list[to]!)) to += by
  return list[to] ? list.with(at, list[to]!).with(to, list[at]!) : [...list]
}
