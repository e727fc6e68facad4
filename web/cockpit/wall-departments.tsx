import { milestoneKinds, projectKinds, sumOf, type Board, type Counts } from '#cockpits/project-board.ts'
import { BandLetter } from './band-letter.tsx'
import { Bar } from './project-numbers.tsx'
import type { Ranked } from './wall-ranked.ts'
import { two } from '#indicators/shown.ts'
import styles from './wall.module.css'

/** Departments by rank, each with how its milestones stand. */
export function WallDepartments({ caption, units, board }: { caption: string; units: readonly Ranked[]; board: Board }) {
  const led = new Map(board.departments.map(({ org, counts }) => [org, counts]))
  return (
    <ol className={styles.departments} aria-label={caption}>
      {units.map(({ id, name, rank, score, band }) => (
        <li key={id}>
          <span className={styles.rank}>{rank ?? '—'}</span>
          <b>{name}</b>
          <BandLetter band={band} />
          <span className={styles.scored}>{two(score)}</span>
          {led.has(id) && <Led counts={led.get(id)!} />}
        </li>
      ))}
    </ol>
  )
}

function Led({ counts }: { counts: Counts }) {
  return (
    <div className={styles.led}>
      <span>
        项目{sumOf(counts, projectKinds)}，节点{sumOf(counts, milestoneKinds)}，超期{counts['milestone-late']}
      </span>
      <Bar kinds={milestoneKinds} counts={counts} />
    </div>
  )
}
