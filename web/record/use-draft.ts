import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { Module } from '#kernel/module.ts'
import { call } from '#web/api/call.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import { startDraft, type Draft } from './draft.ts'
import { forgetKept, keep, keptPlace, readKept, type Kept } from './kept.ts'
import { merge } from './merge.ts'
import { recordQuery } from './record-queries.ts'

type Options = {
  module: Module
  record: RecordAnswer | null
  person: string
  /** What an earlier page left on this machine. */
  kept: Kept | null
  org: string | null
  onMade: (id: string) => void
}

/** What somebody typed into this form and the server has not acknowledged, as it was when the page was opened. */
export function useKept(person: string, module: Module, record: RecordAnswer | null): Kept | null {
  const [kept] = useState(() => readKept(keptPlace(person, module, record?.id ?? null)))
  return kept
}

/** The draft of a form, begun from the record or from what was kept on this machine. */
export function useDraft({ module, record, person, kept, org, onMade }: Options): Draft {
  const client = useQueryClient()
  const now = useRef({ org, onMade })
  useEffect(() => {
    now.current = { org, onMade }
  })
  const [draft] = useState(() =>
    startDraft({
      module,
      start: { record, values: restoredValues(record, kept), attempt: kept?.attempt ?? null },
      org: () => now.current.org,
      write: (id, { key, version, values, org: filing }) =>
        id === null
          ? call<RecordAnswer>('POST', `/api/${module.path}`, { key, body: { values, ...(filing ? { org: filing } : {}) } })
          : call<RecordAnswer>('PATCH', `/api/${module.path}/${id}`, { key, body: { version, values } }),
      read: (id) => client.fetchQuery({ ...recordQuery(module.path, id), staleTime: 0 }),
      keep(rest, id) {
        const place = keptPlace(person, module, id)
        if (rest) keep(place, module, { ...rest, at: new Date().toISOString() })
        else forgetKept(place)
      },
      saved(answer) {
        client.setQueryData(recordQuery(module.path, answer.id).queryKey, answer)
        void client.invalidateQueries({ queryKey: ['acts', module.path, answer.id] })
      },
      made: (id) => now.current.onMade(id),
    }),
  )
  useEffect(() => draft.keepAnew(), [draft, org])
  useRescue(draft, kept !== null)
  useNewer(module, draft)
  return draft
}

export const useDraftState = (draft: Draft) => useSyncExternalStore(draft.watch, draft.now)

/** What was kept goes on top of what the record holds now. */
function restoredValues(record: RecordAnswer | null, kept: Kept | null) {
  if (!kept) return record?.values ?? {}
  if (!record || kept.version === record.version) return kept.values
  return merge(kept.base, kept.values, record.values).values
}

/** Saves what waits as soon as the network is back, the page is put away, or the form is left. */
function useRescue(draft: Draft, atOnce: boolean) {
  useEffect(() => {
    const flush = () => void draft.flush()
    const whenHidden = () => document.visibilityState === 'hidden' && flush()
    addEventListener('online', flush)
    document.addEventListener('visibilitychange', whenHidden)
    if (atOnce) flush()
    return () => {
      removeEventListener('online', flush)
      document.removeEventListener('visibilitychange', whenHidden)
      draft.stop()
    }
  }, [draft, atOnce])
}

/** The stream tells that the record changed elsewhere before a save would be refused. */
function useNewer(module: Module, draft: Draft) {
  const { record } = useDraftState(draft)
  const newest = useQuery({ ...recordQuery(module.path, record?.id ?? ''), ...(record ? {} : { enabled: false }) }).data
  useEffect(() => {
    if (newest) draft.noticeNewer(newest)
  }, [newest, draft])
}
