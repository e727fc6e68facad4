import { PaperClipOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import { useRef } from 'react'
import { momentText } from '../city-time.ts'
import { isOfficeKeeper, useMe } from '../api/me.ts'
import { ButtonLink } from '../shell/button-link.tsx'
import { Failed } from '../shell/failed.tsx'
import { usePageTitle } from '../shell/page-title.ts'
import { useArrowKeys } from '../shell/use-arrow-keys.ts'
import styles from './notices.module.css'
import { noticesQuery } from './queries.ts'
import { Unread } from './unread.tsx'

/** What was published for this person's units, latest first; what has not been opened yet is marked. */
export function NoticesPage() {
  usePageTitle('通知公告')
  const me = useMe()
  const frame = useRef<HTMLDivElement>(null)
  const walk = useArrowKeys(frame, 'li a')
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(noticesQuery)
  const notices = data?.pages.flatMap((page) => page.rows)
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>通知公告</h1>
        {isOfficeKeeper(me) && (
          <ButtonLink to="/administration/$page" params={{ page: 'notices' }} look="primary">
            发布与管理
          </ButtonLink>
        )}
      </header>
      {!notices && !error && <Skeleton active paragraph={{ rows: 6 }} />}
      {!notices && error && <Failed error={error} again={refetch} />}
      {notices?.length === 0 && <p className={styles.nothing}>暂无通知。市委改革办发布后，会在这里和工作台上显示。</p>}
      {notices && notices.length > 0 && (
        <div ref={frame} role="group" aria-label="通知列表" onKeyDown={walk}>
          <ul className={styles.list}>
            {notices.map((notice) => (
              <li key={notice.id} data-unread={notice.readAt === null || undefined}>
                <Link to="/notices/$id" params={{ id: notice.id }}>
                  <span className={styles.title}>
                    {notice.readAt === null && <Unread />}
                    {notice.title}
                  </span>
                  <span className={styles.facts}>
                    <span>{notice.publisher}</span>
                    {notice.attachments > 0 && (
                      <span>
                        <PaperClipOutlined aria-hidden /> {notice.attachments} 个附件
                      </span>
                    )}
                    <time dateTime={notice.publishedAt}>{momentText(notice.publishedAt)}</time>
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
      {hasNextPage && (
        <Button type="text" block loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          显示更多
        </Button>
      )}
    </div>
  )
}
