import { bandWords } from '#indicators/shown.ts'
import styles from './reports.module.css'

/** The colour of an index, as map, ranking and tables show it. */
export function BandMark({ band }: { band: string }) {
  const { word, letter } = bandWords[band] ?? { word: band, letter: '' }
  return (
    <span className={styles.band} data-band={band}>
      <span aria-hidden>{letter}</span> {word}
    </span>
  )
}
