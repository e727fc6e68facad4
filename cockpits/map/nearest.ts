import type { Shape } from './draw.ts'

const towards: Record<string, readonly [x: number, y: number]> = { up: [0, -1], down: [0, 1], left: [-1, 0], right: [1, 0] }

/** Which unit lies next in a direction (up, down, left, right): near, and rather straight ahead than aside; null where none does. */
export function nearest(shapes: readonly Shape[], from: Shape, direction: string): string | null {
  const way = Object.hasOwn(towards, direction) ? towards[direction] : undefined
  if (!way) return null
  const ahead = shapes.flatMap(({ id, at }) => {
    const [x, y] = [at[0] - from.at[0], at[1] - from.at[1]]
    const along = x * way[0] + y * way[1]
    const aside = Math.abs(x * way[1]) + Math.abs(y * way[0])
    return id !== from.id && along > 0 ? [{ id, far: along + 2 * aside }] : []
  })
  return ahead.toSorted((a, b) => a.far - b.far)[0]?.id ?? null
}
