import type { ReactNode } from 'react'
import { PledgeScope } from '#web/files/pledge.tsx'
import { useMe } from '../api/me.ts'

/** Files of the office are uploaded for the office, whatever else its administrator belongs to. */
export function OfficePledge({ onUnderway, children }: { onUnderway: (count: number) => void; children: ReactNode }) {
  const seat = useMe().posts.find((post) => post.role === 'module-admin' && post.kind === 'office')
  return (
    <PledgeScope org={seat?.org ?? null} onUnderway={onUnderway}>
      {children}
    </PledgeScope>
  )
}
