import { dayOf } from '#kernel/day.ts'
import { closeness } from './due.ts'
import styles from './due-mark.module.css'

/** A deadline: the days while it matters, the date while it is far. */
export function DueMark({ due }: { due: string }) {
  const { tone, words } = closeness(due, dayOf(new Date()))
  return (
    <time dateTime={due} className={styles.due} data-tone={tone} title={`办理期限 ${due}`}>
      {tone === 'calm' ? due : words}
    </time>
  )
}
