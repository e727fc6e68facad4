import { BellOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import styles from './bell.module.css'
import { unreadQuery } from './queries.ts'

/** How many messages nobody has read yet, on every page, and the way to them. */
export function Bell() {
  const { data } = useQuery(unreadQuery)
  const unread = data?.unread ?? 0
  return (
    <Link to="/messages" className={styles.bell} aria-label={unread > 0 ? `消息，${unread} 条未读` : '消息'}>
      <BellOutlined aria-hidden />
      {unread > 0 && (
        <span className={styles.count} aria-hidden>
          {unread > 99 ? '99+' : unread}
        </span>
      )}
    </Link>
  )
}
