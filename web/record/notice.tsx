import { CheckCircleFilled, CloseOutlined, ExclamationCircleFilled, InfoCircleFilled } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import styles from './notice.module.css'

const ICONS = {
  good: <CheckCircleFilled />,
  info: <InfoCircleFilled />,
  warn: <ExclamationCircleFilled />,
  problem: <ExclamationCircleFilled />,
}

type Props = {
  tone: keyof typeof ICONS
  title: ReactNode
  role?: 'status' | 'alert'
  action?: ReactNode
  onClose?: () => void
  children?: ReactNode
}

/** Something to know before reading on: one line, and below it what else belongs to it. */
export function Notice({ tone, title, role, action, onClose, children }: Props) {
  return (
    <section className={styles.notice} data-tone={tone} role={role}>
      <span className={styles.icon} aria-hidden>
        {ICONS[tone]}
      </span>
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        {children}
      </div>
      {action && <div>{action}</div>}
      {onClose && <Button type="text" size="small" icon={<CloseOutlined />} aria-label="关闭" onClick={onClose} />}
    </section>
  )
}
