import { expect, test } from 'vitest'
import { exportTurns } from './export-turns.ts'

test('R-AP-03 two exports at once for a person, four for a node, and each turn is given back once', () => {
  const turns = exportTurns()
  const back = ['a', 'a', 'b', 'b'].map((person) => turns.take(person))
  for (const person of ['a', 'c']) expect(() => turns.take(person)).toThrow(expect.objectContaining({ status: 409, code: 'EXPORTS_BUSY' }))
  back[0]!()
  back[0]!()
  const again = turns.take('a')
  expect(() => turns.take('c')).toThrow('稍后再试')
  for (const give of [...back, again]) give()
  for (const person of ['c', 'c', 'd', 'd']) turns.take(person)
  expect(() => turns.take('e')).toThrow('较多')
})
