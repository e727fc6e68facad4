import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { App, Button, Skeleton } from 'antd'
import { useRef } from 'react'
import { call, sentenceOf } from '../api/call.ts'
import { Failed } from '../shell/failed.tsx'
import { usePageTitle } from '../shell/page-title.ts'
import { useArrowKeys } from '../shell/use-arrow-keys.ts'
import { MessageItem } from './message-item.tsx'
import styles from './messages.module.css'
import { messagesQuery, unreadQuery } from './queries.ts'

const route = getRouteApi('/shell/messages')

/** 消息: what this person was told, the newest first, read and unread. */
export function MessagesPage() {
  usePageTitle('消息')
  const { state = 'all' } = route.useSearch()
  const client = useQueryClient()
  const { message } = App.useApp()
  const frame = useRef<HTMLDivElement>(null)
  const walk = useArrowKeys(frame, '[data-message]')
  const list = useInfiniteQuery(messagesQuery(state))
  const unread = useQuery(unreadQuery).data?.unread ?? 0
  const rows = list.data?.pages.flatMap((page) => page.rows)
  const read = async (body: { ids: string[] } | { all: true }) => {
    try {
      await call('POST', '/api/messages/read', { body })
      await client.invalidateQueries({ queryKey: ['messages'] })
    } catch (error) {
      void message.error(sentenceOf(error))
    }
  }
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>消息</h1>
        <Button disabled={unread === 0} onClick={() => void read({ all: true })}>
          全部标为已读
        </Button>
      </header>
      <section className={styles.box} aria-label="消息列表">
        <nav aria-label="按是否已读查看" className={styles.states}>
          {(['all', 'unread'] as const).map((each) => (
            <Link
              key={each}
              to="/messages"
              search={each === 'all' ? {} : { state: each }}
              className={styles.state}
              aria-current={state === each ? 'true' : undefined}
              activeProps={{ 'aria-current': state === each ? 'true' : undefined }}
            >
              {each === 'all' ? '全部' : '未读'}
              {each === 'unread' && unread > 0 && <small>{unread}</small>}
            </Link>
          ))}
        </nav>
        <div ref={frame} role="group" aria-label="消息" onKeyDown={walk} aria-busy={!rows && !list.error}>
          {list.error && !rows ? (
            <Failed error={list.error} again={list.refetch} />
          ) : !rows ? (
            <div className={styles.waiting} role="status" aria-label="正在取消息">
              <Skeleton active title={false} paragraph={{ rows: 8 }} />
            </div>
          ) : rows.length === 0 ? (
            <p className={styles.nothing}>
              {state === 'unread' ? '没有未读消息。' : '还没有消息。被驳回、临近期限、加急提醒等情况会在这里告诉您。'}
            </p>
          ) : (
            <ul>
              {rows.map((each) => (
                <MessageItem key={each.id} message={each} onRead={() => void read({ ids: [each.id] })} />
              ))}
            </ul>
          )}
        </div>
        {list.hasNextPage && (
          <Button type="text" block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            显示更多
          </Button>
        )}
      </section>
      <p className={styles.note}>
        消息保留一年。需要在系统之外也收到提醒的，请到<Link to="/account">账号与安全</Link>设置。
      </p>
    </div>
  )
}
