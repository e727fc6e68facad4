import { useSyncExternalStore } from 'react'

const query = matchMedia('(min-width: 992px)')

/** True where guidance can stand beside its field; the phone folds it away below. */
export function useWide(): boolean {
  return useSyncExternalStore(watch, () => query.matches)
}

function watch(changed: () => void) {
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}
