import { sql, type RawBuilder } from 'kysely'
import { gramsToFind } from '../grams.ts'
import { textKey } from '../text-key.ts'

/** How a phrase is looked for. */
export type Search = {
  /** Whether a record’s `found_in` contains it; of those that are at hand. */
  contains: (foundIn: RawBuilder<unknown>) => RawBuilder<boolean>
  /** The same of all records, which an index of pairs of characters gathers. */
  gathered: RawBuilder<boolean>
}

/** Null of a phrase with nothing to look for. */
export function searchFor(phrase: string): Search | null {
  const key = textKey(phrase)
  if (key === '') return null
  return {
    contains: (foundIn) => sql<boolean>`position(${key} in ${foundIn}) > 0`,
    gathered: sql<boolean>`record.grams @> ${gramsToFind(key)}::text[] and record.found_in like ${`%${key.replace(/[\\%_]/g, '\\$&')}%`}`,
  }
}
