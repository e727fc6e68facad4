import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exact } from './exact.ts'
import { schemeShape, weightOf, type Scheme } from './scheme.ts'
import { score } from './score.ts'
import type { Unit } from './values.ts'

const figures = fc.array(
  fc.integer({ min: 0, max: 400 }).map((cents) => String(cents / 4)),
  { minLength: 1, maxLength: 41 },
)

const settings = fc.record({
  median: fc.constantFrom('mean' as const, 'low' as const, 'high' as const),
  degenerate: fc.constantFrom('ends-first' as const, 'reach-high' as const, 'reach-low' as const),
  allEqual: fc.constantFrom('zero-floor-else-full' as const, 'full' as const, 'floor' as const, 'mid' as const),
  direction: fc.constantFrom('more' as const, 'less' as const),
})

const methods = fc.constantFrom(
  { method: 'two-tier', coefficients: ['1.0', '0.8'] },
  { method: 'three-tier', coefficients: ['1.0', '0.9', '0.8'] },
  { method: 'three-tier', coefficients: ['1.0', '0.8', '0.6'] },
)

const one = fc.record({ method: methods, settings, weight: fc.constantFrom('10', '20', '25', '7.5') }).map((indicator): Scheme =>
  schemeShape.parse({
    id: 's',
    name: '示例',
    settings: indicator.settings,
    dimensions: [],
    indicators: [{ id: 'it', name: '指标', weight: indicator.weight, ...indicator.method }],
  }),
)

const unitsOf = (values: readonly string[]): Unit[] => values.map((it, at) => ({ id: `u${at}`, name: `单位${at}`, values: { it } }))
const itemsOf = (scheme: Scheme, units: readonly Unit[]) =>
  new Map(score(scheme, units).units.map(({ id, scores }) => [id, exact(scores.it!.score!)]))

describe('whatever the figures', () => {
  test('a score lies between its floor and full marks', () => {
    fc.assert(
      fc.property(one, figures, (scheme, values) => {
        const indicator = scheme.indicators[0] as Extract<Scheme['indicators'][number], { method: 'two-tier' }>
        const full = weightOf(indicator).mul(exact(indicator.coefficients[0]!))
        const floor = weightOf(indicator).mul(exact(indicator.coefficients.at(-1)!))
        for (const item of itemsOf(scheme, unitsOf(values)).values())
          expect([item.compare(floor) >= 0, item.compare(full) <= 0]).toEqual([true, true])
      }),
    )
  })

  test('who has the better figure never has the lower score', () => {
    fc.assert(
      fc.property(one, figures, (scheme, values) => {
        const sign = scheme.settings?.direction === 'less' ? -1 : 1
        const items = [...itemsOf(scheme, unitsOf(values)).values()]
        const order = values.map((value, at) => ({ value: sign * Number(value), item: items[at]! })).toSorted((a, b) => a.value - b.value)
        for (const [at, { item }] of order.entries()) if (at > 0) expect(item.compare(order[at - 1]!.item)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  test('a unit whose own figure rises does not fall, whatever that does to the standards', () => {
    const rising = one.filter(
      ({ settings: own }) => own?.direction !== 'less' && own?.allEqual === 'zero-floor-else-full' && own.degenerate === 'ends-first',
    )
    fc.assert(
      fc.property(rising, figures, fc.nat(), fc.integer({ min: 1, max: 40 }), (scheme, values, which, more) => {
        const at = which % values.length
        const raised = values.with(at, String(Number(values[at]) + more))
        const [before, after] = [values, raised].map((list) => itemsOf(scheme, unitsOf(list)).get(`u${at}`)!)
        expect(after!.compare(before!)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  test('the order in which units are named changes nothing', () => {
    const shuffled = figures.chain((values) =>
      fc.tuple(fc.constant(values), fc.shuffledSubarray([...values.keys()], { minLength: values.length })),
    )
    fc.assert(
      fc.property(one, shuffled, (scheme, [values, order]) => {
        const units = unitsOf(values)
        const turned = new Map(
          score(
            scheme,
            order.map((at) => units[at]!),
          ).units.map((unit) => [unit.id, unit]),
        )
        for (const unit of score(scheme, units).units) expect(turned.get(unit.id)).toEqual(unit)
      }),
    )
  })

  test('figures in another unit of measure score the same', () => {
    fc.assert(
      fc.property(one, figures, fc.constantFrom('0.01', '3', '1000'), (scheme, values, factor) => {
        const scaled = values.map((value) => {
          const { s, n, d } = exact(value).mul(exact(factor))
          return d === 1n ? String(s * n) : (Number(s * n) / Number(d)).toFixed(4)
        })
        expect([...itemsOf(scheme, unitsOf(scaled)).values()].map(String)).toEqual(
          [...itemsOf(scheme, unitsOf(values)).values()].map(String),
        )
      }),
    )
  })

  test('a weight twice as great gives twice the score', () => {
    fc.assert(
      fc.property(one, figures, (scheme, values) => {
        const [indicator] = scheme.indicators
        const double = { ...scheme, indicators: [{ ...indicator!, weight: String(Number(indicator!.weight) * 2) }] }
        const [single, twice] = [scheme, double].map((each) => score(each, unitsOf(values)).units.map(({ total }) => exact(total!)))
        // Each is rounded at its sixth place.
        for (const [at, total] of twice!.entries())
          expect(
            total
              .sub(single![at]!.mul(exact(2)))
              .abs()
              .compare(exact('0.000001')),
          ).toBeLessThanOrEqual(0)
      }),
    )
  })
})
