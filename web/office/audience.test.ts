import { expect, test } from 'vitest'
import { audienceWords } from './audience.ts'

test.each([
  [{ kinds: [], orgs: [] }, '全体'],
  [{ kinds: ['district', 'department'], orgs: [] }, '区县、市级部门'],
  [{ kinds: [], orgs: ['a', 'b'] }, 'A、B'],
  [{ kinds: ['office'], orgs: ['a', 'b', 'c'] }, '市委改革办、A、B等 3 个单位'],
])('%j is said as %s', (audience, words) => {
  expect(audienceWords(audience, (org) => org.toUpperCase())).toBe(words)
})
