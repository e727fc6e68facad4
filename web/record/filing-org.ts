import type { RecordAnswer } from '#web/api/types.ts'
import type { Kept } from './kept.ts'

/**
 * The unit a form is filled in for: the record's own; for a new one the unit it was begun for on this machine, as long as this person files for it;
 * else the first of theirs. Null for somebody who files for none.
 */
export function filingOrg(begun: RecordAnswer | null, kept: Kept | null, posts: readonly { org: string }[]): string | null {
  if (begun) return begun.owner
  return posts.find(({ org }) => org === kept?.org)?.org ?? posts[0]?.org ?? null
}
