import type { Stage, Verb } from './act.ts'
import type { FilingWindow, Module } from './module.ts'
import { conflict, type Refusal } from './refusal.ts'
import { firstStep, renewalStep } from './steps.ts'

/** What of a record decides whether the window concerns it: where it stands, whether a reviewer sent it back, what time would do to it by itself. */
type Standing = { stage: Stage; returned: unknown; lapses: string | null }

/**
 * Why a filing cannot be submitted today, or null. The window is for what a unit files of its own: what a reviewer sent back is submitted again
 * whenever it is ready, and where time running out has a consequence the window takes none of that time away. Saving goes on.
 */
export function closedNow(module: Module, standing: Standing, verb: Verb, today: string): Refusal | null {
  const { window } = module
  const files = verb === 'unchanged' || (verb === 'submit' && [firstStep(module), renewalStep(module)].includes(standing.stage))
  if (!window || !files || standing.returned !== null || standing.lapses !== null) return null
  if (window.from !== null && today < window.from)
    return closed(`《${module.name}》自${window.from}起接受提交，现在可以填写并暂存，届时再提交。`)
  if (window.to !== null && today > window.to)
    return closed(`《${module.name}》的填报时间已于${window.to}截止，不能提交；已填写的内容可以继续暂存。`)
  return null
}

/** How long a business is open, as its pages say it; null while it always is. */
export function windowWords({ from, to }: FilingWindow): string | null {
  if (from !== null && to !== null) return `${from}至${to}`
  if (from !== null) return `${from}起`
  return to === null ? null : `${to}前（含当日）`
}

const closed = (message: string) => conflict('WINDOW_CLOSED', message)
