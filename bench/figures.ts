/** What a load came to: requests a second, half, 95 and 99 of 100 answered within so many milliseconds. */
export type Figures = { rate: number; p50: number; p95: number; p99: number }

/** When something was done and how long it took, both in milliseconds. */
export type Sample = { at: number; took: number }

/** Figures of what was done after the warm-up. */
export function figuresOf(samples: readonly Sample[], begin: number, end: number): Figures {
  const times = samples
    .filter(({ at }) => at > begin && at <= end)
    .map(({ took }) => took)
    .sort((a, b) => a - b)
  return { rate: (times.length / (end - begin)) * 1000, p50: quantile(times, 0.5), p95: quantile(times, 0.95), p99: quantile(times, 0.99) }
}

/** Of sorted numbers. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
