import { useState } from 'react'
import type { LedgerRow } from '../api/types.ts'

/** Records picked for a download, across pages; null while nobody is picking. */
export type Picking = {
  on: boolean
  picked: ReadonlySet<string>
  begin: () => void
  end: () => void
  toggle: (id: string) => void
  /** Picks all of these, or none of them. */
  all: (rows: readonly LedgerRow[], wanted: boolean) => void
}

export function usePicking(): Picking {
  const [picked, pick] = useState<ReadonlySet<string> | null>(null)
  return {
    on: picked !== null,
    picked: picked ?? NONE,
    begin: () => pick(NONE),
    end: () => pick(null),
    toggle: (id) => pick((before) => changed(before, [id], !before?.has(id))),
    all: (rows, wanted) =>
      pick((before) =>
        changed(
          before,
          rows.map((row) => row.id),
          wanted,
        ),
      ),
  }
}

const NONE: ReadonlySet<string> = new Set()

function changed(before: ReadonlySet<string> | null, ids: readonly string[], wanted: boolean): ReadonlySet<string> {
  const after = new Set(before)
  for (const id of ids) {
    if (wanted) after.add(id)
    else after.delete(id)
  }
  return after
}
