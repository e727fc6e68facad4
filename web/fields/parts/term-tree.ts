import { dayOf } from '#kernel/day.ts'
import { isOffered } from '#kernel/terms.ts'
import type { Term } from '#web/api/types.ts'

export type Branch = { value: string; label: string; path: string; selectable: boolean; children?: Branch[] }

/**
 * A dictionary as a tree. Terms not or no longer in force are left out, unless one of them is the value; with `lowest` only
 * the lower level can be chosen.
 */
export function termTree(terms: readonly Term[], kept: readonly string[], lowest: boolean): Branch[] {
  const today = dayOf(new Date())
  const lasting = (term: Term) => isOffered(term, today)
  const offered = terms.filter((term) => lasting(term) || kept.includes(term.code))
  const under = (parent: string | null) => offered.filter((term) => (term.parent ?? null) === parent)
  const labelOf = (term: Term) => (lasting(term) ? term.label : `${term.label}（未启用或已停用）`)
  return under(null).map((top) => {
    const children = under(top.code).map((term) => ({
      value: term.code,
      label: labelOf(term),
      path: `${top.label} / ${labelOf(term)}`,
      selectable: true,
    }))
    return { value: top.code, label: labelOf(top), path: labelOf(top), selectable: !lowest, ...(children.length > 0 ? { children } : {}) }
  })
}
