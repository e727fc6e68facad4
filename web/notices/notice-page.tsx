import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { useEffect } from 'react'
import { momentText } from '../city-time.ts'
import { call, Refused, sentenceOf } from '../api/call.ts'
import { FileList } from '../files/file-list.tsx'
import { ButtonLink } from '../shell/button-link.tsx'
import { usePageTitle } from '../shell/page-title.ts'
import { Statement } from '../shell/statement.tsx'
import styles from './notices.module.css'
import { noticeQuery, type NoticeAnswer } from './queries.ts'

const route = getRouteApi('/shell/notices/$id')

/** One notice with its attachments. Opening it is what counts as having read it. */
export function NoticePage() {
  const { id } = route.useParams()
  const { data: notice, error } = useQuery(noticeQuery(id))
  usePageTitle(notice?.title ?? '通知公告')
  useReading(notice)
  const back = <ButtonLink to="/notices">全部通知</ButtonLink>
  if (error instanceof Refused && error.status === 404)
    return <Statement title="没有找到这条通知" words="通知可能已被撤回，或不是发给您所在单位的。" actions={back} />
  if (error && !notice) return <Statement title="暂时不能打开" words={sentenceOf(error)} actions={back} />
  if (!notice) return <Skeleton active className={styles.page ?? ''} paragraph={{ rows: 8 }} />
  return (
    <div className={styles.page}>
      <div className={styles.back}>{back}</div>
      <article className={styles.notice}>
        <h1>{notice.title}</h1>
        <p className={styles.facts}>
          <span>{notice.publisher}</span>
          <time dateTime={notice.publishedAt}>{momentText(notice.publishedAt)} 发布</time>
          {notice.readAt && <span>{momentText(notice.readAt)} 已阅</span>}
        </p>
        <p className={styles.body}>{notice.body}</p>
        {notice.files.length > 0 && (
          <section className={styles.files} aria-label="附件">
            <h2>附件</h2>
            <FileList files={notice.files} />
          </section>
        )}
      </article>
    </div>
  )
}

function useReading(notice: NoticeAnswer | undefined) {
  const client = useQueryClient()
  const unread = notice && notice.readAt === null ? notice.id : null
  useEffect(() => {
    if (unread === null) return
    // Withdrawn in this very moment, or out of reach: the page says so by itself, and the mark stays.
    call('POST', `/api/notices/${unread}/reading`).then(
      () => client.invalidateQueries({ queryKey: ['notices'] }),
      () => undefined,
    )
  }, [unread, client])
}
