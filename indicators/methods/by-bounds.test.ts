import { describe, expect, test } from 'vitest'
import { items, type Wish } from '../testing/one-indicator.ts'

describe('standards given as numbers', () => {
  const fixedTiers: Wish = { method: 'fixed-tiers', weight: 10, standards: [95, 85, 60], coefficients: [1, 0.8, 0.6] }

  test('between them in proportion, above capped, below nothing', () => {
    expect(items(fixedTiers, [100, 95, 90, 85, 60, 59])).toEqual(['10.000000', '10.000000', '9.000000', '8.000000', '6.000000', '0.000000'])
  })

  test('going on beyond the ends where the scheme says so', () => {
    const extended: Wish = { ...fixedTiers, above: 'extend', below: 'extend' }
    expect(items(extended, [100, 47.5, 0])).toEqual(['11.000000', '5.000000', '1.200000'])
    expect(items({ ...extended, standards: [95, 90, 80] }, [0])).toEqual(['0.000000'])
  })

  test('as many as there are: one alone, or five', () => {
    expect(items({ ...fixedTiers, standards: [60], coefficients: [1], above: 'extend', below: 'extend' }, [61, 60, 59])).toEqual([
      '10.000000',
      '10.000000',
      '0.000000',
    ])
    const five: Wish = { ...fixedTiers, standards: [90, 80, 70, 60, 50], coefficients: [1, 0.9, 0.7, 0.6, 0.2] }
    expect(items(five, [90, 85, 72.5, 60, 55, 50, 49])).toEqual([
      ...['10.000000', '9.500000', '7.500000', '6.000000', '4.000000', '2.000000', '0.000000'],
    ])
  })

  test('as a banded table, by steps', () => {
    expect(items({ ...fixedTiers, between: 'step' }, [94, 85, 84])).toEqual(['8.000000', '8.000000', '6.000000'])
  })

  test('the other way round where less is better', () => {
    expect(items({ ...fixedTiers, standards: [5, 10, 20] }, [4, 7.5, 20, 21], { direction: 'less' })).toEqual([
      '10.000000',
      '9.000000',
      '6.000000',
      '0.000000',
    ])
    const on: Wish = { ...fixedTiers, standards: [5, 10, 20], above: 'extend', below: 'extend' }
    expect(items(on, [0, 30, 60], { direction: 'less' })).toEqual(['12.000000', '4.000000', '0.000000'])
  })
})

describe('in proportion between two bounds', () => {
  const line: Wish = { method: 'linear', weight: 10, lower: 60, upper: 100, base: 0.6, span: 0.4 }

  test('within them, unless it may go on', () => {
    expect(items(line, [50, 60, 80, 100, 110])).toEqual(['6.000000', '6.000000', '8.000000', '10.000000', '10.000000'])
    expect(items({ ...line, clip: false }, [50, 110])).toEqual(['5.000000', '11.000000'])
    expect(items(line, [60, 100], { direction: 'less' })).toEqual(['10.000000', '6.000000'])
    expect(items({ ...line, clip: true }, [50, 110])).toEqual(['6.000000', '10.000000'])
    expect(items({ method: 'linear', weight: 10, lower: 0, upper: 8 }, [1])).toEqual(['1.250000'])
    expect(items({ ...line, measure: 'signed', lower: -10, upper: 10 }, [-5])).toEqual(['7.000000'])
  })
})
