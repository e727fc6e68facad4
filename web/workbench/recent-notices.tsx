import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { cityTime } from '../city-time.ts'
import { sentenceOf } from '../api/call.ts'
import { noticesQuery } from '../notices/query.ts'
import styles from './workbench.module.css'

const SHOWN = 5

export function RecentNotices() {
  const { data: notices, error } = useQuery(noticesQuery)
  return (
    <section className={styles.card}>
      <h2>
        通知公告
        <Link to="/notices">全部</Link>
      </h2>
      {error && !notices && <p className={styles.quiet}>{sentenceOf(error)}</p>}
      {!error && !notices && <Skeleton active title={false} paragraph={{ rows: 3 }} />}
      {notices?.length === 0 && <p className={styles.quiet}>暂无通知。</p>}
      <ul className={styles.notices}>
        {notices?.slice(0, SHOWN).map((notice) => (
          <li key={notice.id}>
            <Link to="/notices" hash={`notice-${notice.id}`} title={notice.title}>
              {notice.title}
            </Link>
            <time dateTime={notice.publishedAt}>{cityTime(notice.publishedAt).format('MM-DD')}</time>
          </li>
        ))}
      </ul>
    </section>
  )
}
