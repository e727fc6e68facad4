import { daysBetween } from '#kernel/day.ts'

/** 超期20天, 今天到期, 还有45天. */
export function dueWords(dueOn: string, on: string): string {
  const off = daysBetween(on, dueOn)
  return off < 0 ? `超期${-off}天` : off === 0 ? '今天到期' : `还有${off}天`
}
