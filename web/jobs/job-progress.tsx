import { Progress } from 'antd'
import { isUncounted, percentOf, progressWords, titleOf } from './job-words.ts'
import styles from './jobs.module.css'
import type { Job } from './types.ts'

/** How far a job is, for the eye and for the ear; where nobody can say, only that it goes on. */
export function JobProgress({ job }: { job: Job }) {
  const label = `${titleOf(job)} 的进度`
  return (
    <div className={styles.progress}>
      {isUncounted(job) ? (
        <div className={styles.uncounted} role="progressbar" aria-label={label} />
      ) : (
        <Progress percent={percentOf(job) ?? 0} status="normal" showInfo={false} aria-label={label} />
      )}
      <p role="status">{progressWords(job)}</p>
    </div>
  )
}
