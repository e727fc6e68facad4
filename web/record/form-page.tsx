import { useQuery } from '@tanstack/react-query'
import { Navigate, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Module } from '#kernel/module.ts'
import { firstStep, writingAt } from '#kernel/steps.ts'
import { Refused } from '#web/api/call.ts'
import { filingPosts, useMe } from '#web/api/me.ts'
import { recordPlace } from '#web/places.ts'
import { NotFoundPage } from '#web/shell/not-found-page.tsx'
import { Statement } from '#web/shell/statement.tsx'
import { Unreachable } from '#web/shell/unreachable.tsx'
import { Form } from './form.tsx'
import { RecordSkeleton } from './record-skeleton.tsx'
import { recordQuery } from './record-queries.ts'

/**
 * The form of a business: a new record, or the draft `id`. A new one gets `?draft=` as soon as it is saved, so that loading the page
 * anew finds it, without the page being built anew under the writer's hands.
 */
export function FormPage({ module, id }: { module: Module; id?: string }) {
  const navigate = useNavigate()
  const { draft } = useSearch({ strict: false }) as { draft?: string }
  const [shown, setShown] = useState({ turn: 0, id: id ?? draft ?? null })
  const [seen, setSeen] = useState(draft)
  const [made, setMade] = useState<string>()
  if (!id && seen !== draft) {
    setSeen(draft)
    // “New” was chosen again, or the way back to another draft.
    if (draft !== made) setShown({ turn: shown.turn + 1, id: draft ?? null })
  }
  const onMade = (record: string) => {
    setMade(record)
    void navigate({ to: '.', search: { draft: record } as never, replace: true })
  }
  return shown.id === null ? (
    <NewForm key={shown.turn} module={module} onMade={onMade} />
  ) : (
    <OpenForm key={shown.turn} module={module} id={shown.id} />
  )
}

function NewForm({ module, onMade }: { module: Module; onMade: (id: string) => void }) {
  const me = useMe()
  if (filingPosts(me, module).length === 0)
    return <Statement title={`您的岗位不能新建${module.name}`} words="新建由填报单位的录入员办理。" />
  return <Form module={writingAt(module, firstStep(module))} record={null} onMade={onMade} />
}

function OpenForm({ module, id }: { module: Module; id: string }) {
  // What the form begins with is fetched once; what comes later is for the form itself to put together.
  const record = useQuery({ ...recordQuery(module.path, id), refetchOnMount: 'always' })
  const [begun, setBegun] = useState(false)
  if (record.error instanceof Refused && record.error.status === 404) return <NotFoundPage />
  if (record.error && !begun) return <Unreachable error={record.error} again={record.refetch} busy={record.isFetching} />
  if (!record.data || (record.isFetching && !begun)) return <RecordSkeleton />
  if (!begun) {
    if (!record.data.abilities.some((ability) => ability.verb === 'save' && !ability.refused))
      return <Navigate {...recordPlace(module.path, id)} replace />
    setBegun(true)
  }
  return <Form module={writingAt(module, record.data.stage)} record={record.data} onMade={() => {}} />
}
