import { describe, expect, test } from 'vitest'
import { closeness } from './due.ts'

describe('how near a deadline is', () => {
  test.each([
    ['2023-03-30', { tone: 'late', words: '超期 1 天' }],
    ['2023-03-31', { tone: 'soon', words: '今天到期' }],
    ['2023-04-03', { tone: 'soon', words: '还有 3 天' }],
    ['2023-04-04', { tone: 'calm', words: '还有 4 天' }],
    ['2024-03-31', { tone: 'calm', words: '还有 366 天' }],
  ])('%s on 2023-03-31', (due, expected) => {
    expect(closeness(due, '2023-03-31')).toEqual(expected)
  })
})
