import { SAME_HINT } from '#kernel/hints.ts'
import type { Problem } from '#kernel/refusal.ts'
import type { Said } from '#web/fields/look.ts'
import type { Check } from './check.ts'

/**
 * Everything to be said about a form: what cannot be read, then what the check found, then its hints. A field that cannot be read is
 * not also called blank.
 */
export function saidOf(unreadable: readonly Problem[], check: Check | undefined): Said[] {
  const wrong = unreadable.map((problem) => told(problem, 'problem'))
  const isWrong = (place: string) => wrong.some((one) => one.field === place)
  const found = (check?.problems ?? []).map((problem) => told(problem, 'problem')).filter((one) => !isWrong(one.field))
  const hints = (check?.hints ?? []).map((hint) => ({ ...told(hint, 'hint'), check: hint.check }))
  return [...wrong, ...found, ...hints].filter(
    (one, at, all) => all.findIndex((other) => other.field === one.field && other.message === one.message) === at,
  )
}

/**
 * At the fields, a blank is pointed out once its field has been left; in the list it always is. That a title is probably somebody else's already stands in
 * what is listed below it, where nothing has to make room.
 */
export function saidAtFields(said: readonly Said[], left: ReadonlySet<string>, attempted: boolean): Said[] {
  return said.filter((one) => one.check !== SAME_HINT && (attempted || left.has(one.field) || !isBlankSaid(one)))
}

/** A blank is no mistake while somebody is still writing. */
export const isBlankSaid = ({ tone, message }: Said) => tone === 'problem' && message.endsWith('没有填写')

function told({ field = '', message, clause }: Problem, tone: Said['tone']): Said {
  return { field, message, tone, ...(clause ? { clause } : {}) }
}
