import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exact, ZERO } from './exact.ts'
import { rangeOf } from './methods/range.ts'
import { readScheme, readUnits, scoreRead } from './read-files.ts'
import { schemeShape, type Scheme } from './scheme.ts'
import { score } from './score.ts'
import { two } from './shown.ts'
import { valuesFileOf } from './values-file.ts'
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
  rounding: fc.constantFrom('half-up' as const, 'half-even' as const),
  itemPlaces: fc.constantFrom(null, 1, 3),
  rank: fc.constantFrom('competition' as const, 'dense' as const, 'modified' as const, 'ordinal' as const),
  rankPlaces: fc.constantFrom(2, 0, null),
  bands: fc.constantFrom(
    { method: 'rank' as const },
    { method: 'interval' as const },
    { method: 'thresholds' as const, thresholds: [20, 15, 9, 5] },
  ),
})

const tiers = fc.constantFrom(
  { method: 'two-tier', coefficients: ['1.0', '0.8'] },
  { method: 'three-tier', coefficients: ['1.0', '0.9', '0.8'] },
  { method: 'three-tier', coefficients: ['1.0', '0.8', '0.6'] },
)

/** Those whose standards stand in the scheme, the better first: of what is counted down the lesser. */
const bounded = (less: boolean) => {
  const standards = [80, 50, 20]
  const given = { method: 'fixed-tiers', standards: less ? standards.toReversed() : standards, coefficients: ['1', '0.7', '0.4'] }
  return fc.oneof(
    fc
      .record({
        above: fc.constantFrom('cap', 'extend'),
        below: fc.constantFrom('zero', 'extend'),
        between: fc.constantFrom('proportion', 'step'),
      })
      .map((how) => ({ ...given, ...how })),
    fc
      .constantFrom({ clip: true }, { clip: false })
      .map((how) => ({ method: 'linear', lower: 10, upper: 90, base: '0.5', span: '0.5', ...how })),
  )
}

const schemeOf = (method: object, given: object, weight: string): Scheme =>
  schemeShape.parse({
    ...{ id: 's', name: '示例', settings: given, dimensions: [] },
    indicators: [{ id: 'it', name: '指标', weight, ...method }],
  })

const weights = fc.constantFrom('10', '20', '25', '7.5')

/** Scored by the standards of the units themselves. */
const compared = fc.tuple(tiers, settings, weights).map(([method, given, weight]) => schemeOf(method, given, weight))

/** By any method of a figure. */
const one = fc
  .tuple(settings, weights)
  .chain(([given, weight]) => fc.oneof(tiers, bounded(given.direction === 'less')).map((method): Scheme => schemeOf(method, given, weight)))

const unitsOf = (values: readonly string[]): Unit[] => values.map((it, at) => ({ id: `u${at}`, name: `单位${at}`, values: { it } }))
const itemsOf = (scheme: Scheme, units: readonly Unit[]) =>
  new Map(score(scheme, units).units.map(({ id, scores }) => [id, exact(scores.it!.score!)]))

describe('whatever the figures', () => {
  test('a score lies between its floor and full marks; above or below only where the scheme lets it go on', () => {
    fc.assert(
      fc.property(one, figures, (scheme, values) => {
        const indicator = scheme.indicators[0]!
        const { full, floor } = rangeOf(indicator)
        const least = indicator.method === 'fixed-tiers' ? ZERO : floor
        const open = indicator.method === 'linear' && indicator.clip === false
        const higher = open || (indicator.method === 'fixed-tiers' && indicator.above === 'extend')
        // An item rounded first may lie half a unit of its last place beyond.
        const beyond = exact(scheme.settings?.itemPlaces == null ? '0' : '0.05')
        for (const item of itemsOf(scheme, unitsOf(values)).values()) {
          if (!open) expect(item.compare(least.sub(beyond))).toBeGreaterThanOrEqual(0)
          if (!higher) expect(item.compare(full.add(beyond))).toBeLessThanOrEqual(0)
        }
      }),
    )
  })

  test('of units compared with each other the best is at full marks and the worst at the floor', () => {
    fc.assert(
      fc.property(compared, figures, (scheme, values) => {
        const exactly = { ...scheme, settings: { ...scheme.settings, itemPlaces: null, degenerate: 'ends-first' as const } }
        fc.pre(new Set(values).size > 1)
        const { full, floor } = rangeOf(scheme.indicators[0]!)
        const found = [...itemsOf(exactly, unitsOf(values)).values()].toSorted((a, b) => a.compare(b))
        expect([found.at(-1)!.toString(), found[0]!.toString()]).toEqual([full.toString(), floor.toString()])
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

  test('equal figures have equal scores', () => {
    fc.assert(
      fc.property(one, figures, (scheme, values) => {
        const items = [...itemsOf(scheme, unitsOf([...values, ...values])).values()].map(String)
        expect(items.slice(values.length)).toEqual(items.slice(0, values.length))
      }),
    )
  })

  test('a unit whose own figure rises does not fall, whatever that does to the standards', () => {
    const rising = compared.filter(
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
      fc.property(compared, figures, fc.constantFrom('0.01', '3', '1000'), (scheme, values, factor) => {
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

  test('who is shown with the same index has the same rank and colour, whichever way is rounded', () => {
    fc.assert(
      fc.property(one, figures, (asked, values) => {
        const scheme = { ...asked, settings: { ...asked.settings, rank: 'competition' as const, rankPlaces: 2 } }
        const places = new Map<string, string>()
        for (const { total, rank, band } of score(scheme, unitsOf(values)).units) {
          const shown = two(total)
          expect(places.get(shown) ?? `${rank} ${band}`).toBe(`${rank} ${band}`)
          places.set(shown, `${rank} ${band}`)
        }
        expect(new Set(places.values()).size).toBe(places.size)
      }),
    )
  })

  test('INV-17 from the files that are handed out anybody comes to the same', () => {
    fc.assert(
      fc.property(one, figures, (scheme, values) => {
        const units = unitsOf(values)
        const [schemeFile, valuesFile] = [scheme, valuesFileOf(scheme, units)].map((file) => JSON.stringify(file))
        expect(scoreRead(readScheme(schemeFile!, 's'), readUnits(valuesFile!, 'v'))).toEqual(score(scheme, units))
      }),
    )
  })

  test('a weight twice as great gives twice the score', () => {
    fc.assert(
      fc.property(one, figures, (asked, values) => {
        const scheme = { ...asked, settings: { ...asked.settings, itemPlaces: null } }
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
