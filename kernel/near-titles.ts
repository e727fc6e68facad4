import type { Module } from './module.ts'
import { ALIKE, dice, similarKey } from './similar.ts'

/** A record with a similar title. `id` and `stage` are for those alone who may see it; `directory` where it stands in the business's directory. */
export type Similar = {
  id: string | null
  title: string
  owner: string
  ownerName: string
  stage: string | null
  /** From 0, nothing in common, to 1, the same but for form and order. */
  likeness: number
  directory: boolean
}

/**
 * How near the title of another record is to what is being typed: its likeness from 0 to 1, or null where it is not worth a look. Both are given by
 * their pairs. Somebody who has only begun is shown what holds nearly all that stands there so far, long as it may be.
 */
export function nearness(typed: readonly string[], other: ReadonlySet<string>): number | null {
  const shared = typed.filter((pair) => other.has(pair)).length
  if (shared === 0) return null
  const likeness = dice(shared, typed.length, other.size)
  return likeness >= ALIKE || (typed.length >= BEGUN && shared >= HELD * typed.length) ? likeness : null
}

/** From so many pairs on, so large a part of them in another title makes it worth a look. */
export const BEGUN = 3
export const HELD = 0.8

/** From this likeness on two records are probably about one thing. */
export const SAME = 0.85

/** Whether two records are probably about one thing. What differs in its numbers (第一批, 第九十次, 2026年) is one of a row, however like it is. */
export function isSame(typed: string, other: { title: string; likeness: number }): boolean {
  return other.likeness >= SAME && numbersIn(typed) === numbersIn(other.title)
}

/** Figures and ordinals, and not every 一. */
const NUMBERS = /\d+|第[〇零一二三四五六七八九十百千]+|[〇零一二三四五六七八九十百千]+(?=[批次届期轮季年月])/gu
const numbersIn = (title: string) => (title.normalize('NFKC').match(NUMBERS) ?? []).sort().join(' ')

/** The pairs of a title in this business, without the words that all of its titles have. */
export const titleKey = (module: Module, title: string): string[] => similarKey(title, module.round?.common)

/** Of a title that is being typed so many characters are looked at, which is more than any may have. */
export const LONGEST = 300

/** Titles are compared where somebody types them: one that is taken from another record only repeats it. */
export function hasTypedTitle(module: Module): boolean {
  const field = module.fields[module.title]!
  return field.kind.name === 'text' && !field.given
}
