import { Skeleton } from 'antd'
import styles from './states.module.css'

/** Shown while a page or its first answers are on their way. */
export function Opening() {
  return (
    <div className={styles.opening} role="status" aria-label="正在打开">
      <Skeleton active title={{ width: 180 }} paragraph={{ rows: 6 }} />
    </div>
  )
}
