import { useId } from 'react'
import type { Cockpit, Index } from '#cockpits/cockpit.ts'
import { two } from '#indicators/shown.ts'
import { BandMark } from '../reports/band-mark.tsx'
import frame from './cockpit.module.css'
import styles from './index-chooser.module.css'

type Props = {
  cockpit: Cockpit
  chosen: string
  onChoose: (index: string) => void
  /** Whose place each index tells; without one, who is first. */
  own: string | undefined
}

/** The total index and those of the first level, by one of which map and ranking are shown. */
export function IndexChooser({ cockpit, chosen, onChoose, own }: Props) {
  const name = useId()
  return (
    <fieldset className={styles.indices}>
      <legend className={frame.caption}>指数</legend>
      {cockpit.indices.map((index) => (
        <label key={index.id} className={styles.index}>
          <input type="radio" name={name} value={index.id} checked={index.id === chosen} onChange={() => onChoose(index.id)} />
          <span className={styles.indexName}>
            {index.name}
            <small>{index.full === null ? '按件次扣分' : `${index.full}分`}</small>
          </span>
          <Place cockpit={cockpit} index={index} own={own} />
        </label>
      ))}
    </fieldset>
  )
}

function Place({ cockpit: { units }, index, own }: { cockpit: Cockpit; index: Index; own: string | undefined }) {
  const mine = units.find(({ id }) => id === own)
  const first = units.filter(({ places }) => places[index.id]!.rank === 1)
  const shown = mine ?? first[0]
  if (!shown) return <span className={styles.indexPlace}>数据未到</span>
  const place = shown.places[index.id]!
  if (place.score === null) return <span className={styles.indexPlace}>数据未到</span>
  const more = !mine && first.length > 1 ? `等${first.length}个` : ''
  return (
    <span className={styles.indexPlace}>
      <b>{two(place.score)}</b>
      <span>
        {mine ? `${shown.name}第${place.rank ?? '—'}名` : `最高 ${shown.name}${more}`}
        {mine && <BandMark band={place.band} />}
      </span>
    </span>
  )
}
