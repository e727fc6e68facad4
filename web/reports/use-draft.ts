import { useState } from 'react'
import { useTyped } from '../shell/use-typed.ts'
import type { Draft } from './scheme-lines.ts'
import type { SchemeRow } from './scheme-queries.ts'

export const draftOf = ({ content, validFrom, note }: SchemeRow): Draft => ({ content, validFrom, note: note ?? '' })

/** What is typed on top of which version: kept through a session that ends and a page that is loaded anew. */
export type Kept = { version: number; base: Draft; typed: Draft }

export const keptPlace = (id: string) => `scheme.${id}`

/** A draft as it is being written, and the version it began from. */
export function useDraft(row: SchemeRow) {
  const [kept, keep] = useTyped<Kept | null>(keptPlace(row.id), null)
  const [base, setBase] = useState(() =>
    kept ? { version: kept.version, draft: kept.base } : { version: row.version, draft: draftOf(row) },
  )
  const [typed, setTyped] = useState(() => kept?.typed ?? draftOf(row))
  const begin = (from: SchemeRow, draft: Draft) => {
    setBase({ version: from.version, draft: draftOf(from) })
    setTyped(draft)
  }
  return {
    base,
    typed,
    type(next: Draft) {
      setTyped(next)
      keep({ version: base.version, base: base.draft, typed: next })
    },
    /** Goes on with this on top of a newer version. */
    rebase(from: SchemeRow, draft: Draft) {
      begin(from, draft)
      keep({ version: from.version, base: draftOf(from), typed: draft })
    },
    /** Nothing is typed that this version does not have. */
    settle(from: SchemeRow) {
      begin(from, draftOf(from))
      keep(null)
    },
  }
}
