import { APPROVED, CLOSED, type Act, type Deadline, type Late, type Stage, type State } from './act.ts'
import { addDays, addMonths, dayOf, nextPeriod, periodOf } from './day.ts'
import type { AnyValues } from './field.ts'
import type { Module, Outcome } from './module.ts'
import { fillerOf, fills, rankOf, renewalStep } from './steps.ts'

/** The state that a record's acts add up to, oldest first. */
export function fold(module: Module, acts: readonly Act[]): State {
  const [first, ...rest] = acts
  if (!first) throw new Error('A record without acts has no state')
  return rest.reduce((state, act) => after(module, state, act), begun(module, first))
}

/** The state after one more act. The server stores this and the browser may foresee it: one function for both. */
export function after(module: Module, state: State, act: Act): State {
  const next = { ...state, version: act.seq, stage: act.to, values: patched(state.values, act.patch) }
  if (act.from !== act.to) Object.assign(next, { since: act.at, extension: null })
  switch (act.verb) {
    case 'save':
      return { ...next, hands: withHand(module, state, act), advance: null }
    case 'submit':
      return advanced(
        module,
        state,
        { ...next, hands: withHand(module, state, act), returned: null, covered: coveredBy(module, state, act) },
        act,
      )
    case 'pass':
      return advanced(module, state, next, act)
    case 'return':
      return sentBack(module, state, next, act, null)
    case 'decide':
    case 'lapse':
      return decided(module, state, next, act)
    case 'withdraw':
      return {
        ...next,
        advance: null,
        deadline: state.advance!.deadline,
        respite: state.advance!.respite,
        decided: less(state.decided, state.advance!.outcome),
        covered: state.advance!.covered,
      }
    case 'renew':
      return {
        ...next,
        round: state.round + 1,
        hands: handsBefore(module, state.hands),
        advance: null,
        deadline: renewalEnd(module, state, act.at),
      }
    case 'unchanged': {
      const reporting = { ...state, round: state.round + 1, deadline: renewalEnd(module, state, act.at) }
      const hands = { ...handsBefore(module, state.hands), [renewalStep(module)]: handsOf(act) }
      const reported = { ...act, from: renewalStep(module) }
      return advanced(
        module,
        reporting,
        { ...next, round: reporting.round, hands, covered: coveredBy(module, reporting, reported) },
        reported,
      )
    }
    case 'ask':
      return { ...next, asks: [...state.asks, { org: act.org, by: act.by!, words: act.reason?.words ?? '', at: act.at }] }
    case 'amend':
      // A report that is open follows what it is about; what was decided before stays as it was filed.
      if (act.from !== APPROVED) return next
      return settled(module, { ...next, approved: patched(state.approved!, act.patch) })
    case 'admit':
      return settled(module, { ...next, approved: state.approved === null ? null : patched(state.approved, act.patch) })
    case 'decline':
      return { ...next, asks: state.asks.filter((ask) => ask.org !== act.about) }
    case 'extend':
      return {
        ...next,
        extension: {
          until: act.about!,
          words: act.reason!.words,
          by: act.by!,
          byName: act.byName,
          forName: act.forName,
          org: act.org,
          at: act.at,
        },
      }
    case 'grant':
      return {
        ...next,
        extension: null,
        deadline: { lapses: null, ...state.deadline, on: state.extension!.until },
        respite: state.respite && { ...state.respite, on: state.extension!.until },
      }
    case 'deny':
      return { ...next, extension: null }
    case 'discard':
    case 'open':
    case 'create':
      return next
  }
}

function begun(module: Module, act: Act): State {
  const values = patched({}, act.patch)
  return {
    stage: act.to,
    version: act.seq,
    round: 1,
    values,
    approved: null,
    approvedAt: null,
    reached: 0,
    hands: act.verb === 'create' ? { [act.to]: handsOf(act) } : {},
    returned: null,
    asks: [],
    since: act.at,
    deadline: act.verb === 'create' ? null : deadlineAt(module, act.to, values, act.at),
    respite: null,
    late: [],
    covered: null,
    extension: null,
    decided: {},
    advance: null,
  }
}

function advanced(module: Module, before: State, state: State, act: Act, outcome?: Outcome): State {
  const done = act.to === APPROVED
  const deadline = done ? null : deadlineAt(module, act.to, state.values, act.at, outcome, before.round === 1)
  const moved = {
    ...state,
    reached: Math.max(before.reached, rankOf(module, act.to)),
    // What comes to a filling step begins a writing of its own: those who wrote at steps before may review it. Whoever wrote at this one wrote what is
    // still there, however often the record comes round.
    hands: fills(module, act.to) ? { [act.to]: [], ...state.hands } : state.hands,
    late: lateWith(before, act),
    deadline,
    respite: outcome ? (outcome.within ? deadline : null) : done || module.flow[act.to]?.outcomes ? null : before.respite,
    advance: done ? null : takenBack(before, state, act),
  }
  return done ? settled(module, { ...moved, approved: state.values, approvedAt: act.at }) : moved
}

