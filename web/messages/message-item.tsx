import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { momentText } from '../city-time.ts'
import { recordPlace } from '../places.ts'
import styles from './messages.module.css'
import type { Message } from './queries.ts'

/** One message; opening what it is about has read it. */
export function MessageItem({ message, onRead }: { message: Message; onRead: () => void }) {
  const { kind, kindName, words, module, recordId, at, readAt } = message
  const inside = (
    <>
      <span className={styles.line}>
        <span className={styles.tag} data-kind={kind}>
          {kindName}
        </span>
        <time dateTime={at}>{momentText(at)}</time>
        {readAt === null && <span className={styles.unread}>未读</span>}
      </span>
      <span className={styles.words}>{words}</span>
    </>
  )
  return (
    <li className={styles.item} data-unread={readAt === null || undefined}>
      {module !== null && recordId !== null ? (
        <Link {...recordPlace(module, recordId)} className={styles.open} data-message="" onClick={() => readAt === null && onRead()}>
          {inside}
        </Link>
      ) : (
        <div className={styles.open}>{inside}</div>
      )}
      {readAt === null && (
        <Button type="text" size="small" onClick={onRead} aria-label={`标为已读：${words.slice(0, 30)}`}>
          标为已读
        </Button>
      )}
    </li>
  )
}
