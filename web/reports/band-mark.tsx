import { bandOf } from '#cockpits/bands.ts'
import styles from './reports.module.css'

/** The colour of an index, as map, ranking and tables show it. */
export function BandMark({ band }: { band: string }) {
  const { letter, word, fill, ink } = bandOf(band)
  return (
    <span className={styles.band}>
      <span className={styles.letter} style={{ background: fill, color: ink }} aria-hidden>
        {letter}
      </span>
      {word}
    </span>
  )
}
