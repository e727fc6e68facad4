import type { Stage } from '#kernel/act.ts'
import { stepsOf, type Module } from '#kernel/module.ts'
import type { ActAnswer } from '#web/api/types.ts'

/** For each step, the last act by which the record went forward from it in the running round; acts oldest first. */
export function passages(
  module: Module,
  acts: readonly Pick<ActAnswer, 'verb' | 'from' | 'to' | 'byName' | 'at'>[],
): Record<Stage, { byName: string; at: string }> {
  const steps = stepsOf(module)
  let passed: Record<Stage, { byName: string; at: string }> = {}
  for (const { verb, from, to, byName, at } of acts) {
    if (verb === 'renew') passed = {}
    if (verb === 'unchanged') passed = { [steps[0]!]: { byName, at } }
    if (verb === 'return' || verb === 'withdraw') {
      const back = steps.indexOf(to)
      passed = Object.fromEntries(Object.entries(passed).filter(([step]) => steps.indexOf(step) < back))
    }
    if ((verb === 'submit' || verb === 'pass') && from !== null) passed = { ...passed, [from]: { byName, at } }
  }
  return passed
}
