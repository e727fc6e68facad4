import { bandOf } from '#cockpits/bands.ts'
import styles from './wall.module.css'

/** The colour of an index as a wall shows it: the letter on its ground. */
export function BandLetter({ band }: { band: string }) {
  const { letter, word, fill, ink } = bandOf(band)
  return (
    <span className={styles.band} style={{ background: fill, color: ink }} role="img" aria-label={word}>
      {letter}
    </span>
  )
}
