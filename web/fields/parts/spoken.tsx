import { ExclamationCircleFilled, InfoCircleFilled } from '@ant-design/icons'
import type { Said } from '../look.ts'
import styles from './spoken.module.css'

/** Problems and hints below the entry they are about. */
export function Spoken({ id, said }: { id: string; said: readonly Said[] }) {
  if (said.length === 0) return null
  return (
    <ul className={styles.spoken} id={`${id}-said`}>
      {said.map(({ message, clause, tone }) => (
        <li key={message} className={styles[tone]}>
          {tone === 'problem' ? <ExclamationCircleFilled aria-hidden /> : <InfoCircleFilled aria-hidden />}
          <span>
            {message}
            {clause && <small>（{clause}）</small>}
          </span>
        </li>
      ))}
    </ul>
  )
}
