import { addDays, dayOf } from '#kernel/day.ts'
import { invalid, notFound } from '#kernel/refusal.ts'
import { labelAt, type Named } from '#kernel/terms.ts'
import { textKey } from '#kernel/text-key.ts'

/** A term as the office keeps it; a dictionary is a list of them in the order they are offered. Days are inclusive. */
export type Term = {
  code: string
  parent: string | null
  label: string
  labels: Named[]
  detail: Record<string, unknown>
  validFrom: string
  validUntil: string | null
}

type Validity = { validFrom?: string | undefined; validUntil?: string | null | undefined }

export type Adding = Validity & { parent: string | null; label: string; detail?: Record<string, unknown> }

/** `before` is the term of the same parent to stand before, null for the end; a new name begins on a day, never earlier than now. */
export type Changing = Validity & {
  rename?: { label: string; from: string } | undefined
  before?: string | null | undefined
  detail?: Record<string, unknown> | undefined
}

/** The dictionary with one more term, last among those of its parent. */
export function added(terms: readonly Term[], code: string, wish: Adding, now: Date, levels: 1 | 2): Term[] {
  const { parent, label } = wish
  const above = parent === null ? null : terms.find((term) => term.code === parent)
  if (above === undefined || (above && (above.parent !== null || levels === 1))) throw wrong('parent', '没有这个上级选项')
  refuseSame(terms, { code, parent }, label, now)
  const validFrom = wish.validFrom ?? dayOf(now)
  const term: Term = {
    code,
    parent,
    label,
    labels: [],
    detail: wish.detail ?? {},
    validFrom,
    validUntil: wish.validUntil ?? above?.validUntil ?? null,
  }
  refuseSpan(terms, term, now)
  const last = terms.findLastIndex((each) => each.parent === parent || each.code === parent || (parent === null && each.parent !== null))
  return terms.toSpliced(last + 1, 0, term)
}

/** The dictionary with one term renamed, retired, restored, moved or described anew. What is retired takes what stands below it along. */
export function changed(terms: readonly Term[], code: string, wish: Changing, now: Date): Term[] {
  const at = terms.findIndex((term) => term.code === code)
  if (at < 0) throw notFound()
  let term = { ...terms[at]! }
  if (wish.rename) term = renamed(terms, term, wish.rename, now)
  if (wish.detail) term.detail = { ...term.detail, ...wish.detail }
  if (wish.validFrom !== undefined) term.validFrom = wish.validFrom
  if (wish.validUntil !== undefined) term.validUntil = wish.validUntil
  if (term.validFrom !== terms[at]!.validFrom || term.validUntil !== terms[at]!.validUntil) refuseSpan(terms, term, now)
  const next = terms.with(at, term).map((each) => (each.parent === code ? notBeyond(each, term.validUntil) : each))
  return wish.before === undefined ? next : moved(next, term, wish.before)
}

function renamed(terms: readonly Term[], term: Term, { label, from }: { label: string; from: string }, now: Date): Term {
  const today = dayOf(now)
  if (from < today) throw wrong('rename.from', '新名称不能从过去的日期起使用，已填报的内容仍按原名称显示')
  refuseSame(terms, term, label, now)
  // A name that has not begun yet gives way to this one.
  const begun = (term.labels.length > 0 ? term.labels : [{ label: term.label, from: null }]).filter(
    (each) => each.from === null || each.from <= now.toISOString(),
  )
  const current = begun.at(-1)!.label
  const labels = label === current ? begun : [...begun, { label, from: (from === today ? now : midnight(from)).toISOString() }]
  return { ...term, labels: labels.length === 1 ? [] : labels, label: labelAt({ label: current, labels }, now) }
}

function moved(terms: readonly Term[], term: Term, before: string | null): Term[] {
  const siblings = terms.filter((each) => each.parent === term.parent && each.code !== term.code)
  const place = before === null ? siblings.length : siblings.findIndex((each) => each.code === before)
  if (place < 0) throw wrong('before', '排序所参照的选项不在同一级')
  const ordered = siblings.toSpliced(place, 0, term)
  // Those of other parents stay where they are; these take their own places in the new order.
  return terms.map((each) => (each.parent === term.parent ? ordered.shift()! : each))
}

function notBeyond(term: Term, until: string | null): Term {
  return until !== null && (term.validUntil === null || term.validUntil > until) ? { ...term, validUntil: until } : term
}

/** Two terms of one parent are never offered under one name. */
function refuseSame(terms: readonly Term[], { code, parent }: Pick<Term, 'code' | 'parent'>, label: string, now: Date) {
  const same = terms.find(
    (each) =>
      each.code !== code &&
      each.parent === parent &&
      (each.validUntil === null || each.validUntil >= dayOf(now)) &&
      [each.label, ...each.labels.slice(-1).map((name) => name.label)].some((name) => textKey(name) === textKey(label)),
  )
  if (same) throw wrong('label', `同级已有名为“${label}”的选项`)
}

function refuseSpan(terms: readonly Term[], { parent, validFrom, validUntil }: Term, now: Date) {
  const above = parent === null ? undefined : terms.find((each) => each.code === parent)
  if (above?.validUntil && (validUntil === null || validUntil > above.validUntil))
    throw wrong('validUntil', `上级“${above.label}”只使用到${above.validUntil}，下级不能晚于上级`)
  if (validUntil === null) return
  // Until the day before it began: never in use.
  if (validUntil < addDays(validFrom, -1)) throw wrong('validUntil', '停用日期不能早于启用日期')
  if (validUntil < addDays(dayOf(now), -1)) throw wrong('validUntil', '停用日期不能早于今天')
}

const midnight = (day: string) => new Date(`${day}T00:00:00+08:00`)

const wrong = (field: string, message: string) => invalid([{ field, message }])
