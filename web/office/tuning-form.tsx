import { useQueryClient } from '@tanstack/react-query'
import { App, Button, DatePicker, Input, InputNumber, Switch } from 'antd'
import dayjs from 'dayjs'
import { useId, useRef, useState } from 'react'
import { canonical } from '#kernel/fold.ts'
import { hintsIn } from '#kernel/hints.ts'
import type { Module } from '#kernel/module.ts'
import { roleNames } from '#kernel/org.ts'
import type { Problem } from '#kernel/refusal.ts'
import { trimmed, type Tuning } from '#kernel/tuned.ts'
import { Notice } from '#web/record/notice.tsx'
import { call, Refused, sentenceOf } from '../api/call.ts'
import { tuningsQuery } from '../api/tunings.ts'
import { useStay } from '../shell/use-stay.ts'
import { useTyped } from '../shell/use-typed.ts'
import { changedLines, tuningLines } from './lines.ts'
import styles from './office.module.css'
import { SaveBar } from './save-bar.tsx'
import { TuningPreview } from './tuning-preview.tsx'
import { WordingList } from './wording-list.tsx'

type Props = {
  module: Module
  /** The version in force, followed live. */
  version: number
  inForce: Tuning
  /** An earlier version to begin from. */
  begin: { from: number; tuning: Tuning } | null
}

/** Everything the office may change in one business, saved together as one version. */
export function TuningForm({ module, version, inForce, begin }: Props) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const [base, setBase] = useState({ version, tuning: trimmed(module, inForce) })
  // A session may end while somebody writes: what was typed on top of this version stands when they are back.
  const [kept, keep] = useTyped<{ version: number; tuning: Tuning } | null>(`tuning.${module.path}`, null)
  const [typed, setTyped] = useState(() => trimmed(module, begin?.tuning ?? (kept?.version === version ? kept.tuning : inForce)))
  const [note, setNote] = useState(begin ? `恢复为第 ${begin.from} 版` : '')
  const [busy, setBusy] = useState(false)
  const [problems, setProblems] = useState<readonly Problem[]>([])
  const [previewed, preview] = useState(false)
  // One key for one save: pressing again after a broken connection keeps nothing twice.
  const key = useRef(crypto.randomUUID())
  const next = trimmed(module, typed)
  const changes = changedLines(tuningLines(module, base.tuning), tuningLines(module, next)).length
  const dirty = canonical(next) !== canonical(base.tuning)
  // One's own save is here before it comes back among what is followed.
  const overtaken = version > base.version
  // What somebody else saved shows at once where nothing is being written here.
  if (overtaken && !dirty) {
    setBase({ version, tuning: trimmed(module, inForce) })
    setTyped(trimmed(module, inForce))
  }
  useStay(dirty)

  const change = (part: Partial<Tuning>) => {
    key.current = crypto.randomUUID()
    setProblems([])
    setTyped({ ...typed, ...part })
    keep({ version: base.version, tuning: { ...typed, ...part } })
  }
  const save = async () => {
    setBusy(true)
    try {
      const saved = await call<{ version: number; tuning: Tuning }>('PUT', `/api/${module.path}/tuning`, {
        key: key.current,
        body: { version: base.version, tuning: next, note: note.trim() },
      })
      key.current = crypto.randomUUID()
      setBase({ version: saved.version, tuning: saved.tuning })
      setTyped(saved.tuning)
      setNote('')
      keep(null)
      await client.invalidateQueries({ queryKey: tuningsQuery.queryKey })
      void message.success(`已保存为第 ${saved.version} 版，即刻生效`)
    } catch (error) {
      setProblems(error instanceof Refused && error.problems.length > 0 ? error.problems : [{ message: sentenceOf(error) }])
    } finally {
      setBusy(false)
    }
  }
  const takeNewest = () => {
    keep(null)
    setBase({ version, tuning: trimmed(module, inForce) })
    setTyped(trimmed(module, inForce))
    setProblems([])
  }
  return (
    <>
      <div className={styles.banners}>
        {overtaken && dirty && (
          <Notice
            tone="warn"
            role="alert"
            title={`他人刚刚保存了第 ${version} 版，您尚未保存的修改是从第 ${base.version} 版开始的。`}
            action={
              <Button size="small" onClick={takeNewest}>
                放弃修改，载入最新
              </Button>
            }
          />
        )}
        {problems.length > 0 && (
          <Notice tone="problem" role="alert" title="没有保存">
            <ul>
              {problems.map((problem) => (
                <li key={problem.message}>{problem.message}</li>
              ))}
            </ul>
          </Notice>
        )}
      </div>
      <div className={styles.columns}>
        <Scope module={module} typed={typed} onChange={change} />
        <Window typed={typed} onChange={change} />
        <Days module={module} typed={typed} onChange={change} />
        <Checks module={module} typed={typed} onChange={change} />
      </div>
      <WordingList module={module} words={typed.fields} onChange={(fields) => change({ fields })} />
      <SaveBar
        words={dirty ? `改动 ${changes} 项，尚未保存` : base.version === 0 ? '与系统发布时一致' : `现行第 ${base.version} 版`}
        dirty={dirty}
        busy={busy}
        note={note}
        onNote={(words) => {
          key.current = crypto.randomUUID()
          setNote(words)
        }}
        onPreview={() => preview(true)}
        onRevert={takeNewest}
        onSave={() => void save()}
        blocked={overtaken}
      />
      {previewed && <TuningPreview module={module} tuning={next} onClose={() => preview(false)} />}
    </>
  )
}

