import type { Score } from '#kernel/fields/scores.ts'
import { textKey } from '#kernel/text-key.ts'
import type { Org } from '#web/api/types.ts'

/**
 * What was copied from a worksheet: lines of an organisation's name and a number, in any order, or numbers alone, which go down from the place they are
 * put at. A single number is an ordinary paste and answers nothing.
 */
export function pastedScores(text: string, listed: readonly Org[], from: number): Score[] {
  const lines = text
    .split(/\r?\n/u)
    .map((line) => line.split('\t').map((cell) => cell.trim()))
    .filter((cells) => cells.some(Boolean))
  if (lines.length < 2 && !lines.some((cells) => cells.length > 1)) return []
  const byName = new Map(listed.flatMap((org) => [org.name, org.short].map((name) => [textKey(name), org.id] as const)))
  return lines.flatMap((cells, at): Score[] => {
    const score = cells.findLast((cell) => /\d/u.test(cell))
    const named = cells.map((cell) => byName.get(textKey(cell))).find((org) => org !== undefined)
    const org = named ?? (cells.filter(Boolean).length === 1 ? listed[from + at]?.id : undefined)
    return org !== undefined && score !== undefined ? [{ org, score }] : []
  })
}
