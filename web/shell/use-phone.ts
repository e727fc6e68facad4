import { useSyncExternalStore } from 'react'

const narrow = window.matchMedia('(max-width: 767px)')

/** Whether the window is as narrow as a phone; follows turning and resizing. */
export function usePhone(): boolean {
  return useSyncExternalStore(watch, () => narrow.matches)
}

function watch(tell: () => void) {
  narrow.addEventListener('change', tell)
  return () => narrow.removeEventListener('change', tell)
}
