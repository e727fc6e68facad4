import Fraction from 'fraction.js'

/** A rational number. Scores are never binary floats: they are rounded once, at the end. */
export type Exact = Fraction

export type Rounding = 'half-up' | 'half-even'

/** A decimal as people and files write it. Long enough for any measure, short enough that no file makes the arithmetic crawl. */
export const DECIMAL = /^[+-]?\d{1,30}(?:\.\d{1,30})?$/

/** From a decimal or a whole number. What DECIMAL does not match is a fault of the caller. */
export function exact(written: string | number | bigint): Exact {
  if (typeof written === 'bigint') return new Fraction(written, 1n)
  const text = String(written)
  if (!DECIMAL.test(text)) throw new RangeError(`${text} is no decimal`)
  return new Fraction(text)
}

/** Places that every score is kept with. */
export const PLACES = 6

export const ZERO = exact(0)
export const ONE = exact(1)

/** To so many decimal places; a half goes away from zero, or to the even neighbour. */
export function rounded(value: Exact, places: number, rounding: Rounding = 'half-up'): Exact {
  const scale = 10n ** BigInt(places)
  const whole = (value.n * scale) / value.d
  const twice = ((value.n * scale) % value.d) * 2n
  const up = twice > value.d || (twice === value.d && (rounding === 'half-up' || whole % 2n === 1n))
  return new Fraction(value.s * (up ? whole + 1n : whole), scale)
}

/** With exactly so many decimal places, e.g. 18.000000. */
export function fixed(value: Exact, places: number, rounding: Rounding = 'half-up'): string {
  const { s, n, d } = rounded(value, places, rounding)
  const scale = 10n ** BigInt(places)
  const digits = String((n * scale) / d).padStart(places + 1, '0')
  const sign = s < 0n && n > 0n ? '-' : ''
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`
}

/** As a formula shows it: up to six places, no idle zeros. */
export const brief = (value: Exact): string => fixed(value, 6).replace(/\.?0+$/u, '')

export const total = (values: readonly Exact[]): Exact => values.reduce((sum, value) => sum.add(value), ZERO)

export const mean = (values: readonly Exact[]): Exact => total(values).div(exact(values.length))
