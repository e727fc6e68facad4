import { Checkbox, Input, Modal, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import type { Reason } from '#kernel/act.ts'
import { dayOf } from '#kernel/day.ts'
import { RETURN_REASONS } from '#kernel/dictionaries.ts'
import type { Module } from '#kernel/module.ts'
import { isAsked } from '#kernel/values.ts'
import { useNames } from '#web/api/names.ts'
import type { RecordAnswer } from '#web/api/types.ts'
import { useTyped } from '#web/shell/use-typed.ts'
import styles from './dialog.module.css'
import { groupedReasons, returnReasons } from './return-reasons.ts'
import { filledAt, fillerOf } from '#kernel/steps.ts'

type Props = {
  module: Module
  record: RecordAnswer
  notice: ReactNode
  busy: boolean
  onReturn: (reason: Reason) => void
  onClose: () => void
}

/** Why something goes back: a reason of the dictionary, whose words and fields are a beginning, and the reviewer's own. */
export function ReturnDialog({ module, record, notice, busy, onReturn, onClose }: Props) {
  const filler = fillerOf(module, record.stage)
  const open = filledAt(module, filler).filter((key) => isAsked(module, key, record.values))
  const reasons = returnReasons(useNames().terms(RETURN_REASONS), module, open, dayOf(new Date()))
  const [code, setCode] = useTyped<string | undefined>(`${record.id}.return.code`, undefined)
  const [words, setWords] = useTyped(`${record.id}.return.words`, '')
  const [pins, setPins] = useTyped<string[]>(`${record.id}.return.pins`, [])
  const [only, setOnly] = useState(false)
  const [tried, setTried] = useState(false)
  const chosen = reasons.find((reason) => reason.code === code)

  const choose = (next: string | undefined) => {
    const reason = reasons.find((one) => one.code === next)
    setCode(next)
    // Words already changed by hand stay.
    if (reason && (words.trim() === '' || words === chosen?.words)) setWords(reason.words)
    if (reason) setPins([...new Set([...pins.filter((pin) => !chosen?.pins.includes(pin)), ...reason.pins])])
  }
  const finish = () => {
    if (!code || words.trim() === '') return setTried(true)
    onReturn({ code, words: words.trim(), pins, ...(only && pins.length > 0 ? { only } : {}) })
  }
  return (
    <Modal
      open
      title={`驳回《${record.title}》`}
      okText="驳回"
      okButtonProps={{ danger: true }}
      cancelText="取消"
      onOk={finish}
      onCancel={onClose}
      confirmLoading={busy}
      width={600}
    >
      {notice}
      <div className={styles.fields}>
        <span className={styles.label}>
          <span className={styles.required} aria-hidden>
            *
          </span>
          <label htmlFor="return-code">驳回原因</label>
        </span>
        <Select
          id="return-code"
          value={code ?? null}
          onChange={choose}
          options={groupedReasons(reasons, pins).map(({ group, reasons: members }) => ({
            label: group,
            options: members.map((reason) => ({ value: reason.code, label: reason.label })),
          }))}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="请选择"
          notFoundContent="没有符合的驳回原因"
          status={tried && !code ? 'error' : ''}
          autoFocus
        />
        {tried && !code && <p className={styles.wrong}>请选择驳回原因</p>}
        {chosen?.clause && <p className={styles.aside}>依据：{chosen.clause}</p>}

        <span className={styles.label}>
          <span className={styles.required} aria-hidden>
            *
          </span>
          <label htmlFor="return-words">驳回意见</label>
        </span>
        <Input.TextArea
          id="return-words"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          autoSize={{ minRows: 3, maxRows: 10 }}
          maxLength={2000}
          status={tried && words.trim() === '' ? 'error' : ''}
          aria-describedby="return-words-aside"
        />
        <p id="return-words-aside" className={tried && words.trim() === '' ? styles.wrong : styles.aside}>
          {tried && words.trim() === '' ? '请写明驳回意见，便于填报人修改' : '填报人将看到这段文字，请写明应如何修改'}
        </p>

        <span className={styles.label}>
          <label htmlFor="return-pins">涉及的填报项</label>
        </span>
        <Select
          id="return-pins"
          mode="multiple"
          value={pins}
          onChange={setPins}
          options={open.map((key) => ({ value: key, label: module.fields[key]!.label }))}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="可多选，将在填报页对应位置标出"
          allowClear
        />
        <Checkbox checked={only && pins.length > 0} disabled={pins.length === 0} onChange={(event) => setOnly(event.target.checked)}>
          只允许修改上述填报项
        </Checkbox>
        <p className={styles.aside}>退回至“{module.flow[filler]!.label}”环节。</p>
      </div>
    </Modal>
  )
}
