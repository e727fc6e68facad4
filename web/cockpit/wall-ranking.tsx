import { two } from '#indicators/shown.ts'
import { BandLetter } from './band-letter.tsx'
import type { Ranked } from './wall-ranked.ts'
import styles from './wall.module.css'

/** Units by rank in columns, read down. */
export function WallRanking({ caption, units, columns }: { caption: string; units: readonly Ranked[]; columns: number }) {
  const long = Math.ceil(units.length / columns)
  return (
    <div
      className={styles.rankings}
      data-dense={columns > 1 || undefined}
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
    >
      {Array.from({ length: columns }, (_, at) => units.slice(at * long, (at + 1) * long)).map((part, at) => (
        <table key={at} className={styles.ranking} aria-label={caption}>
          <tbody>
            {part.map((unit) => (
              <Line key={unit.id} unit={unit} />
            ))}
          </tbody>
        </table>
      ))}
    </div>
  )
}

function Line({ unit: { name, rank, score, band, change } }: { unit: Ranked }) {
  return (
    <tr>
      <td className={styles.rank}>{rank ?? '—'}</td>
      <th scope="row">{name}</th>
      <td className={styles.change} data-way={change === null || change === 0 ? undefined : change > 0 ? 'up' : 'down'}>
        {change === null || change === 0 ? '' : `${change > 0 ? '↑' : '↓'}${Math.abs(change)}`}
      </td>
      <td>
        <BandLetter band={band} />
      </td>
      <td className={styles.scored}>{two(score)}</td>
    </tr>
  )
}
