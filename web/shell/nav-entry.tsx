import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import styles from './nav.module.css'

type Props = {
  folded: boolean
  label: string
  icon: ReactNode
  count?: number
  /** What the badge counts. */
  counted?: string
  urgent?: boolean
  children: (inside: ReactNode) => ReactNode
}

/** One line of the navigation with what waits there; `children` makes the link around it. */
export function NavEntry({ folded, label, icon, count = 0, counted = '项待办', urgent = false, children }: Props) {
  const inside = (
    <>
      <span className={styles.icon} aria-hidden="true">
        {icon}
      </span>
      <span className={folded ? styles.unseen : styles.label}>{label}</span>
      <NavBadge count={count} counted={counted} urgent={urgent} />
    </>
  )
  return (
    <li>
      {folded ? (
        <Tooltip title={label} placement="right">
          {children(inside)}
        </Tooltip>
      ) : (
        children(inside)
      )}
    </li>
  )
}

/** The character an entry is known by in place of a picture. */
export function NavMark({ mark }: { mark: string | undefined }) {
  return <span className={styles.initial}>{mark}</span>
}

export function NavBadge({ count, counted = '项待办', urgent }: { count: number; counted?: string; urgent: boolean }) {
  if (count === 0) return null
  return (
    <span className={styles.badge} data-urgent={urgent || undefined}>
      {count > 99 ? '99+' : count}
      <span className={styles.unseen}>
        {' '}
        {counted}
        {urgent ? '，有超期' : ''}
      </span>
    </span>
  )
}
