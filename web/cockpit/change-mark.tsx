import { bandOf } from '#cockpits/bands.ts'
import { changeWords, type Change } from '#cockpits/change.ts'
import styles from './change-mark.module.css'

/**
 * How a unit moved since the fixed report before: an arrow with the ranks, and from which colour; nothing where there is nothing to compare with. In `brief` the
 * colour is in the words alone.
 */
export function ChangeMark({ change, band, brief = false }: { change: Change | null; band: string; brief?: boolean }) {
  if (change === null) return null
  const words = changeWords(change, band, (id) => bandOf(id).name)
  const { ranks, from } = change
  return (
    <span className={styles.change} data-way={ranks > 0 ? 'up' : ranks < 0 ? 'down' : 'same'} role="img" aria-label={words} title={words}>
      {ranks > 0 ? `↑${ranks}` : ranks < 0 ? `↓${-ranks}` : '＝'}
      {from !== null && !brief && (
        <small>
          {bandOf(from).letter}→{bandOf(band).letter}
        </small>
      )}
    </span>
  )
}
