import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rangeOf } from './range.ts'

const ETAG = '"a-1"'
const of = (header: string | undefined, ifRange?: string, size = 100) => rangeOf(header, ifRange, ETAG, size)

test.each([
  ['bytes=0-', { start: 0, end: 99 }],
  ['bytes=40-', { start: 40, end: 99 }],
  ['bytes=40-49', { start: 40, end: 49 }],
  ['bytes=40-4000', { start: 40, end: 99 }],
  ['bytes=-10', { start: 90, end: 99 }],
  ['bytes=-1000', { start: 0, end: 99 }],
  ['bytes=100-', 'none'],
  ['bytes=-0', 'none'],
  ['bytes=50-40', null],
  ['bytes=0-1,5-9', null],
  ['bytes=-', null],
  ['lines=0-5', null],
  ['bytes=x-', null],
  [undefined, null],
] as const)('%s of a hundred bytes', (header, range) => expect(of(header)).toEqual(range))

test('a part of another file is not given', () => {
  expect(of('bytes=40-', '"b-1"')).toBeNull()
  expect(of('bytes=40-', ETAG)).toEqual({ start: 40, end: 99 })
})

test('whatever is asked, what is given lies within the file', () => {
  const header = fc.oneof(
    fc.string(),
    fc.tuple(fc.option(fc.bigInt({ min: 0n })), fc.option(fc.bigInt({ min: 0n }))).map(([from, to]) => `bytes=${from ?? ''}-${to ?? ''}`),
  )
  fc.assert(
    fc.property(header, fc.nat(10_000), (asked, size) => {
      const range = of(asked, undefined, size)
      if (range === null || range === 'none') return
      expect(range.start).toBeGreaterThanOrEqual(0)
      expect(range.start).toBeLessThanOrEqual(range.end)
      expect(range.end).toBeLessThan(size)
    }),
  )
})
