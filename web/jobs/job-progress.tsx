import { Progress } from 'antd'
import { isStill, percentOf, progressWords, titleOf } from './job-words.ts'
import styles from './jobs.module.css'
import type { Job } from './types.ts'

/** How far a job is, for the eye and for the ear. */
export function JobProgress({ job }: { job: Job }) {
  const percent = percentOf(job)
  return (
    <div className={styles.progress}>
      <Progress
        percent={isStill(job) ? 100 : (percent ?? 0)}
        status={job.state === 'running' ? 'active' : 'normal'}
        showInfo={false}
        aria-label={`${titleOf(job)} 的进度`}
      />
      <p role="status">{progressWords(job)}</p>
    </div>
  )
}
