import { APPROVED, type Act, type State } from './act.ts'
import type { AnyValues } from './field.ts'
import { stepsOf, type Module } from './module.ts'

/** The state that a record's acts add up to, oldest first. */
export function fold(module: Module, acts: readonly Act[]): State {
  const [first, ...rest] = acts
  if (!first) throw new Error('A record without acts has no state')
  return rest.reduce((state, act) => after(module, state, act), begun(first))
}

/** The state after one more act. The server stores this and the browser may foresee it: one function for both. */
export function after(module: Module, state: State, act: Act): State {
  const next = { ...state, version: act.seq, stage: act.to, values: patched(state.values, act.patch) }
  if (act.from !== act.to) next.since = act.at
  switch (act.verb) {
    case 'save':
      return { ...next, hands: withHand(state, act) }
    case 'submit':
      return advanced(module, { ...next, hands: withHand(state, act), returned: null }, act)
    case 'pass':
      return advanced(module, next, act)
    case 'return':
      return { ...next, advance: null, returned: { ...act.reason!, by: act.by, byName: act.byName, step: act.from!, at: act.at } }
    case 'withdraw':
      return { ...next, advance: null }
    case 'renew':
      return { ...next, round: state.round + 1, hands: [], advance: null }
    case 'unchanged':
      return advanced(module, { ...next, round: state.round + 1, hands: [act.by] }, act)
    case 'ask':
      return { ...next, asks: [...state.asks, { org: act.org, by: act.by, words: act.reason?.words ?? '', at: act.at }] }
    case 'admit':
    case 'amend':
      return settled(module, { ...next, approved: state.approved === null ? null : patched(state.approved, act.patch) })
    case 'decline':
      return { ...next, asks: state.asks.filter((ask) => ask.org !== act.about) }
    case 'discard':
    case 'open':
    case 'create':
      return next
  }
}

function begun(act: Act): State {
  return {
    stage: act.to,
    version: act.seq,
    round: 1,
    values: patched({}, act.patch),
    approved: null,
    approvedAt: null,
    reached: 0,
    hands: act.verb === 'create' ? [act.by] : [],
    returned: null,
    asks: [],
    since: act.at,
    advance: null,
  }
}

function advanced(module: Module, state: State, act: Act): State {
  const steps = stepsOf(module)
  const done = act.to === APPROVED
  const reached = Math.max(state.reached, done ? steps.length : steps.indexOf(act.to))
  const moved = {
    ...state,
    reached,
    advance: done ? null : { by: act.by, org: act.org, from: act.from === APPROVED ? steps[0]! : act.from! },
  }
  return done ? settled(module, { ...moved, approved: state.values, approvedAt: act.at }) : moved
}

/** An ask is answered once its organisation is on the list. */
function settled(module: Module, state: State): State {
  const joins = module.identity?.joins
  if (!joins || state.approved === null) return state
  const listed: string[] = state.values[joins.field] ?? []
  return { ...state, asks: state.asks.filter((ask) => !listed.includes(ask.org)) }
}

const withHand = (state: State, act: Act) => (state.hands.includes(act.by) ? state.hands : [...state.hands, act.by])

export function patched(values: AnyValues, patch: AnyValues | null): AnyValues {
  if (!patch) return values
  const merged = { ...values, ...patch }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null))
}

/** The smallest patch from one set of values to another, or null when nothing changed. */
export function patchBetween(before: AnyValues, next: AnyValues): AnyValues | null {
  const keys = new Set([...Object.keys(before), ...Object.keys(next)])
  const changed = [...keys].filter((key) => canonical(before[key]) !== canonical(next[key]))
  return changed.length === 0 ? null : Object.fromEntries(changed.map((key) => [key, next[key] ?? null]))
}

/** JSON with sorted keys, so that equal values give equal text whatever order they were written or stored in. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((part) => canonical(part ?? null)).join(',')}]`
  if (value instanceof Date) return JSON.stringify(value)
  if (value !== null && typeof value === 'object') {
    const parts = Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${parts.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}
