import type { Late } from '#kernel/act.ts'
import { daysBetween } from '#kernel/day.ts'
import styles from './late-mark.module.css'

/** What was handled after its day, for good. Nothing where all was in time. */
export function LateMark({ late }: { late: readonly Late[] }) {
  const [last] = late.toSorted((one, other) => (one.on < other.on ? 1 : -1))
  if (!last) return null
  const words = late.length === 1 ? `超期 ${daysBetween(last.due, last.on)} 天办理` : `超期办理 ${late.length} 次`
  return (
    <span className={styles.late} title={late.map(({ due, on }) => `期限 ${due}，${on} 办理`).join('；')}>
      {words}
    </span>
  )
}
