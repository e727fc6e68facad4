import styles from './reports.module.css'

/** Best first: a word and a letter beside the colour, so that a mono print and a colour-blind reader can tell them apart. */
const BANDS: Record<string, { word: string; letter: string }> = {
  green: { word: '绿', letter: 'A' },
  blue: { word: '蓝', letter: 'B' },
  yellow: { word: '黄', letter: 'C' },
  orange: { word: '橙', letter: 'D' },
  red: { word: '红', letter: 'E' },
  grey: { word: '灰', letter: '—' },
}

/** The colour of an index, as map, ranking and tables show it. */
export function BandMark({ band }: { band: string }) {
  const { word, letter } = BANDS[band] ?? { word: band, letter: '' }
  return (
    <span className={styles.band} data-band={band}>
      <span aria-hidden>{letter}</span> {word}
    </span>
  )
}
