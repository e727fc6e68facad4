import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, App, Button, Popconfirm, Select } from 'antd'
import { useEffect, useId, useRef, useState } from 'react'
import type { Module } from '#kernel/module.ts'
import { call, Refused, sentenceOf } from '#web/api/call.ts'
import { filingPosts, useMe } from '#web/api/me.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import { useWide } from '#web/fields/parts/use-wide.ts'
import { PledgeScope } from '#web/files/pledge.tsx'
import { ledgerPlace, recordPlace } from '#web/places.ts'
import { check, useCheck, type Check, type Existing } from './check.ts'
import { CheckReport, reportWords } from './check-report.tsx'
import { ClashesNotice } from './clashes-notice.tsx'
import { noteDeed } from './deeds.ts'
import { FormFields } from './form-fields.tsx'
import { FormHead } from './form-head.tsx'
import styles from './form.module.css'
import { momentText } from './moments.ts'
import { goTo, placeOf } from './place-id.ts'
import { actsQuery, recordQuery } from './record-queries.ts'
import { ReturnedNotice } from './returned-notice.tsx'
import { saidAtFields, saidOf } from './said-of.ts'
import { SaveState } from './save-state.tsx'
import { sendable } from './sendable.ts'
import { StaleNotice } from './stale-notice.tsx'
import { SubmitDialog } from './submit-dialog.tsx'
import { TakenNotice } from './taken-notice.tsx'
import { useDraft, useDraftState } from './use-draft.ts'
import { whenReleased } from './when-released.ts'

type Props = { module: Module; record: RecordAnswer | null; onMade: (id: string) => void }

