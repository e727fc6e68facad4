import { Button } from 'antd'
import { sentenceOf } from '../api/call.ts'
import styles from './states.module.css'

type Props = {
  error: unknown
  again: () => unknown
  busy?: boolean
  /** In a card among others rather than in place of a page's contents. */
  small?: boolean
}

/** Stands where something should that could not be fetched: the sentence why, and the way to try again. */
export function Failed({ error, again, busy = false, small = false }: Props) {
  return (
    <div className={small ? styles.failedSmall : styles.failed} role="alert">
      <p>{sentenceOf(error)}</p>
      <Button size={small ? 'small' : 'middle'} loading={busy} onClick={() => void again()}>
        重试
      </Button>
    </div>
  )
}
