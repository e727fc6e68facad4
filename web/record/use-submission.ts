import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App } from 'antd'
import { useRef, useState } from 'react'
import type { Module } from '#kernel/module.ts'
import { firstStep } from '#kernel/steps.ts'
import { doneLabel, labelOf } from '#kernel/workflow.ts'
import { call, Refused, sentenceOf } from '#web/api/call.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import { ledgerPlace, recordPlace } from '#web/places.ts'
import { check, type Check, type Existing } from './check.ts'
import { noteDeed } from './deeds.ts'
import { discardBy } from './discarding.ts'
import type { Draft } from './draft.ts'
import { goTo } from './place-id.ts'
import { actsQuery, recordQuery } from './record-queries.ts'
import { sendable } from './sendable.ts'
import { whereNow } from './where-now.ts'

type Options = {
  module: Module
  draft: Draft
  org: string | null
  /** Files that are still being uploaded. */
  uploading: number
  onWrong: (checked?: Check) => void
}

/** What was found, and the version in which it was found. */
type Checked = Check & { version: number }

/** From “submit” to submitted: save, check, ask once more, send; and the other way to end a draft, discarding it. */
export function useSubmission({ module, draft, org, uploading, onWrong }: Options) {
  const navigate = useNavigate()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [confirming, setConfirming] = useState<Checked | null>(null)
  const [taken, setTaken] = useState<{ identity: string; existing: Existing } | null>(null)
  const [busy, setBusy] = useState(false)
  // The key of the submission that was sent: without an answer the same one is sent again, whatever the stream has told meanwhile.
  const sent = useRef('')
  const label = labelOf(module, draft.now().record?.stage ?? firstStep(module), 'submit')
  const identityField = module.identity?.field ?? ''
  const identity = () => String(draft.now().values[identityField] ?? '')
  const identityKey = () => module.identity?.key(draft.now().values) ?? ''

  async function attempt(what: () => Promise<unknown>) {
    if (busy) return
    setBusy(true)
    try {
      await what()
    } catch (error) {
      const refused = error instanceof Refused ? error : null
      // Without an answer the question stays open, and “submit” again is the same submission.
      if (refused && (refused.status === 0 || refused.status >= 500)) return void message.error(refused.message)
      setConfirming(null)
      if (refused?.code === 'TAKEN') showTaken(refused.facts.existing as Existing)
      else if (refused?.code === 'INCOMPLETE') onWrong({ problems: [...refused.problems], hints: [], taken: null })
      else void message.error(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }

  function showTaken(existing: Existing) {
    setTaken({ identity: identityKey(), existing })
    setTimeout(() => goTo(identityField))
  }

  async function look(): Promise<void> {
    if (uploading > 0) return void message.warning(`有附件尚未传完，请待传完或取消上传后再${label}。`)
    const now = await draft.flush()
    if (now.saving === 'stale' || now.saving === 'unreachable')
      return void message.warning(now.message ?? `内容尚未保存，请稍后再${label}。`)
    if (now.problems.length > 0) return onWrong()
    if (!now.record) {
      onWrong()
      return void message.warning(`请先填写内容，再${label}。`)
    }
    if (now.saving === 'refused') return void message.warning(now.message ?? `内容尚未保存，不能${label}。`)
    const checked = await check(module, { id: now.record.id, org, values: sendable(module, now.values).values })
    // Typed while the check was on its way: what is looked at last is what will be sent.
    if (draft.now().values !== now.values) return look()
    if (checked.problems.length > 0) return onWrong(checked)
    if (checked.taken) return showTaken(checked.taken)
    sent.current = ''
    setConfirming({ ...checked, version: now.record.version })
  }

  const prepare = () => attempt(look)

  const submit = () =>
    attempt(async () => {
      const { version } = confirming!
      if (sent.current === '') {
        const now = await draft.flush()
        // Not what was looked at: it is looked at once more.
        if (now.saving !== 'idle' || now.record?.version !== version) {
          setConfirming(null)
          return look()
        }
        sent.current = crypto.randomUUID()
      }
      const { id, stage } = draft.now().record!
      const done = await call<RecordAnswer>('POST', `/api/${module.path}/${id}/acts`, {
        key: sent.current,
        body: { verb: 'submit', version },
      })
      client.setQueryData(recordQuery(module.path, id).queryKey, done)
      void client.invalidateQueries({ queryKey: actsQuery(module.path, id).queryKey })
      noteDeed(id, `已${doneLabel(module, stage)}，${whereNow(module, done)}`)
      await navigate(recordPlace(module.path, id))
    })

  const discard = () =>
    attempt(async () => {
      const { id, version } = (await draft.flush()).record!
      await discardBy(id, () => call('POST', `/api/${module.path}/${id}/acts`, { body: { verb: 'discard', version } }))
      draft.revert()
      void message.success('草稿已作废')
      // Nothing is left that an upload could belong to.
      await navigate({ ...ledgerPlace(module.path), ignoreBlocker: true })
      client.removeQueries({ queryKey: recordQuery(module.path, id).queryKey })
    })

  return {
    busy,
    confirming,
    cancel: () => setConfirming(null),
    prepare,
    submit,
    discard,
    identity,
    /** Who came first under the identity typed now, when a submission or an ask has told so. */
    taken: taken?.identity === identityKey() ? taken.existing : null,
    asked: (existing: Existing) => setTaken({ identity: identityKey(), existing }),
  }
}
