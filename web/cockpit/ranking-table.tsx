import { Link } from '@tanstack/react-router'
import { changeOf, changeWords } from '#cockpits/change.ts'
import { bandOf } from '#cockpits/bands.ts'
import { byRank, TOTAL, type Cockpit } from '#cockpits/cockpit.ts'
import { two } from '#indicators/shown.ts'
import { BandMark } from '../reports/band-mark.tsx'
import styles from './cockpit.module.css'
import type { CockpitSearch } from './queries.ts'

/** What map and ranking show of all indices, as a table; within a 片区 units are ranked by the total alone. */
export function RankingTable({ cockpit, index, search }: { cockpit: Cockpit; index: string; search: CockpitSearch }) {
  const { indices, units } = cockpit
  const name = indices.find(({ id }) => id === index)!.name
  return (
    <div className={styles.wide} role="region" aria-label="各区县指数表" tabIndex={0}>
      <table className={styles.table}>
        <caption className={styles.caption}>各区县指数，按{name}排序</caption>
        <thead>
          <tr>
            <th scope="col">单位</th>
            <th scope="col">{name}排名</th>
            <th scope="col">颜色</th>
            <th scope="col">较上期</th>
            {index === TOTAL && <th scope="col">片区排名</th>}
            {indices.map((each) => (
              <th key={each.id} scope="col">
                {each.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {byRank(units, index).map((unit) => {
            const { rank, band } = unit.places[index]!
            return (
              <tr key={unit.id}>
                <th scope="row">
                  <Link to="/cockpit/district/$id" params={{ id: unit.id }} search={search}>
                    {unit.name}
                  </Link>
                </th>
                <td>{rank ?? '—'}</td>
                <td>
                  <BandMark band={band} />
                </td>
                <td>{changeWords(changeOf(unit, index), band, (id) => bandOf(id).name) || '—'}</td>
                {index === TOTAL && <td>{unit.groupRank ?? '—'}</td>}
                {indices.map(({ id }) => (
                  <td key={id}>{two(unit.places[id]!.score)}</td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
