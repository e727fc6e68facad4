import { Modal } from 'antd'
import styles from './keyboard-help.module.css'

const KEYS: [keys: string[], does: string][] = [
  [['/'], '搜索'],
  [['g', 'w'], '回到工作台'],
  [['g', 'h'], '打开填报指南'],
  [['n'], '在台账中新建'],
  [['↑', '↓'], '在列表中移动'],
  [['回车'], '打开所选的一项'],
  [['['], '台账上一页'],
  [[']'], '台账下一页'],
  [['?'], '显示本说明'],
]

export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  return (
    <Modal title="键盘快捷键" open onCancel={onClose} footer={null} width={420}>
      <dl className={styles.keys}>
        {KEYS.map(([keys, does]) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
