import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import type { Module } from '#kernel/module.ts'
import { Refused } from '../api/call.ts'
import { fillingOrgs, useMe } from '../api/me.ts'
import { JobProgress } from '../jobs/job-progress.tsx'
import { isUnderWay, jobQuery } from '../jobs/job-queries.ts'
import type { Job } from '../jobs/types.ts'
import { useDrop } from '../jobs/use-drop.ts'
import { useModule } from '../module-of.ts'
import { ledgerPlace } from '../places.ts'
import { usePageTitle } from '../shell/page-title.ts'
import { Statement } from '../shell/statement.tsx'
import { Unreachable } from '../shell/unreachable.tsx'
import { ImportDone } from './import-done.tsx'
import { ImportPreview } from './import-preview.tsx'
import { ImportStart } from './import-start.tsx'
import styles from './import.module.css'

const route = getRouteApi('/shell/m/$area/$business/import')

/** From a workbook to records: a file is given, what was understood of it is shown, its person decides, and only then something is written. */
export function ImportPage() {
  const { area, business } = route.useParams()
  const { job, instead } = route.useSearch()
  const module = useModule(`${area}/${business}`)
  const me = useMe()
  usePageTitle(`导入${module.name}`)
  if (fillingOrgs(me, module).length === 0)
    return <Statement title={`您的岗位不能导入${module.name}`} words="导入由填报单位的录入员办理。" />
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>从 Excel 导入{module.name}</h1>
        <Link {...ledgerPlace(module.path)}>返回台账</Link>
      </header>
      <Steps at={job === undefined ? 0 : null} />
      {job === undefined ? (
        <ImportStart key={module.path} module={module} instead={instead} />
      ) : (
        <Begun key={job} module={module} id={job} />
      )}
    </div>
  )
}

function Begun({ module, id }: { module: Module; id: string }) {
  const navigate = useNavigate()
  const { data: job, error, refetch, isFetching } = useQuery(jobQuery(id))
  const anew = () => void navigate({ to: '.', search: {} })
  if (error instanceof Refused && error.status === 404)
    return (
      <Statement
        title="这次导入已经移除"
        words="导入的内容只保留 24 小时；已经写入的记录不受影响。"
        actions={<Button onClick={anew}>重新导入</Button>}
      />
    )
  if (error && !job) return <Unreachable error={error} again={refetch} busy={isFetching} />
  if (!job) return <Skeleton active paragraph={{ rows: 8 }} />
  if (isUnderWay(job)) return <UnderWay job={job} onDropped={anew} />
  if (job.state === 'ready')
    return <ImportPreview key={job.version} module={module} job={job} onAnew={() => void navigate({ to: '.', search: { instead: id } })} />
  if (job.state === 'done') return <ImportDone module={module} job={job} onAnew={anew} />
  return (
    <Statement
      title="没有完成导入"
      words={
        <>
          {job.outcome.reason}
          <br />
          没有写入任何内容。
        </>
      }
      actions={
        <Button type="primary" onClick={anew}>
          重新上传
        </Button>
      }
    />
  )
}

function UnderWay({ job, onDropped }: { job: Job; onDropped: () => void }) {
  const drop = useDrop(onDropped)
  return (
    <section className={styles.card} aria-label="导入进度">
      <h2>{job.wish.file}</h2>
      <JobProgress job={job} />
      <p className={styles.quiet}>可以离开本页，稍后在“导入与下载”中查看。</p>
      <Button loading={drop.isPending} onClick={() => drop.mutate(job.id)}>
        取消导入
      </Button>
    </section>
  )
}

/** What comes, said once before anything is given. */
function Steps({ at }: { at: number | null }) {
  if (at === null) return null
  return (
    <ol className={styles.steps}>
      {['上传表格', '系统逐行核对，不写入', '您查看结果并决定', '一次写入，全部成功或全部不写'].map((words, index) => (
        <li key={words} data-now={index === at || undefined}>
          {words}
        </li>
      ))}
    </ol>
  )
}
