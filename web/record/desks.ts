import type { Party } from '#kernel/module.ts'
import { partyOrgs } from '#kernel/parties.ts'
import type { RecordAnswer } from '#web/api/types.ts'

/** The organisations where a step of this record is handled. */
export const deskOrgs = (at: Party, { owner, values }: Pick<RecordAnswer, 'owner' | 'values'>): string[] =>
  partyOrgs(at, { owner, state: { values } })
