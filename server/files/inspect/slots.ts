import { availableParallelism } from 'node:os'

/** Lets at most `size` tasks run at a time; the others wait their turn in order. */
export function slotsOf(size: number) {
  let running = 0
  const waiting: (() => void)[] = []
  return {
    async take<T>(task: () => Promise<T>): Promise<T> {
      if (running >= size) await new Promise<void>((resolve) => waiting.push(resolve))
      else running += 1
      try {
        return await task()
      } finally {
        const next = waiting.shift()
        if (next) next()
        else running -= 1
      }
    },
  }
}

/** Children that examine files at the same time in this process: each may take most of a core and some hundred megabytes. */
export const slots = slotsOf(Math.max(1, Math.min(4, availableParallelism() - 1)))
