import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { brief, exact, fixed, mean, rounded } from './exact.ts'

describe('exact numbers', () => {
  test('a third three times is one', () => {
    const third = exact(1).div(exact(3))
    expect(third.add(third).add(third).equals(exact(1))).toBe(true)
    expect(exact('0.1').add(exact('0.2')).equals(exact('0.3'))).toBe(true)
  })

  test.each([
    ['2.675', 2, '2.68', '2.68'],
    ['2.665', 2, '2.67', '2.66'],
    ['-2.665', 2, '-2.67', '-2.66'],
    ['0.0000005', 6, '0.000001', '0.000000'],
    ['-0.0000001', 6, '0.000000', '0.000000'],
    ['99.995', 2, '100.00', '100.00'],
    ['7.5', 0, '8', '8'],
    ['6.5', 0, '7', '6'],
  ])('%s to %i places: half up %s, half even %s', (written, places, up, even) => {
    expect(fixed(exact(written), places, 'half-up')).toBe(up)
    expect(fixed(exact(written), places, 'half-even')).toBe(even)
  })

  test('rounding moves by no more than half a place', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 12n), 10n ** 12n), fc.bigInt(1n, 10n ** 9n), fc.integer({ min: 0, max: 8 }), (n, d, places) => {
        const value = exact(n).div(exact(d))
        const off = rounded(value, places).sub(value).abs()
        expect(off.mul(exact(10n ** BigInt(places))).compare(exact('0.5'))).toBeLessThanOrEqual(0)
      }),
    )
  })

  test.each(['', ' 1', '1e3', '0x10', '1/3', '0.(3)', '--1', '1.', '.5', '１', 'NaN', '1'.repeat(31)])('“%s” is no decimal', (text) => {
    expect(() => exact(text)).toThrow(RangeError)
  })

  test('what a formula shows', () => {
    expect([brief(exact('20.0')), brief(exact('0.80')), brief(exact(1).div(exact(3))), brief(exact('-3'))]).toEqual([
      '20',
      '0.8',
      '0.333333',
      '-3',
    ])
    expect(brief(mean([exact(1), exact(2)]))).toBe('1.5')
  })
})
