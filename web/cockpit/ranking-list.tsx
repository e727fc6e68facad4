import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { changeOf } from '#cockpits/change.ts'
import { byRank, type Cockpit } from '#cockpits/cockpit.ts'
import { bandOf } from '#cockpits/bands.ts'
import { two } from '#indicators/shown.ts'
import { useNames } from '../api/names.ts'
import { usePhone } from '../shell/use-phone.ts'
import { ChangeMark } from './change-mark.tsx'
import styles from './ranking.module.css'
import type { CockpitSearch } from './queries.ts'

/** As many as a phone shows at first. */
const FIRST = 10

type Props = { cockpit: Cockpit; index: string; own: string | undefined; search: CockpitSearch }

/** Units by rank of an index, with colour, score and how they moved. */
export function RankingList({ cockpit, index, own, search }: Props) {
  const { short } = useNames()
  const phone = usePhone()
  const [all, setAll] = useState(false)
  const ranked = byRank(cockpit.units, index)
  // On a phone the first ones and one's own: the boards are not to lie forty lines below.
  const cut = phone && !all
  const shown = cut ? ranked.filter(({ id }, at) => at < FIRST || id === own) : ranked
  return (
    <div>
      <ol className={styles.ranking} aria-label="排名">
        {shown.map((unit) => {
          const { score, rank, band } = unit.places[index]!
          const { letter, fill, ink, name } = bandOf(band)
          return (
            <li key={unit.id} data-own={unit.id === own || undefined}>
              <span className={styles.rank}>{rank ?? '—'}</span>
              <span className={styles.swatch} style={{ background: fill, color: ink }} role="img" aria-label={name}>
                {letter}
              </span>
              <Link to="/cockpit/district/$id" params={{ id: unit.id }} search={search} title={unit.name}>
                {short(unit.id)}
              </Link>
              <ChangeMark change={changeOf(unit, index)} band={band} brief />
              <b>{two(score)}</b>
            </li>
          )
        })}
      </ol>
      {phone && ranked.length > FIRST && (
        <Button type="link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? '只看前列' : `全部${ranked.length}个单位`}
        </Button>
      )}
    </div>
  )
}
