import { CLOSED, VOID, type State } from './act.ts'
import type { AnyValues } from './field.ts'
import type { Module } from './module.ts'

/** `grounded` is whether all that the record rests on holds, as the database says it (`groundHolds`). */
export type Weighed = Pick<State, 'stage' | 'values' | 'approved'> & { grounded: boolean }

/** What the figures hold of a record: the values that count, or why none do, in words for its unit. */
export function countedOf(module: Module, { stage, values, approved, grounded }: Weighed): { counts: AnyValues } | { why: string } {
  if (stage === VOID || stage === CLOSED) return { why: '已终止' }
  if (!grounded) return { why: '所依据的事项已不符合要求' }
  if (approved === null) return module.counts?.already?.(values) ? { counts: values } : { why: '尚未审定' }
  const why = module.counts?.unless?.(approved) ?? null
  return why === null ? { counts: approved } : { why }
}
