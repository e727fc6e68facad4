import { APPROVED, CLOSED } from '#kernel/act.ts'
import { outcomeOf } from '#kernel/fold.ts'
import type { Module, Outcome } from '#kernel/module.ts'

/** Until when a step is to be handled; null where nothing is set, or where a decision before it sets the time. */
export function timeWords(module: Module, key: string): string | null {
  const { dueOn, within } = module.flow[key]!
  if (dueOn !== undefined) return `《${module.fields[dueOn]!.label}》前办理`
  return within === undefined || timed(module, key) ? null : `${within} 日内办理`
}

/** Every decision of a business, in the order of its steps. */
export const decisionsOf = (module: Module): Outcome[] => Object.values(module.flow).flatMap((step) => Object.values(step.outcomes ?? {}))

/** Where a decision leads, and the time it gives. */
export function leadsTo(module: Module, { to, returns, within, lapses, times, beyond, auto }: Outcome): string {
  const where = to === APPROVED ? '办结' : to === CLOSED ? '终止' : `${returns ? '退回' : '进入'}“${module.flow[to]!.label}”`
  return [
    `${auto ? '系统自动处理，' : ''}${where}`,
    ...(within ? [`限 ${spanWords(within)}办理`] : []),
    ...(lapses ? [`超期即${outcomeOf(module, lapses).label}`] : []),
    ...(times !== undefined && beyond ? [`第 ${times + 1} 次即${outcomeOf(module, beyond).label}`] : []),
  ].join('，')
}

export const spanWords = (within: NonNullable<Outcome['within']>): string =>
  'days' in within ? `${within.days} 日内` : `${within.months} 个月内`

/** Whether decisions give the time of a step, so that its own is not the one that counts. */
const timed = (module: Module, key: string) =>
  Object.values(module.flow).some((step) => Object.values(step.outcomes ?? {}).some((outcome) => outcome.to === key && outcome.lapses))