function sentBack(module: Module, before: State, state: State, act: Act, outcome: Outcome | null): State {
  const respite = outcome === null ? before.respite : null
  const deadline = respite ?? deadlineAt(module, act.to, state.values, act.at, outcome ?? undefined, false)
  return {
    ...state,
    advance: null,
    late: lateWith(before, act),
    deadline,
    respite: outcome?.within ? deadline : respite,
    returned: { ...act.reason!, by: act.by, byName: act.byName, forName: act.forName, step: act.from!, at: act.at },
  }
}

function decided(module: Module, before: State, state: State, act: Act): State {
  const outcome = outcomeOf(module, act.outcome!)
  const counted = { ...state, decided: { ...before.decided, [act.outcome!]: (before.decided[act.outcome!] ?? 0) + 1 } }
  if (act.to === CLOSED) {
    const stopped = { ...counted, deadline: null, respite: null }
    return act.verb === 'lapse'
      ? { ...stopped, advance: null }
      : { ...stopped, advance: takenBack(before, state, act), late: lateWith(before, act) }
  }
  if (outcome.returns) return sentBack(module, before, counted, act, outcome)
  return advanced(module, before, counted, act, outcome)
}

/** An outcome by its name, whichever step it is declared at. */
export function outcomeOf(module: Module, name: string): Outcome {
  const outcome = Object.values(module.flow).flatMap((step) => (step.outcomes?.[name] ? [step.outcomes[name]] : []))[0]
  if (!outcome) throw new Error(`${module.path} has no outcome ${name}`)
  return outcome
}

function deadlineAt(module: Module, stage: Stage, values: AnyValues, at: Date, outcome?: Outcome, first = true): Deadline | null {
  const day = dayOf(at)
  const lapses = outcome?.lapses ?? null
  if (outcome?.within) {
    const { within } = outcome
    return { on: 'days' in within ? addDays(day, within.days) : addMonths(day, within.months), lapses }
  }
  const step = module.flow[stage]
  if (step?.dueOn !== undefined && first && values[step.dueOn] !== undefined) return { on: values[step.dueOn], lapses }
  return step?.within === undefined ? null : { on: addDays(day, step.within), lapses }
}

/** A periodic report is due when the period after those covered ends; one that follows what happens, like any other writing. */
function renewalEnd(module: Module, state: State, at: Date): Deadline | null {
  const { every } = module.renews!
  if (every === undefined) return deadlineAt(module, renewalStep(module), state.values, at, undefined, false)
  return { on: nextPeriod(state.covered!, every).last, lapses: null }
}

/**
 * A report counts for the period it is sent in, whenever it is approved. One that is overdue counts for what was missed, and that of its own period is
 * still owed; one more within a period already covered counts for nothing further, nor does what is sent again after a return.
 */
function coveredBy(module: Module, { covered, returned }: State, { from, at }: Act): string | null {
  const every = module.renews?.every
  if (!every || returned || from !== renewalStep(module)) return covered
  const { first, last } = periodOf(dayOf(at), every)
  if (covered === null) return last
  if (last > nextPeriod(covered, every).last) return addDays(first, -1)
  return last > covered ? last : covered
}

function lateWith({ late, deadline, round }: State, { at, from, org }: Act): Late[] {
  const on = dayOf(at)
  return deadline && on > deadline.on ? [...late, { step: from!, round, org, due: deadline.on, on }] : late
}

/** What taking a step back restores: the time that ran, and what a decision set; a submission's values stay. */
function takenBack(before: State, state: State, act: Act): State['advance'] {
  const undo = act.verb === 'decide' ? patchBetween(state.values, before.values) : null
  const { deadline, respite } = before
  return { by: act.by, org: act.org, from: act.from!, deadline, respite, outcome: act.outcome, undo, covered: before.covered }
}

function less(counts: Record<string, number>, name: string | null): Record<string, number> {
  if (name === null) return counts
  const left = (counts[name] ?? 0) - 1
  const { [name]: _one, ...others } = counts
  return left > 0 ? { ...others, [name]: left } : others
}

/** Those who wrote before the step a new report begins at. */
function handsBefore(module: Module, hands: State['hands']): State['hands'] {
  const begins = rankOf(module, renewalStep(module))
  return Object.fromEntries(Object.entries(hands).filter(([step]) => rankOf(module, step) < begins))
}

/** An ask is answered once its organisation is on the list. */
function settled(module: Module, state: State): State {
  const joins = module.identity?.joins
  if (!joins || state.approved === null) return state
  const listed: string[] = state.values[joins.field] ?? []
  return { ...state, asks: state.asks.filter((ask) => !listed.includes(ask.org)) }
}

function withHand(module: Module, state: State, act: Act): State['hands'] {
  const step = fillerOf(module, act.from!)
  const wrote = state.hands[step] ?? []
  const more = handsOf(act).filter((hand) => !wrote.includes(hand))
  return more.length === 0 ? state.hands : { ...state.hands, [step]: [...wrote, ...more] }
}

/** What a deputy writes is the principal's as well. */
const handsOf = (act: Act): string[] => (act.forPerson === null ? [act.by!] : [act.by!, act.forPerson])

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
