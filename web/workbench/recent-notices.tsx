import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { cityTime } from '../city-time.ts'
import { latestQuery } from '../notices/queries.ts'
import { Unread } from '../notices/unread.tsx'
import { Failed } from '../shell/failed.tsx'
import styles from './workbench.module.css'

/** The latest notices; what this person has not opened is marked, and a new one appears by itself. */
export function RecentNotices() {
  const { data, error, refetch } = useQuery(latestQuery)
  return (
    <section className={styles.card} aria-label="通知公告">
      <h2>
        <span>
          通知公告
          {!!data?.unread && <small className={styles.unreadCount}>{data.unread} 条未读</small>}
        </span>
        <Link to="/notices">全部</Link>
      </h2>
      {error && !data && <Failed error={error} again={refetch} small />}
      {!error && !data && <Skeleton active title={false} paragraph={{ rows: 3 }} />}
      {data?.rows.length === 0 && <p className={styles.quiet}>暂无通知。</p>}
      <ul className={styles.notices}>
        {data?.rows.map((notice) => (
          <li key={notice.id} data-unread={notice.readAt === null || undefined}>
            <Link to="/notices/$id" params={{ id: notice.id }} title={notice.title}>
              {notice.readAt === null && <Unread />}
              {notice.title}
            </Link>
            <time dateTime={notice.publishedAt}>{cityTime(notice.publishedAt).format('MM-DD')}</time>
          </li>
        ))}
      </ul>
    </section>
  )
}
