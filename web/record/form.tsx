import { App, Button, Select } from 'antd'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { dayOf } from '#kernel/day.ts'
import type { Module } from '#kernel/module.ts'
import { hasTypedTitle } from '#kernel/near-titles.ts'
import { offeredTo } from '#kernel/offered.ts'
import { firstStep } from '#kernel/steps.ts'
import { closedNow } from '#kernel/window.ts'
import { labelOf } from '#kernel/workflow.ts'
import { sentenceOf } from '#web/api/call.ts'
import { filingPosts, useMe } from '#web/api/me.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import { useWide } from '#web/fields/parts/use-wide.ts'
import { PledgeScope } from '#web/files/pledge.tsx'
import { useCheck, type Check } from './check.ts'
import { CheckReport, reportWords } from './check-report.tsx'
import { ClashesNotice } from './clashes-notice.tsx'
import { filingOrg } from './filing-org.ts'
import { FormFields, isKeptShut } from './form-fields.tsx'
import { FormHead } from './form-head.tsx'
import styles from './form.module.css'
import { momentText } from '#web/city-time.ts'
import { Notice } from './notice.tsx'
import { goTo, placeOf } from './place-id.ts'
import { ReturnedNotice } from './returned-notice.tsx'
import { saidAtFields, saidOf } from './said-of.ts'
import { SaveState } from './save-state.tsx'
import { sendable } from './sendable.ts'
import { SimilarTitles } from './similar-titles.tsx'
import { WarningNotice } from './standing-notices.tsx'
import { SubmitDialog } from './submit-dialog.tsx'
import { TakenNotice } from './taken-notice.tsx'
import { useDraft, useDraftState, useKept } from './use-draft.ts'
import { useSubmission } from './use-submission.ts'
import { whenReleased } from './when-released.ts'

type Props = { module: Module; record: RecordAnswer | null; onMade: (id: string) => void }

