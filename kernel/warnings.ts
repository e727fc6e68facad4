import type { State } from './act.ts'
import { outcomeOf } from './fold.ts'
import type { Module } from './module.ts'
import { fills, stepsOf } from './steps.ts'

/**
 * What will happen to a record by itself, or at its next decision, in sentences for whoever can still prevent it:
 * 2月8日前未上传将移除名录库；再次“继续完善新一图两清单”将移除名录库. Nothing where no decision gave time and none was decided as often as it may be.
 */
export function warningsOf(module: Module, state: Pick<State, 'stage' | 'deadline' | 'respite' | 'decided'>): string[] {
  if (!module.flow[state.stage]) return []
  return [...ofTime(module, state), ...ofDecisions(module, state)]
}

function ofTime(module: Module, { stage, deadline, respite }: Pick<State, 'stage' | 'deadline' | 'respite'>): string[] {
  if (!respite || !deadline) return []
  const then = respite.lapses === null ? '记为超期' : outcomeOf(module, respite.lapses).label
  if (!fills(module, stage)) return respite.lapses === null ? [] : [`${spoken(respite.on)}后驳回将${then}`]
  const done = module.flow[stage]!.does?.done ?? (respite.lapses === null ? '重新提交' : '提交')
  return [`${spoken(deadline.on)}前未${done}将${then}`]
}

function ofDecisions(module: Module, { stage, decided }: Pick<State, 'stage' | 'decided'>): string[] {
  const next = stepsOf(module)
    .slice(stepsOf(module).indexOf(stage))
    .find((step) => module.flow[step]!.outcomes)
  return Object.entries((next && module.flow[next]!.outcomes) ?? {}).flatMap(([name, { label, times, beyond }]) =>
    times !== undefined && (decided[name] ?? 0) >= times ? [`再次“${label}”将${outcomeOf(module, beyond!).label}`] : [],
  )
}

/** 2026-02-08 as it is said: 2月8日. */
const spoken = (day: string) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
