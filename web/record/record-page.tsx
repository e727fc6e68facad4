import { useQuery } from '@tanstack/react-query'
import { Refused, sentenceOf } from '#web/api/call.ts'
import type { Module } from '#kernel/module.ts'
import { NotFoundPage } from '#web/shell/not-found-page.tsx'
import { Statement } from '#web/shell/statement.tsx'
import { RecordSheet } from './record-sheet.tsx'
import { RecordSkeleton } from './record-skeleton.tsx'
import { recordQuery } from './record-queries.ts'

/** A record: where it stands, what it says, what happened to it, and what this person may do with it. */
export function RecordPage({ module, id }: { module: Module; id: string }) {
  const record = useQuery(recordQuery(module.path, id))
  if (record.error instanceof Refused && record.error.status === 404) return <NotFoundPage />
  if (!record.data) return record.error ? <Statement title="暂时不能打开" words={sentenceOf(record.error)} /> : <RecordSkeleton />
  return <RecordSheet module={module} record={record.data} />
}
