import { useState } from 'react'
import type { RecordAnswer } from '#web/api/types.ts'

/** Whether the record changed under the reader's eyes by somebody else's hand. `mine` is the version of the reader's own last act. */
export function useNews(record: RecordAnswer, mine: number) {
  const [seen, setSeen] = useState(record.version)
  return { changed: record.version > Math.max(seen, mine), seen: () => setSeen(record.version) }
}