/** A form that saves itself, is checked while it is written, and is submitted from where it stands. */
export function Form({ module, record: begun, onMade }: Props) {
  const me = useMe()
  const navigate = useNavigate()
  const client = useQueryClient()
  const { message } = App.useApp()
  const posts = filingPosts(me, module)
  const [org, setOrg] = useState(begun?.owner ?? posts[0]?.org ?? null)
  const { draft, restored } = useDraft({ module, record: begun, person: me.id, org, onMade })
  const state = useDraftState(draft)
  const { values, record } = state
  const found = useCheck(module, { id: record?.id ?? null, org, values: sendable(module, values).values })
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [attempted, setAttempted] = useState(false)
  const [reported, setReported] = useState(false)
  const [confirming, setConfirming] = useState<Check | null>(null)
  const [taken, setTaken] = useState<{ identity: string; existing: Existing } | null>(null)
  const [busy, setBusy] = useState(false)
  const key = useRef(crypto.randomUUID())
  useFirstFocus(begun === null && restored === null)

  const said = saidOf(state.problems, found)
  const identity = String(values[module.identity?.field ?? ''] ?? '')
  const standing = taken?.identity === identity ? taken.existing : (found?.taken ?? null)

  const point = (checked?: Check) => {
    setAttempted(true)
    setReported(true)
    const [first] = saidOf(draft.now().problems, checked)
    if (first) setTimeout(() => goTo(first.field))
  }

  const prepare = () =>
    attempt(async () => {
      const now = await draft.flush()
      if (now.saving === 'stale' || now.saving === 'unreachable') return void message.warning(now.message ?? '内容尚未保存，请稍后再提交。')
      if (now.problems.length > 0) return point()
      if (!now.record) {
        setAttempted(true)
        setReported(true)
        return void message.warning('请先填写内容，再提交。')
      }
      const checked = await check(module, { id: now.record.id, org, values: sendable(module, now.values).values })
      if (checked.problems.length > 0) return point(checked)
      if (checked.taken) return showTaken(checked.taken)
      key.current = crypto.randomUUID()
      setConfirming(checked)
    })

  const submit = () =>
    attempt(async () => {
      const { id, version } = draft.now().record!
      const done = await call<RecordAnswer>('POST', `/api/${module.path}/${id}/acts`, { key: key.current, body: { verb: 'submit', version } })
      client.setQueryData(recordQuery(module.path, id).queryKey, done)
      void client.invalidateQueries({ queryKey: actsQuery(module.path, id).queryKey })
      noteDeed(id, `已提交，现由“${done.stageLabel}”环节办理`)
      await navigate(recordPlace(module.path, id))
    })

  const discard = () =>
    attempt(async () => {
      const now = await draft.flush()
      await call('POST', `/api/${module.path}/${now.record!.id}/acts`, { body: { verb: 'discard', version: now.record!.version } })
      draft.revert()
      client.removeQueries({ queryKey: recordQuery(module.path, now.record!.id).queryKey })
      void message.success('草稿已作废')
      await navigate(ledgerPlace(module.path))
    })

  async function attempt(what: () => Promise<unknown>) {
    if (busy) return
    setBusy(true)
    try {
      await what()
    } catch (error) {
      setConfirming(null)
      if (error instanceof Refused && error.code === 'TAKEN') showTaken(error.facts.existing as Existing)
      else if (error instanceof Refused && error.code === 'INCOMPLETE') point({ problems: [...error.problems], hints: [], taken: null })
      else void message.error(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }

  function showTaken(existing: Existing) {
    setTaken({ identity: String(draft.now().values[module.identity!.field] ?? ''), existing })
    document.getElementById('main')?.scrollTo({ top: 0, behavior: 'smooth' })
  }

  useKeys({ s: () => void draft.flush(), Enter: () => void prepare() })

  const reportId = useId()
  return (
    <PledgeScope org={record?.owner ?? org}>
      <div className={styles.page}>
        <div className={styles.inside}>
          <FormHead module={module} record={record} />
          <div className={styles.banners}>
            {restored && (
              <Alert
                type="info"
                showIcon
                closable
                title={`已恢复您于 ${momentText(restored)} 填写、当时未能保存的内容`}
                action={
                  state.saving !== 'idle' && (
                    <Button size="small" onClick={() => draft.revert()}>
                      放弃恢复
                    </Button>
                  )
                }
              />
            )}
            {state.saving === 'stale' && <StaleNotice words={state.message ?? '内容在别处有更新。'} onTake={() => draft.takeNewest().catch((error: unknown) => void message.error(sentenceOf(error)))} />}
            {state.clashes.length > 0 && <ClashesNotice module={module} clashes={state.clashes} />}
            {record?.returned && <ReturnedNotice module={module} returned={record.returned} linked />}
            {standing && <TakenNotice module={module} existing={standing} identity={identity} org={org} onAsked={(existing) => setTaken({ identity, existing })} />}
          </div>
          <form className={styles.paper} aria-label={module.name} onSubmit={(event) => event.preventDefault()} noValidate>
            {!begun && posts.length > 1 && (
              <div className={styles.given}>
                <label htmlFor="filing-org">填报单位</label>
                <Select id="filing-org" value={org} onChange={setOrg} options={posts.map((post) => ({ value: post.org, label: post.orgName }))} disabled={record !== null} style={{ minWidth: 240 }} />
              </div>
            )}
            <FormFields
              module={module}
              values={values}
              record={record}
              said={saidAtFields(said, left, attempted)}
              onChange={draft.set}
              onLeave={(element) => {
                const place = placeOf(element)
                if (place && !left.has(place)) whenReleased(() => setLeft((all) => new Set([...all, place])))
              }}
            />
          </form>
        </div>
        <div className={styles.bar}>
          {reported && (
            <div id={reportId}>
              <CheckReport said={said} onClose={() => setReported(false)} />
            </div>
          )}
          <div className={styles.barInside}>
            <SaveState state={state} onRetry={() => void draft.flush()} />
            {record?.abilities.some((ability) => ability.verb === 'discard' && !ability.refused) && (
              <Popconfirm title="作废这份草稿？" description="作废后不能恢复。" okText="作废" okButtonProps={{ danger: true }} onConfirm={() => void discard()}>
                <Button type="text" danger>
                  作废草稿
                </Button>
              </Popconfirm>
            )}
            <Button onClick={() => setReported(!reported)} aria-expanded={reported} aria-controls={reportId}>
              填报体检{found || state.problems.length > 0 ? `：${reportWords(said)}` : ''}
            </Button>
            <Button type="primary" onClick={() => void prepare()} loading={busy && !confirming} title="Ctrl + Enter">
              {record?.returned ? '重新提交' : '提交'}
            </Button>
          </div>
        </div>
      </div>
      {confirming && record && <SubmitDialog module={module} record={record} checked={confirming} busy={busy} onSubmit={() => void submit()} onClose={() => setConfirming(null)} />}
    </PledgeScope>
  )
}

/** Ctrl or ⌘ with a key, wherever the caret is. */
function useKeys(keys: Record<string, () => void>) {
  const current = useRef(keys)
  useEffect(() => {
    current.current = keys
  })
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const act = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey ? current.current[event.key] : undefined
      if (!act) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [])
}

/** A new form is begun with the caret in its first entry; a phone would cover half the page with its keyboard. */
function useFirstFocus(wanted: boolean) {
  const wide = useWide()
  useEffect(() => {
    if (!wanted || !wide) return
    const timer = setTimeout(() => document.querySelector<HTMLElement>('form[novalidate] input, form[novalidate] textarea')?.focus({ preventScroll: true }), 50)
    return () => clearTimeout(timer)
    // Only when the form is first shown.
  }, [])
}
