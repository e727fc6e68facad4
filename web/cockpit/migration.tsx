import { Link } from '@tanstack/react-router'
import { bandOf } from '#cockpits/bands.ts'
import { changeOf } from '#cockpits/change.ts'
import { byRank, type Cockpit } from '#cockpits/cockpit.ts'
import { useNames } from '../api/names.ts'
import styles from './ranking.module.css'
import type { CockpitSearch } from './queries.ts'

/** 颜色升降: which units came into a better colour since the fixed report before, and which into a worse one. */
export function Migration({ cockpit, index, search }: { cockpit: Cockpit; index: string; search: CockpitSearch }) {
  const { short } = useNames()
  if (!cockpit.previous?.comparable) return null
  const moved = byRank(cockpit.units, index).flatMap((unit) => {
    const change = changeOf(unit, index)
    return change?.from == null
      ? []
      : [{ unit, better: change.better, words: `${bandOf(change.from).letter}→${bandOf(unit.places[index]!.band).letter}` }]
  })
  return (
    <dl className={styles.migration}>
      {[true, false].map((better) => {
        const all = moved.filter((each) => each.better === better)
        return (
          <div key={String(better)} data-way={better ? 'up' : 'down'}>
            <dt>
              {better ? '颜色上升' : '颜色下降'}
              <b>{all.length}个</b>
            </dt>
            <dd>
              {all.length === 0 && '无'}
              {all.map(({ unit, words }) => (
                <Link key={unit.id} to="/cockpit/district/$id" params={{ id: unit.id }} search={search}>
                  {short(unit.id)} <small>{words}</small>
                </Link>
              ))}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
