import { useQuery } from '@tanstack/react-query'
import { Refused } from '#web/api/call.ts'
import type { Module } from '#kernel/module.ts'
import { NotFoundPage } from '#web/shell/not-found-page.tsx'
import { Unreachable } from '#web/shell/unreachable.tsx'
import { RecordSheet } from './record-sheet.tsx'
import { RecordSkeleton } from './record-skeleton.tsx'
import { recordQuery } from './record-queries.ts'

/** A record: where it stands, what it says, what happened to it, and what this person may do with it. */
export function RecordPage({ module, id }: { module: Module; id: string }) {
  const record = useQuery(recordQuery(module.path, id))
  if (record.error instanceof Refused && record.error.status === 404) return <NotFoundPage />
  if (!record.data && record.error) return <Unreachable error={record.error} again={record.refetch} busy={record.isFetching} />
  if (!record.data) return <RecordSkeleton />
  return <RecordSheet module={module} record={record.data} />
}
