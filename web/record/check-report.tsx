import { CloseOutlined, ExclamationCircleFilled, InfoCircleFilled } from '@ant-design/icons'
import { Button } from 'antd'
import { SYSTEM_HINT } from '#kernel/hints.ts'
import type { Said } from '#web/fields/look.ts'
import spoken from '#web/fields/parts/spoken.module.css'
import styles from './form.module.css'
import { goTo } from './place-id.ts'
import { isBlankSaid } from './said-of.ts'

/** `label` is what submitting is called here. */
type Props = { said: readonly Said[]; label: string; onClose: () => void }

/** 填报体检, as a list: what must be changed, what is worth a look, each leading to its place. */
export function CheckReport({ said, label, onClose }: Props) {
  const problems = said.filter((one) => one.tone === 'problem')
  const hints = said.filter((one) => one.tone === 'hint')
  return (
    <section className={styles.report} aria-label="填报体检结果">
      <div className={styles.reportHead}>
        <h2>填报体检</h2>
        <Button type="text" size="small" icon={<CloseOutlined />} aria-label="收起填报体检" onClick={onClose} />
      </div>
      {said.length === 0 && <p className={styles.fine}>没有发现问题，可以{label}。</p>}
      <div className={styles.reportInside}>
        <Group title={`须修改后才能${label}`} said={problems} />
        <Group title={`提示，请核对，不影响${label}`} said={hints} />
      </div>
    </section>
  )
}

function Group({ title, said }: { title: string; said: readonly Said[] }) {
  if (said.length === 0) return null
  return (
    <div>
      <h3>
        {title}（{said.length}）
      </h3>
      <ul>
        {said.map(({ field, message, clause, tone }) => (
          <li key={`${field} ${message}`}>
            <button type="button" onClick={() => goTo(field)}>
              <span className={spoken[tone]}>
                {tone === 'problem' ? <ExclamationCircleFilled aria-hidden /> : <InfoCircleFilled aria-hidden />}
              </span>{' '}
              {message}
              {clause && <small>{clause === SYSTEM_HINT ? clause : `依据：${clause}`}</small>}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The words on the button that opens the list. */
export function reportWords(said: readonly Said[]): string {
  const blanks = said.filter(isBlankSaid).length
  const problems = said.filter((one) => one.tone === 'problem').length - blanks
  const hints = said.length - blanks - problems
  if (said.length === 0) return '通过'
  return [problems > 0 && `${problems} 处须改`, blanks > 0 && `${blanks} 项未填`, hints > 0 && `${hints} 条提示`].filter(Boolean).join('，')
}
