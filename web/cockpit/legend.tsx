import { useId } from 'react'
import { bands } from '#cockpits/bands.ts'
import { NO_BAND } from '#indicators/bands.ts'
import { Hatches, hatchFill } from './hatches.tsx'
import styles from './ranking.module.css'

/** What the colours, letters and hatches are, and how many units have each. */
export function Legend({ counts }: { counts: ReadonlyMap<string, number> }) {
  const id = useId()
  return (
    <ul className={styles.legend} aria-label="图例">
      {bands
        .filter((band) => band.id !== NO_BAND || (counts.get(band.id) ?? 0) > 0)
        .map((band) => (
          <li key={band.id}>
            <svg width="34" height="20" viewBox="0 0 34 20" aria-hidden="true">
              <Hatches id={`${id}${band.id}`} />
              <rect width="34" height="20" rx="3" fill={band.fill} />
              {band.hatch && <rect width="34" height="20" rx="3" fill={hatchFill(`${id}${band.id}`, band)} />}
              <text x="17" y="10" textAnchor="middle" dominantBaseline="central" fill={band.ink} stroke={band.fill}>
                {band.letter}
              </text>
            </svg>
            {band.word}
            {band.id === NO_BAND && '（数据未到）'}
            <small>{counts.get(band.id) ?? 0}个</small>
          </li>
        ))}
    </ul>
  )
}
