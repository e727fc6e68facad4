import { expect, test } from 'vitest'
import type { Shape } from './draw.ts'
import { nearest } from './nearest.ts'

const shape = (id: string, x: number, y: number): Shape => ({ id, name: id, short: id, path: null, at: [x, y] })
const shapes = [shape('middle', 50, 50), shape('east', 80, 52), shape('far east', 120, 50), shape('north', 45, 10), shape('corner', 60, 0)]
const from = (id: string) => shapes.find((each) => each.id === id)!

test('the near one ahead, rather than one aside', () => {
  expect(nearest(shapes, from('middle'), 'right')).toBe('east')
  expect(nearest(shapes, from('east'), 'right')).toBe('far east')
  expect(nearest(shapes, from('middle'), 'up')).toBe('north')
  expect(nearest(shapes, from('north'), 'down')).toBe('middle')
})

test('nothing beyond the edge, and nothing for other keys', () => {
  expect(nearest(shapes, from('far east'), 'right')).toBeNull()
  expect(nearest(shapes, from('corner'), 'up')).toBeNull()
  expect(nearest(shapes, from('middle'), 'toString')).toBeNull()
})

test('every unit is reached from every other by arrows', () => {
  const reached = new Set(['middle'])
  for (const id of reached)
    for (const way of ['up', 'down', 'left', 'right']) if (nearest(shapes, from(id), way)) reached.add(nearest(shapes, from(id), way)!)
  expect(reached.size).toBe(shapes.length)
})
