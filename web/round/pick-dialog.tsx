import { Input, Modal } from 'antd'
import type { Module } from '#kernel/module.ts'
import { repeatedWords } from '#kernel/round-words.ts'
import { useTyped } from '../shell/use-typed.ts'
import dialog from '../record/dialog.module.css'
import type { RoundItem } from './query.ts'
import styles from './round.module.css'

type Props = {
  module: Module
  picked: RoundItem
  others: readonly RoundItem[]
  busy: boolean
  onPick: (words: string) => void
  onClose: () => void
}

/** The one confirmation: who gets which decision, and the words the others will read. */
export function PickDialog({ module, picked, others, busy, onPick, onClose }: Props) {
  const [words, setWords] = useTyped(`${picked.id}.pick.words`, '')
  const { outcomes } = module.flow[module.round!.step]!
  const [picking, repeating] = [outcomes![module.round!.picked]!, outcomes![module.round!.others]!]
  return (
    <Modal
      open
      title={`${module.round!.name}：共 ${1 + others.length} ${module.unit}`}
      okText="确认核准"
      cancelText="取消"
      onOk={() => onPick(words.trim())}
      onCancel={onClose}
      confirmLoading={busy}
      width={640}
    >
      <div className={styles.verdict}>
        <b>{picking.label}</b>
        <p>
          {picked.ownerName}《{picked.title}》
        </p>
        <small>{picking.meaning}</small>
      </div>
      {others.length > 0 && (
        <div className={styles.verdict}>
          <b>{repeating.label}</b>
          <ul>
            {others.map((item) => (
              <li key={item.id}>
                {item.ownerName}《{item.title}》
              </li>
            ))}
          </ul>
          <small>意见：{repeatedWords(module, picked.ownerName, picked.title)}</small>
        </div>
      )}
      <div className={dialog.fields}>
        <label className={dialog.label} htmlFor="pick-words">
          对入选事项的具体意见（选填）
        </label>
        <Input.TextArea
          id="pick-words"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          autoSize={{ minRows: 2, maxRows: 8 }}
          maxLength={2000}
        />
      </div>
    </Modal>
  )
}
