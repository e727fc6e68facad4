import type { ReactNode } from 'react'

/** What was chosen for a filter, in one quiet line: the first, and how many there are. The list itself shows all, ticked. */
export const inOneLine = {
  maxTagCount: 0,
  maxTagPlaceholder: (chosen: readonly { label?: ReactNode }[]) => {
    const label = chosen[0]?.label
    const first = typeof label === 'string' ? label : ''
    return chosen.length > 1 ? `${first}等 ${chosen.length} 项` : first
  },
  // Names are longer than the bar has room for.
  popupMatchSelectWidth: 240,
} as const
