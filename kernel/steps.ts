import { APPROVED, type Stage } from './act.ts'
import type { Module } from './module.ts'
import type { Org, OrgKind } from './org.ts'

/** The order of a flow, and which step writes which field. */

export const stepsOf = (module: Module): string[] => Object.keys(module.flow)

export const firstStep = (module: Module): string => stepsOf(module)[0]!

export function stageAfter(module: Module, stage: Stage): Stage {
  const steps = stepsOf(module)
  return steps[steps.indexOf(stage) + 1] ?? APPROVED
}

/** How far along a stage is; what is decided is past the last step. */
export function rankOf(module: Module, stage: Stage): number {
  const steps = stepsOf(module)
  return stage === APPROVED ? steps.length : steps.indexOf(stage)
}

/** Whether somebody writes at this step: the first one, and those that name what they fill. */
export function fills(module: Module, stage: Stage): boolean {
  return stage === firstStep(module) || module.flow[stage]?.fills !== undefined
}

/** Who writes at any step. */
export const fillingRoles = (module: Module): string[] =>
  stepsOf(module).flatMap((step) => (fills(module, step) ? [module.flow[step]!.by as string] : []))

/** The filling step whose content is being handled at a stage: itself, or the last one before it. */
export function fillerOf(module: Module, stage: Stage): Stage {
  const before = stepsOf(module).slice(0, rankOf(module, stage) + 1)
  return before.findLast((step) => fills(module, step)) ?? firstStep(module)
}

/** Fields written at a filling step, what the system sets left out. */
export function filledAt(module: Module, stage: Stage): string[] {
  const own = module.flow[stage]?.fills
  const others = new Set(stepsOf(module).flatMap((step) => module.flow[step]!.fills ?? []))
  const keys = own ?? Object.keys(module.fields).filter((key) => !others.has(key))
  return keys.filter((key) => !module.fields[key]!.given)
}

/** Fields that have been asked for by the time a stage is left. */
export function filledUpTo(module: Module, stage: Stage): string[] {
  const passed = stepsOf(module).slice(0, rankOf(module, stage) + 1)
  return passed.filter((step) => fills(module, step)).flatMap((step) => filledAt(module, step))
}

/** The step a periodic report begins at. */
export const renewalStep = (module: Module): Stage => module.renews?.at ?? firstStep(module)

/** Whether an organisation files this business of its own accord. */
export function isFiledBy(module: Module, org: Pick<Org, 'id' | 'kind'>): boolean {
  return (
    module.filedBy !== 'opened' && module.filedBy.some((filer) => (typeof filer === 'object' ? filer.fixed === org.id : filer === org.kind))
  )
}

/** Whether a single organisation files it, so that naming the filer tells nothing. */
export const isFiledByOne = ({ filedBy }: Pick<Module, 'filedBy'>): boolean =>
  filedBy !== 'opened' && filedBy.length === 1 && typeof filedBy[0] === 'object'

/** Kinds of organisation among those that file it, for pickers; a named one counts with any kind. */
export function filingKinds(module: Module): OrgKind[] {
  if (module.filedBy === 'opened') return ['district', 'department']
  const kinds = module.filedBy.flatMap((filer): OrgKind[] => (typeof filer === 'object' ? ['department', 'office'] : [filer]))
  return [...new Set(kinds)]
}

const writings = new WeakMap<Module, Map<Stage, Module>>()

/** The business as whoever writes at this step meets it: what other steps fill stands there as given. */
export function writingAt(module: Module, stage: Stage): Module {
  const known = writings.get(module) ?? new Map<Stage, Module>()
  writings.set(module, known)
  const made = known.get(stage)
  if (made) return made
  const open = new Set(filledAt(module, stage))
  const fields = Object.fromEntries(
    Object.entries(module.fields).map(([key, field]) => [key, open.has(key) ? field : { ...field, given: true }]),
  )
  const writing = { ...module, fields }
  known.set(stage, writing)
  return writing
}
