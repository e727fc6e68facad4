import type { Values } from '#kernel/field.ts'
import type { pilot } from '#modules/reform/pilot.ts'
import type { pilotProgress } from '#modules/reform/pilot-progress.ts'
import type { ResultText } from './texts/pilot-text.ts'

/** What an entry clerk types: nothing classified, every district by the document itself. `evidence` holds names that `documentNamed` turns into files. */
export type PilotFiling = Omit<Values<typeof pilot.fields>, 'evidence' | 'apart' | 'sentOn' | 'scopeBy' | 'cityPapers'> & {
  evidence: string[]
}

type Reported = Omit<Values<typeof pilotProgress.fields>, 'pilot' | 'level' | 'lead' | 'dueOn' | 'acceptedOn' | 'results'>

/** `acceptedOn` is asked for only when the work is done. */
export type ProgressFiling = Reported & { acceptedOn?: string; results: ResultFiling[] }

export type ResultFiling = ResultText & { evidence: string[] }

/** A first filing with a fault, why it came back and from which step, and whether the clerk has put it right since. */
export type Returned<V> = { at: string; code: string; words: string; pins: string[]; filed: Partial<V>; corrected: boolean }
