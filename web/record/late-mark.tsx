import type { Late } from '#kernel/act.ts'
import { addDays } from '#kernel/day.ts'
import styles from './late-mark.module.css'

/** What was handled after its day, for good. Nothing where all was in time. */
export function LateMark({ late }: { late: readonly Late[] }) {
  const [last] = late.toSorted((one, other) => (one.on < other.on ? 1 : -1))
  if (!last) return null
  const words = late.length === 1 ? `超期 ${daysLate(last)} 天办理` : `超期办理 ${late.length} 次`
  return (
    <span className={styles.late} title={late.map(({ due, on }) => `期限 ${due}，${on} 办理`).join('；')}>
      {words}
    </span>
  )
}

const DAY = Date.parse(addDays('1970-01-01', 1))

const daysLate = ({ due, on }: Late) => Math.round((Date.parse(on) - Date.parse(due)) / DAY)
