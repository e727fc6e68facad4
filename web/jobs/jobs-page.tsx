import { useQuery } from '@tanstack/react-query'
import { Button, Popconfirm, Skeleton } from 'antd'
import { momentText } from '../city-time.ts'
import { importPlace } from '../places.ts'
import { ButtonLink } from '../shell/button-link.tsx'
import { Failed } from '../shell/failed.tsx'
import { usePageTitle } from '../shell/page-title.ts'
import { JobProgress } from './job-progress.tsx'
import { isUnderWay, jobsQuery } from './job-queries.ts'
import { resultWords, titleOf } from './job-words.ts'
import styles from './jobs.module.css'
import { ResultLink } from './result-link.tsx'
import type { Job, JobState } from './types.ts'
import { useDrop } from './use-drop.ts'

/** 导入与下载: what this person has asked for in the last day, newest first. */
export function JobsPage() {
  usePageTitle('导入与下载')
  const { data: jobs, error, refetch } = useQuery(jobsQuery)
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>导入与下载</h1>
        <p>从 Excel 导入和批量下载在这里查看进度、取回结果；结果文件保留 24 小时，只有您本人可以看到。</p>
      </header>
      {!jobs && !error && <Skeleton active paragraph={{ rows: 6 }} />}
      {!jobs && error && <Failed error={error} again={refetch} />}
      {jobs?.length === 0 && <p className={styles.nothing}>最近 24 小时没有导入或批量下载。在各业务的台账页可以发起。</p>}
      <ul>
        {jobs?.map((job) => (
          <JobLine key={job.id} job={job} />
        ))}
      </ul>
    </div>
  )
}

function JobLine({ job }: { job: Job }) {
  const { kind, state, module, id } = job
  const underWay = isUnderWay(job)
  return (
    <li className={styles.job}>
      <div className={styles.title}>
        <h2>{titleOf(job)}</h2>
        <span className={styles.state} data-state={state}>
          {STATES[state]}
        </span>
      </div>
      {underWay ? <JobProgress job={job} /> : <p className={styles.result}>{resultWords(job)}</p>}
      <div className={styles.foot}>
        <span className={styles.when}>
          {momentText(job.createdAt)} 发起{underWay ? '' : `，保留至 ${momentText(job.endsAt)}`}
        </span>
        <span className={styles.acts}>
          {kind === 'import' && (
            <ButtonLink {...importPlace(module)} search={{ job: id }} look={state === 'ready' ? 'primary' : 'default'}>
              {state === 'ready' ? '查看并决定' : '查看'}
            </ButtonLink>
          )}
          {kind === 'batch' && <ResultLink job={job} words="下载" look="primary" />}
          {kind === 'batch' && job.outcome.result && !job.fetchable && <span className={styles.when}>您的岗位已变动，请重新办理</span>}
          <Drop job={job} />
        </span>
      </div>
    </li>
  )
}

function Drop({ job }: { job: Job }) {
  const drop = useDrop()
  const underWay = isUnderWay(job)
  const label = underWay ? '停止' : '移除'
  return (
    <Popconfirm
      title={underWay ? '停止这一项？' : '从列表中移除？'}
      description={job.kind === 'import' && job.state === 'done' ? '已经导入的内容不受影响。' : undefined}
      okText={label}
      cancelText="取消"
      onConfirm={() => drop.mutate(job.id)}
      placement="bottomRight"
    >
      <Button type="text" loading={drop.isPending} aria-label={`${label} ${titleOf(job)}`}>
        {label}
      </Button>
    </Popconfirm>
  )
}

const STATES: Record<JobState, string> = {
  waiting: '排队中',
  running: '进行中',
  ready: '待您决定',
  done: '已完成',
  failed: '未完成',
  parked: '已停止',
}
