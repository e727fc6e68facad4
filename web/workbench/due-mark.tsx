import { dayOf } from '#kernel/day.ts'
import { closeness } from './due.ts'
import styles from './due-mark.module.css'

/** A deadline: the days while it matters, the date while it is far; `wordy` where no column head says that it is one, `counted` where the days always matter. */
export function DueMark({ due, wordy, counted }: { due: string; wordy?: boolean; counted?: boolean }) {
  const { tone, words } = closeness(due, dayOf(new Date()))
  return (
    <time dateTime={due} className={styles.due} data-tone={tone} title={`办理期限 ${due}`}>
      {tone === 'calm' && !counted ? (wordy ? `${due} 前办理` : due) : words}
    </time>
  )
}
