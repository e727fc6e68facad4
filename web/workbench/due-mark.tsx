import { dayOf } from '#kernel/day.ts'
import { closeness } from './due.ts'
import styles from './due-mark.module.css'

/** A deadline: the days while it matters, the date while it is far; `wordy` where no column head says that it is one. */
export function DueMark({ due, wordy }: { due: string; wordy?: boolean }) {
  const { tone, words } = closeness(due, dayOf(new Date()))
  return (
    <time dateTime={due} className={styles.due} data-tone={tone} title={`办理期限 ${due}`}>
      {tone === 'calm' ? (wordy ? `${due} 前办理` : due) : words}
    </time>
  )
}
