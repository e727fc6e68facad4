import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { back, forward, pageNumber, trailFrom, type Trail } from './trail.ts'

describe('the way back through pages that only know the way forward', () => {
  test('as many steps back as forward lead through the same pages to the first', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { maxLength: 40 }), (cursors) => {
        let trail: Trail = []
        let after: string | undefined
        const walked: (string | undefined)[] = []
        for (const next of cursors) {
          walked.push(after)
          ;({ trail, after } = forward(trail, after, next))
          expect(pageNumber(trail, after)).toBe(walked.length + 1)
        }
        for (const expected of walked.reverse()) {
          const step = back(trail)!
          expect(step.after).toBe(expected)
          ;({ trail, after } = step)
        }
        expect(back(trail)).toBeNull()
        expect(pageNumber(trail, after)).toBe(1)
      }),
    )
  })

  test('an address from somebody else has a page but no way back and no number', () => {
    const trail = trailFrom(undefined, 'cursor')
    expect(back(trail)).toBeNull()
    expect(pageNumber(trail, 'cursor')).toBeNull()
  })

  test('what a history entry of another page holds is not taken for a trail', () => {
    expect(trailFrom({ length: 2 }, 'cursor')).toEqual([])
    expect(trailFrom([1, 2], 'cursor')).toEqual([])
    expect(trailFrom([null, 'a'], undefined)).toEqual([])
    expect(trailFrom([null, 'a'], 'b')).toEqual([null, 'a'])
  })
})
