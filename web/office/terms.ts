import { dayOf } from '#kernel/day.ts'
import type { Term } from '../api/types.ts'

export type DictionaryAnswer = { dictionary: string; name: string; levels: 1 | 2; version: number; terms: Term[] }

/** Terms of the first level, each with those below it. */
export function inOrder(terms: readonly Term[]): Term[] {
  return terms.filter(({ parent }) => parent === null).flatMap((top) => [top, ...terms.filter(({ parent }) => parent === top.code)])
}

export function stateOf({ validFrom, validUntil }: Term, today: string): string {
  if (validUntil !== null && validUntil < today) return `${validUntil} 后停用`
  if (validFrom > today) return '未启用'
  return validUntil === null ? '在用' : `在用，到 ${validUntil}`
}

/** Names a term no longer has, the latest first. */
export function former({ label, labels }: Term): string[] {
  const now = new Date().toISOString()
  const begun = labels.filter(({ from }) => from === null || from <= now).map((named) => named.label)
  return [...new Set(begun.slice(0, -1).reverse())].filter((each) => each !== label)
}

/** Names it will have, each with the city's day it begins on. */
export function coming({ labels }: Term): { label: string; day: string }[] {
  const now = new Date().toISOString()
  return labels.flatMap(({ label, from }) => (from !== null && from > now ? [{ label, day: dayOf(new Date(from)) }] : []))
}
