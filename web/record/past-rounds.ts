import { APPROVED } from '#kernel/act.ts'
import type { AnyValues } from '#kernel/field.ts'
import { patched } from '#kernel/fold.ts'
import type { Module } from '#kernel/module.ts'
import { renewalStep } from '#kernel/steps.ts'
import type { ActAnswer } from '#web/api/types.ts'

/** A periodic report that was decided: what it said, who sent it when. `unchanged` ones say what the one before said. */
export type PastRound = {
  round: number
  values: AnyValues
  unchanged: boolean
  sentAt: string
  sentBy: string
  decidedAt: string
}

type Told = Pick<ActAnswer, 'verb' | 'from' | 'to' | 'patch' | 'byName' | 'at'>

/** Every report that was decided, newest first; acts oldest first. */
export function pastRounds(module: Module, acts: readonly Told[]): PastRound[] {
  const rounds: PastRound[] = []
  let values: AnyValues = {}
  let round = 1
  let sent: Told | null = null
  for (const act of acts) {
    values = patched(values, act.patch)
    if (act.verb === 'renew' || act.verb === 'unchanged') round++
    if (act.verb === 'unchanged' || (act.verb === 'submit' && act.from === renewalStep(module))) sent = act
    if (act.to === APPROVED && act.from !== APPROVED && sent)
      rounds.unshift({ round, values, unchanged: sent.verb === 'unchanged', sentAt: sent.at, sentBy: sent.byName, decidedAt: act.at })
  }
  return rounds
}
