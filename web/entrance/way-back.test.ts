import { expect, test } from 'vitest'
import { wayBack } from './way-back.ts'

test.each(['/', '/m/reform/pilot?stage=approved', '/m/reform/pilot?q=试点&after=x#y', '/account'])('%s is a way back', (back) => {
  expect(wayBack(back)).toBe(back)
})

test.each([
  undefined,
  null,
  '',
  7,
  'm/reform',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/m\\..\\x',
  'https://evil.example/x',
  'HTTPS:evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  ' /x',
])('%j leads to the first page', (back) => {
  expect(wayBack(back)).toBe('/')
})
