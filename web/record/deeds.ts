import { useSyncExternalStore } from 'react'

let last: { record: string; words: string } | null = null
const watchers = new Set<() => void>()

/** Says on the record's page what was just done to it, until something else is done or the page is loaded anew. */
export function noteDeed(record: string, words: string | null) {
  last = words === null ? null : { record, words }
  for (const tell of watchers) tell()
}

export function useDeed(record: string): string | null {
  return useSyncExternalStore(watch, () => (last?.record === record ? last.words : null))
}

function watch(tell: () => void) {
  watchers.add(tell)
  return () => watchers.delete(tell)
}
