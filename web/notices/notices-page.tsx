import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { cityTime } from '../city-time.ts'
import { useState } from 'react'
import { sentenceOf } from '../api/call.ts'
import { hasRole, useMe } from '../api/me.ts'
import { usePageTitle } from '../shell/page-title.ts'
import { NoticeForm } from './notice-form.tsx'
import styles from './notices.module.css'
import { noticesQuery } from './query.ts'

export function NoticesPage() {
  usePageTitle('通知公告')
  const me = useMe()
  const [writing, write] = useState(false)
  const { data: notices, error, refetch } = useQuery(noticesQuery)
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>通知公告</h1>
        {hasRole(me, 'module-admin') && (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => write(true)}>
            发布通知
          </Button>
        )}
      </header>
      {!notices && !error && <Skeleton active paragraph={{ rows: 6 }} />}
      {!notices && error && (
        <div className={styles.nothing} role="alert">
          <p>{sentenceOf(error)}</p>
          <Button onClick={() => void refetch()}>重试</Button>
        </div>
      )}
      {notices?.length === 0 && <p className={styles.nothing}>暂无通知。发布后所有用户都能在工作台看到。</p>}
      {notices?.map((notice) => (
        <article key={notice.id} id={`notice-${notice.id}`} className={styles.notice}>
          <h2>{notice.title}</h2>
          <time dateTime={notice.publishedAt}>{cityTime(notice.publishedAt).format('YYYY年M月D日 HH:mm')} 发布</time>
          <p className={styles.body}>{notice.body}</p>
        </article>
      ))}
      <NoticeForm open={writing} onClose={() => write(false)} />
    </div>
  )
}
