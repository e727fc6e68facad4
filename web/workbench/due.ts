import { daysBetween } from '#kernel/day.ts'

export type Closeness = { tone: 'late' | 'soon' | 'calm'; words: string }

/** Days that are near enough to be named. */
export const SOON = 3

/** How far a deadline is from today; both 'YYYY-MM-DD'. */
export function closeness(due: string, today: string): Closeness {
  const days = daysBetween(today, due)
  if (days < 0) return { tone: 'late', words: `超期 ${-days} 天` }
  if (days === 0) return { tone: 'soon', words: '今天到期' }
  return { tone: days <= SOON ? 'soon' : 'calm', words: `还有 ${days} 天` }
}
