import type { Stage } from '#kernel/act.ts'
import type { Module } from '#kernel/module.ts'
import type { ActAnswer } from '#web/api/types.ts'
import { renewalStep, stepsOf } from '#kernel/steps.ts'

/** For each step, the last act by which the record went forward from it in the running round; acts oldest first. */
export function passages(
  module: Module,
  acts: readonly Pick<ActAnswer, 'verb' | 'from' | 'to' | 'byName' | 'at'>[],
): Record<Stage, { byName: string; at: string }> {
  const steps = stepsOf(module)
  let passed: Record<Stage, { byName: string; at: string }> = {}
  const before = (place: number) => Object.fromEntries(Object.entries(passed).filter(([step]) => steps.indexOf(step) < place))
  for (const { verb, from, to, byName, at } of acts) {
    if (verb === 'renew') passed = before(steps.indexOf(renewalStep(module)))
    if (verb === 'unchanged') passed = { ...before(steps.indexOf(renewalStep(module))), [renewalStep(module)]: { byName, at } }
    const back = steps.indexOf(to)
    if (verb === 'return' || verb === 'withdraw' || (verb === 'decide' && back >= 0 && back < steps.indexOf(from ?? ''))) {
      passed = before(back)
    } else if ((verb === 'submit' || verb === 'pass' || verb === 'decide') && from !== null) passed = { ...passed, [from]: { byName, at } }
  }
  return passed
}