/** A form that saves itself, is checked while it is written, and is submitted from where it stands. */
export function Form({ module, record: begun, onMade }: Props) {
  const me = useMe()
  const { message } = App.useApp()
  const posts = filingPosts(me, module)
  const kept = useKept(me.id, module, begun)
  const [org, setOrg] = useState(filingOrg(begun, kept, posts))
  const filer = me.posts.find((post) => post.org === org)?.kind
  const draft = useDraft({ module, record: begun, person: me.id, kept, org, onMade })
  const state = useDraftState(draft)
  const { values, record } = state
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [attempted, setAttempted] = useState(false)
  const [reported, setReported] = useState(false)
  const [told, setTold] = useState(false)
  const [uploading, setUploading] = useState(0)
  useFirstFocus(begun === null && kept === null)

  const onWrong = (checked?: Check) => {
    setAttempted(true)
    setReported(true)
    const [first] = saidOf(draft.now().problems, checked)
    if (first) setTimeout(() => goTo(first.field))
  }
  const submission = useSubmission({ module, draft, org, uploading, onWrong })
  // What is being sent on is no longer this step's to check.
  const found = useCheck(module, { id: record?.id ?? null, org, values: sendable(module, values).values }, !submission.busy)
  const now = { stage: record?.stage ?? firstStep(module), returned: record?.returned ?? null, lapses: record?.lapses ?? null }
  const closed = closedNow(module, now, 'submit', dayOf(new Date()))?.message
  useKeys({
    s: () => void draft.flush(),
    Enter: () => void (closed ? message.warning(closed) : submission.confirming ? submission.submit() : submission.prepare()),
  })

  const takeNewest = () => {
    draft.takeNewest().then(
      () => draft.now().clashes.length > 0 && document.getElementById('main')?.scrollTo({ top: 0 }),
      (error: unknown) => void message.error(sentenceOf(error)),
    )
  }

  const said = saidOf(state.problems, found)
  const label = labelOf(module, record?.stage ?? firstStep(module), 'submit')
  const standing = submission.taken ?? found?.taken
  const mayDiscard = record?.abilities.some((ability) => ability.verb === 'discard' && !ability.refused)
  const reportId = useId()
  const { identity } = module
  const taken = identity && standing && (
    <TakenNotice module={module} existing={standing} identity={submission.identity()} org={org} onAsked={submission.asked} />
  )
  const below: Record<string, ReactNode> = taken ? { [identity.field]: taken } : {}
  if (hasTypedTitle(module) && !isKeptShut(record, module.title))
    below[module.title] = (
      <>
        {below[module.title]}
        <SimilarTitles module={module} title={values[module.title]} id={record?.id ?? null} org={org} />
      </>
    )
  return (
    <PledgeScope org={record?.owner ?? org} onUnderway={setUploading}>
      <div className={styles.page}>
        <div className={styles.inside}>
          <FormHead module={module} record={record} onDiscard={mayDiscard ? () => void submission.discard() : null} />
          <div className={styles.banners}>
            {closed && <Notice tone="warn" role="status" title={closed} />}
            {kept && !told && (
              <Notice
                tone="info"
                onClose={() => setTold(true)}
                title={`已恢复您于 ${momentText(kept.at)} 填写、当时未能保存的内容`}
                action={
                  <Button
                    size="small"
                    onClick={() => {
                      draft.giveUpRestored()
                      setTold(true)
                    }}
                  >
                    放弃恢复
                  </Button>
                }
              />
            )}
            {state.clashes.length > 0 && <ClashesNotice module={module} clashes={state.clashes} onClose={draft.clashesSeen} />}
            {record && <WarningNotice record={record} />}
            {record?.returned && <ReturnedNotice module={module} returned={record.returned} linked />}
          </div>
          <form className={styles.paper} aria-label={module.name} onSubmit={(event) => event.preventDefault()} noValidate>
            {!begun && posts.length > 1 && (
              <div className={styles.given}>
                <label htmlFor="filing-org">填报单位</label>
                <Select
                  id="filing-org"
                  value={record?.owner ?? org}
                  onChange={setOrg}
                  options={posts.map((post) => ({ value: post.org, label: post.orgName }))}
                  // Once a first save is on its way it is for the unit it was sent for.
                  disabled={record !== null || state.saving === 'saving' || state.saving === 'unreachable'}
                  style={{ minWidth: 240 }}
                />
              </div>
            )}
            <FormFields
              module={filer ? offeredTo(module, filer) : module}
              values={values}
              record={record}
              said={saidAtFields(said, left, attempted)}
              onChange={draft.set}
              onLeave={(element, next) => {
                const place = placeOf(element)
                if (place && !left.has(place) && (next === null || placeOf(next) !== place))
                  whenReleased(() => setLeft((all) => new Set([...all, place])))
              }}
              below={below}
            />
          </form>
        </div>
        <div className={styles.bar}>
          {reported && (
            <div id={reportId}>
              <CheckReport said={said} label={label} onClose={() => setReported(false)} />
            </div>
          )}
          <div className={styles.barInside}>
            <SaveState state={state} onRetry={() => void draft.flush()} onTake={takeNewest} />
            <Button onClick={() => setReported(!reported)} aria-expanded={reported} aria-controls={reported ? reportId : undefined}>
              填报体检{found || state.problems.length > 0 ? `：${reportWords(said)}` : ''}
            </Button>
            <Button
              type="primary"
              onClick={() => void submission.prepare()}
              loading={submission.busy && !submission.confirming}
              disabled={closed !== undefined}
              title={closed ?? 'Ctrl + Enter'}
            >
              {record?.returned ? `重新${label}` : label}
            </Button>
          </div>
        </div>
      </div>
      {submission.confirming && record && (
        <SubmitDialog
          module={module}
          record={record}
          checked={submission.confirming}
          busy={submission.busy}
          onSubmit={() => void submission.submit()}
          onClose={submission.cancel}
        />
      )}
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
      // Held down it is one press: the last look before a submission is not to be passed by without looking.
      if (!event.repeat) act()
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [])
}

/** A new form is begun with the caret in its first entry; a phone would cover half the page with its keyboard. */
function useFirstFocus(wanted: boolean) {
  const wide = useWide()
  const [atFirst] = useState(wanted && wide)
  useEffect(() => {
    if (!atFirst) return
    const timer = setTimeout(
      () => document.querySelector<HTMLElement>('form[novalidate] input, form[novalidate] textarea')?.focus({ preventScroll: true }),
      50,
    )
    return () => clearTimeout(timer)
  }, [atFirst])
}