type Part = { typed: Tuning; onChange: (part: Partial<Tuning>) => void }

function Scope({ module, typed, onChange }: Part & { module: Module }) {
  const id = useId()
  return (
    <section className={styles.part}>
      <h2>
        <label htmlFor={id}>填报范围</label>
      </h2>
      <Input.TextArea
        id={id}
        value={typed.scope ?? module.scope}
        onChange={(event) => onChange({ scope: event.target.value })}
        autoSize={{ minRows: 3, maxRows: 10 }}
        maxLength={1000}
      />
      {typed.scope !== null && typed.scope !== module.scope && (
        <Button type="link" size="small" onClick={() => onChange({ scope: null })}>
          恢复系统原文
        </Button>
      )}
    </section>
  )
}

function Window({ typed, onChange }: Part) {
  const { from, to } = typed.window ?? { from: null, to: null }
  return (
    <section className={styles.part}>
      <h2>填报时间</h2>
      <DatePicker.RangePicker
        aria-label="填报时间"
        allowEmpty
        value={[from === null ? null : dayjs(from), to === null ? null : dayjs(to)]}
        onChange={(days) =>
          onChange({ window: days ? { from: days[0]?.format('YYYY-MM-DD') ?? null, to: days[1]?.format('YYYY-MM-DD') ?? null } : null })
        }
        placeholder={['不限起始', '不限截止']}
        style={{ width: '100%', maxWidth: 320 }}
      />
      <p className={styles.quiet}>在此之外可以填写并暂存，不能提交；被驳回的可以修改后重新提交。两端都不填为长期开放。</p>
    </section>
  )
}

function Days({ module, typed, onChange }: Part & { module: Module }) {
  const id = useId()
  return (
    <section className={styles.part}>
      <h2>办理时限</h2>
      <ul className={styles.days}>
        {Object.entries(module.flow).map(([step, { label, by, within }]) => {
          const days = Object.hasOwn(typed.within, step) ? typed.within[step]! : (within ?? null)
          return (
            <li key={step}>
              <label htmlFor={`${id}-${step}`}>
                {label} <small>{roleNames[by]}</small>
              </label>
              <InputNumber
                id={`${id}-${step}`}
                value={days}
                onChange={(value) => onChange({ within: { ...typed.within, [step]: value } })}
                min={1}
                max={730}
                precision={0}
                placeholder="不限"
                suffix="天"
                style={{ width: 110 }}
              />
            </li>
          )
        })}
      </ul>
      <p className={styles.quiet}>从到达该环节之日起算，对此后到达的事项生效；已到达的仍按原期限。</p>
    </section>
  )
}

function Checks({ module, typed, onChange }: Part & { module: Module }) {
  const id = useId()
  const hints = hintsIn(module)
  return (
    <section className={styles.part}>
      <h2>填报体检</h2>
      {hints.length === 0 && <p className={styles.quiet}>本业务没有体检提示。</p>}
      <ul className={styles.checks}>
        {hints.map(([name, { about, clause }]) => (
          <li key={name}>
            <Switch
              id={`${id}-${name}`}
              size="small"
              checked={!typed.off.includes(name)}
              onChange={(on) => onChange({ off: on ? typed.off.filter((each) => each !== name) : [...typed.off, name] })}
            />
            <label htmlFor={`${id}-${name}`}>
              {about} <small>{clause}</small>
            </label>
          </li>
        ))}
      </ul>
      <p className={styles.quiet}>体检只提示、不阻止提交；停用后不再提示。</p>
    </section>
  )
}
