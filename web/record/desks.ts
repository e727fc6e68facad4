import { isFixed, type Party } from '#kernel/module.ts'
import type { RecordAnswer } from '#web/api/types.ts'

/** The organisations where a step of this record is handled. */
export function deskOrgs(at: Party, { owner, values }: Pick<RecordAnswer, 'owner' | 'values'>): string[] {
  if (isFixed(at)) return [at.fixed]
  if (at === 'owner') return [owner]
  const named = values[at] as string | string[] | undefined
  return named === undefined ? [] : [named].flat()
}
