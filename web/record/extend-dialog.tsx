import { DatePicker, Input, Modal } from 'antd'
import { useState, type ReactNode } from 'react'
import type { RecordAnswer } from '#web/api/types.ts'
import { useTyped } from '#web/shell/use-typed.ts'
import styles from './dialog.module.css'

type Props = {
  record: RecordAnswer
  notice: ReactNode
  busy: boolean
  onExtend: (until: string, words: string) => void
  onClose: () => void
}

/** Asks for more time: until when, and why. */
export function ExtendDialog({ record, notice, busy, onExtend, onClose }: Props) {
  const [until, setUntil] = useState<string>()
  const [words, setWords] = useTyped(`${record.id}.extend.words`, '')
  const [tried, setTried] = useState(false)
  const finish = () => {
    if (!until || words.trim() === '') return setTried(true)
    onExtend(until, words.trim())
  }
  return (
    <Modal open title="申请延期" okText="提出申请" cancelText="取消" onOk={finish} onCancel={onClose} confirmLoading={busy}>
      {notice}
      <div className={styles.fields}>
        <p className={styles.aside}>现办理期限：{record.due}。同意之前，仍按现期限计算。</p>
        <label className={styles.label} htmlFor="extend-until">
          申请延期至
        </label>
        <DatePicker
          id="extend-until"
          onChange={(_, text) => setUntil((Array.isArray(text) ? text[0] : text) || undefined)}
          status={tried && !until ? 'error' : ''}
          style={{ width: '100%' }}
        />
        {tried && !until && <p className={styles.wrong}>请选择日期</p>}
        <label className={styles.label} htmlFor="extend-words">
          延期理由
        </label>
        <Input.TextArea
          id="extend-words"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          autoSize={{ minRows: 3, maxRows: 8 }}
          maxLength={1000}
          status={tried && words.trim() === '' ? 'error' : ''}
        />
        {tried && words.trim() === '' && <p className={styles.wrong}>请写明延期理由</p>}
      </div>
    </Modal>
  )
}
