/** Before its day a to-do is told of three days and one day ahead and on the day; after it, on the first, third and seventh day and every week. */
const BEFORE = [-3, -1, 0]
const AFTER = [1, 3]
const WEEK = 7

/**
 * Which reminder has come by now, as days after the due day: the latest of those that had to be given, so that a system that was off does not give
 * several at once. Null before the first.
 */
export function reminderDay(daysAfter: number): number | null {
  if (daysAfter >= WEEK) return daysAfter - (daysAfter % WEEK)
  return [...BEFORE, ...AFTER].findLast((day) => day <= daysAfter) ?? null
}
