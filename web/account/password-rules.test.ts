import { expect, test } from 'vitest'
import { passwordRules } from './password-rules.ts'

test.each([
  ['', 0],
  ['short1A', 3],
  ['lowercaseonly', 3],
  ['Tea&Paper-71', 4],
  ['Tea&Paper-7777', 3],
  ['Tea&Paper-dcba', 3],
  ['Tea&Paper2024', 3],
  ['茶与纸Tea-1938-7', 3],
])('%j meets %i of the rules', (password, met) => {
  expect(passwordRules.filter((rule) => rule.met(password))).toHaveLength(met)
})
