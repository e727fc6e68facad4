import { useMemo, type ReactNode } from 'react'
import { NamesContext, useNames } from './names.ts'

/** What stands inside reads terms under the names they had at an instant, for what was filed keeps its words; null is now. */
export function NamesAt({ at, children }: { at: string | null; children: ReactNode }) {
  const names = useNames()
  const then = useMemo(() => names.at(at), [names, at])
  return <NamesContext value={then}>{children}</NamesContext>
}
