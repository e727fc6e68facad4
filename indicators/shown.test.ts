import { expect, test } from 'vitest'
import { two } from './shown.ts'

test.each([
  ['88.662045', '88.66'],
  ['88.665000', '88.67'],
  ['99.995000', '100.00'],
  ['0.000000', '0.00'],
  ['-5.100000', '-5.10'],
  ['-0.004000', '0.00'],
  [null, '—'],
])('%s is shown as %s', (score, shown) => {
  expect(two(score)).toBe(shown)
})
