import { describe, expect, test } from 'vitest'
import { continued, isNumbered, numbered } from './numbering.ts'

/** The text after Enter, with the caret drawn as |. */
function enter(drawn: string): string {
  const caret = drawn.indexOf('|')
  const text = drawn.replace('|', '')
  const next = continued(text, caret)
  return next ? `${text.slice(0, next.from)}${next.insert}|${text.slice(caret)}` : 'plain'
}

describe('Enter in an itemised text', () => {
  test('goes on with the next number, in the same style', () => {
    expect(enter('1.召开会议|')).toBe('1.召开会议\n2.|')
    expect(enter('1.召开会议\n  9、督察|')).toBe('1.召开会议\n  9、督察\n  10、|')
    expect(enter('（前言）\n3） 培训|')).toBe('（前言）\n3） 培训\n4） |')
  })

  test('splits an item at the caret', () => {
    expect(enter('1.召开会议，|审议文件')).toBe('1.召开会议，\n2.|审议文件')
  })

  test('on an item without words ends the list', () => {
    expect(enter('1.召开会议\n2.|')).toBe('1.召开会议\n|')
  })

  test('is only Enter elsewhere', () => {
    expect(enter('召开会议|')).toBe('plain')
    expect(enter('|1.召开会议')).toBe('plain')
    expect(enter('2023年召开会议|')).toBe('plain')
  })
})

test('lines can be numbered afterwards', () => {
  expect(isNumbered('召开会议\n督察')).toBe(false)
  expect(numbered('召开会议\n\n 督察')).toBe('1.召开会议\n\n2.督察')
  expect(isNumbered(numbered('召开会议'))).toBe(true)
})
