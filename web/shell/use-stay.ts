import { useEffect } from 'react'

/** Leaving with something unsaved is asked about. */
export function useStay(dirty: boolean) {
  useEffect(() => {
    if (!dirty) return
    const stay = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', stay)
    return () => removeEventListener('beforeunload', stay)
  }, [dirty])
}
