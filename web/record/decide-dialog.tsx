import { Input, Modal, Radio } from 'antd'
import { useState, type ReactNode } from 'react'
import type { Reason } from '#kernel/act.ts'
import type { Module, Outcome } from '#kernel/module.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import { useTyped } from '#web/shell/use-typed.ts'
import styles from './dialog.module.css'

type Props = {
  module: Module
  record: Pick<RecordAnswer, 'id' | 'stage' | 'title' | 'decided'>
  /** What is chosen and said to begin with. */
  begins?: { outcome: string; words: string }
  notice: ReactNode
  busy: boolean
  onDecide: (outcome: string, label: string, reason: Reason | null) => void
  onClose: () => void
}

/** One of several decisions in the manual's words, each with what it means for the unit. */
export function DecideDialog({ module, record, begins, notice, busy, onDecide, onClose }: Props) {
  const step = module.flow[record.stage]!
  const outcomes = Object.entries(step.outcomes ?? {}).filter(([, outcome]) => !outcome.auto)
  // Begun with a decision it begins with that one, whatever was thought of before without it.
  const place = `${record.id}.decide.${begins ? `as-${begins.outcome}` : 'free'}`
  const [chosen, setChosen] = useTyped<string | undefined>(`${place}.outcome`, begins?.outcome)
  const [words, setWords] = useTyped(`${place}.words`, begins?.words ?? '')
  const [tried, setTried] = useState(false)
  const outcome = chosen === undefined ? undefined : step.outcomes![chosen]!
  const wanting = outcome?.returns === true && words.trim() === ''
  const finish = () => {
    if (!chosen || !outcome || wanting) return setTried(true)
    const said = words.trim()
    onDecide(chosen, outcome.label, said === '' ? null : { code: chosen, words: said, pins: [] })
  }
  return (
    <Modal
      open
      title={`${step.does?.label ?? step.label}：《${record.title}》`}
      okText="确定"
      cancelText="取消"
      onOk={finish}
      onCancel={onClose}
      confirmLoading={busy}
      width={640}
    >
      {notice}
      <div className={styles.fields}>
        <span className={styles.label} id="decide-outcome">
          核准意见
        </span>
        <Radio.Group
          value={chosen}
          onChange={(event) => setChosen(event.target.value as string)}
          aria-labelledby="decide-outcome"
          className={styles.outcomes!}
        >
          {outcomes.map(([name, each]) => (
            <Radio key={name} value={name}>
              <b>{each.label}</b>
              <small>
                {spent(record, name, each) ? `已满 ${each.times} 次，将转为“${step.outcomes![each.beyond!]!.label}”` : each.meaning}
              </small>
            </Radio>
          ))}
        </Radio.Group>
        {tried && !chosen && <p className={styles.wrong}>请选择核准意见</p>}
        <label className={styles.label} htmlFor="decide-words">
          具体意见{outcome?.returns ? '' : '（选填）'}
        </label>
        <Input.TextArea
          id="decide-words"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          autoSize={{ minRows: 3, maxRows: 10 }}
          maxLength={2000}
          status={tried && wanting ? 'error' : ''}
        />
        {tried && wanting && <p className={styles.wrong}>请写明具体意见，便于填报单位修改</p>}
      </div>
    </Modal>
  )
}

const spent = (record: Pick<RecordAnswer, 'decided'>, name: string, { times }: Outcome) =>
  times !== undefined && (record.decided[name] ?? 0) >= times
