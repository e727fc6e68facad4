import { useSyncExternalStore } from 'react'
import type { HeldFile } from '#kernel/fields/files.ts'

let shown: { list: string; file: HeldFile } | null = null
const watchers = new Set<() => void>()

/** Shows a file of a list beside the page, in place of whatever was shown before; null closes. */
export function openPreview(list: string, file: HeldFile | null) {
  shown = file && { list, file }
  for (const tell of watchers) tell()
}

/** The file of this list that is being shown, if any. */
export function usePreviewed(list: string): HeldFile | null {
  return useSyncExternalStore(watch, () => (shown?.list === list ? shown.file : null))
}

function watch(tell: () => void) {
  watchers.add(tell)
  return () => watchers.delete(tell)
}
