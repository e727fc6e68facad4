import { useInfiniteQuery } from '@tanstack/react-query'
import { Alert, Button, Segmented, Skeleton } from 'antd'
import { useState } from 'react'
import type { Module } from '#kernel/module.ts'
import { importRowsQuery, type Only } from '../jobs/job-queries.ts'
import { ResultLink } from '../jobs/result-link.tsx'
import type { Counts, Job } from '../jobs/types.ts'
import { Failed } from '../shell/failed.tsx'
import { usePhone } from '../shell/use-phone.ts'
import { Decide } from './decide.tsx'
import styles from './import.module.css'
import { PreviewCards } from './preview-cards.tsx'
import { PreviewTable } from './preview-table.tsx'

/** What was understood of a workbook, row by row, before anything is written; and the choice. */
export function ImportPreview({ module, job, onAnew }: { module: Module; job: Job; onAnew: () => void }) {
  const { notes = [], counts = NONE, reason, file } = job.outcome
  return (
    <>
      {reason && <Alert type="warning" showIcon title={reason} className={styles.note!} />}
      <section className={styles.card} aria-label="核对结果">
        <h2>{file}</h2>
        <Tallies counts={counts} />
        <ul className={styles.notes}>
          {notes.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
        <Decide module={module} job={job} counts={counts} onAnew={onAnew} />
        <div className={styles.acts}>
          <ResultLink job={job} words="下载标注了问题的原表" />
        </div>
      </section>
      {counts.rows > 0 && <Rows module={module} job={job} counts={counts} />}
    </>
  )
}

const NONE: Counts = { rows: 0, bad: 0, twins: 0, lacking: 0, updates: 0 }

function Tallies({ counts: { rows, bad, twins, lacking, updates } }: { counts: Counts }) {
  const tallies = [
    ['读出', rows, ''],
    ['可以导入', rows - bad, 'good'],
    ['有错误', bad - twins, bad - twins > 0 ? 'alert' : ''],
    ['重复', twins, twins > 0 ? 'alert' : ''],
    ['暂不能提交', lacking, lacking > 0 ? 'warn' : ''],
    ...(updates > 0 ? [['填报已有事项', updates, ''] as const] : []),
  ] as const
  return (
    <dl className={styles.tallies}>
      {tallies.map(([label, count, tone]) => (
        <div key={label} data-tone={tone || undefined}>
          <dt>{label}</dt>
          <dd>{count.toLocaleString('zh-CN')}</dd>
        </div>
      ))}
    </dl>
  )
}

function Rows({ module, job, counts }: { module: Module; job: Job; counts: Counts }) {
  const phone = usePhone()
  const [only, show] = useState<Only>(counts.bad > 0 ? 'bad' : 'all')
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(importRowsQuery(job, only))
  const rows = data?.pages.flatMap((page) => page.rows)
  const List = phone ? PreviewCards : PreviewTable
  const options = [
    { value: 'all', label: `全部 ${counts.rows}` },
    { value: 'bad', label: `有问题 ${counts.bad}`, disabled: counts.bad === 0 },
    { value: 'lacking', label: `暂不能提交 ${counts.lacking}`, disabled: counts.lacking === 0 },
    { value: 'fit', label: `可以导入 ${counts.rows - counts.bad}`, disabled: counts.rows === counts.bad },
  ]
  return (
    <section className={styles.rows} aria-label="逐行核对结果">
      <div className={styles.only}>
        <Segmented<Only>
          aria-label="显示哪些行"
          value={only}
          onChange={show}
          options={options as { value: Only; label: string; disabled?: boolean }[]}
        />
      </div>
      {error && !data ? (
        <Failed error={error} again={refetch} />
      ) : rows ? (
        <List module={module} columns={job.outcome.columns ?? []} rows={rows} />
      ) : (
        <Skeleton active paragraph={{ rows: 8 }} />
      )}
      {hasNextPage && (
        <Button block loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          显示更多
        </Button>
      )}
    </section>
  )
}
