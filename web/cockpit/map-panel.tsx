import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { bandOf } from '#cockpits/bands.ts'
import { changeOf, changeWords } from '#cockpits/change.ts'
import { mapName, type Cockpit, type CockpitUnit } from '#cockpits/cockpit.ts'
import { two } from '#indicators/shown.ts'
import { Failed } from '../shell/failed.tsx'
import frame from './cockpit.module.css'
import styles from './ranking.module.css'
import { Legend } from './legend.tsx'
import { CityMap, type OnMap } from './map.tsx'
import { Migration } from './migration.tsx'
import { PictureSwitch, type View } from './picture-switch.tsx'
import { mapQuery, type CockpitSearch } from './queries.ts'
import { RankingList } from './ranking-list.tsx'
import { RankingTable } from './ranking-table.tsx'

type Props = { cockpit: Cockpit; index: string; own: string | undefined; search: CockpitSearch }

/** The five-colour map of an index beside its ranking, or both as one table. */
export function MapPanel({ cockpit, index, own, search }: Props) {
  const [view, show] = useState<View>('picture')
  const title = mapName(cockpit.indices.find(({ id }) => id === index)!)
  return (
    <section className={frame.panel} aria-labelledby="five-colours">
      <div className={frame.panelHead}>
        <h2 id="five-colours">{title}</h2>
        <PictureSwitch of={title} value={view} onChange={show} />
      </div>
      {view === 'table' ? (
        <RankingTable cockpit={cockpit} index={index} search={search} />
      ) : (
        <div className={styles.mapAndRanking}>
          <FiveColours cockpit={cockpit} index={index} search={search} />
          <div className={styles.beside}>
            <RankingList cockpit={cockpit} index={index} own={own} search={search} />
            <Migration cockpit={cockpit} index={index} search={search} />
          </div>
        </div>
      )}
    </section>
  )
}

/** The map with what its colours mean and whose outlines they are. */
export function FiveColours({ cockpit, index, search }: Omit<Props, 'own'>) {
  const navigate = useNavigate()
  const { data, error, refetch } = useQuery(mapQuery)
  const { name } = cockpit.indices.find(({ id }) => id === index)!
  const units = useMemo(() => new Map(cockpit.units.map((unit) => [unit.id, onMap(unit, index, name)])), [cockpit, index, name])
  const counts = new Map([...Map.groupBy(units.values(), ({ band }) => band)].map(([band, all]) => [band, all.length]))
  return (
    <figure className={styles.map}>
      <Legend counts={counts} />
      {error && !data && <Failed error={error} again={refetch} />}
      <div className={styles.sheet}>
        {data && (
          <CityMap
            map={data.map}
            units={units}
            label={`${mapName({ name })}：方向键在区县间移动，回车打开`}
            onOpen={(id) => void navigate({ to: '/cockpit/district/$id', params: { id }, search })}
          />
        )}
      </div>
      <figcaption>{data?.map.notice ?? ''}</figcaption>
    </figure>
  )
}

/** A unit as the map shows it, and as it is read out. */
export function onMap(unit: CockpitUnit, index: string, name: string): OnMap {
  const { score, rank, band } = unit.places[index]!
  const words = [
    unit.name,
    score === null ? '数据未到，暂无指数' : `${name}${two(score)}，第${rank}名`,
    bandOf(band).name,
    changeWords(changeOf(unit, index), band, (id) => bandOf(id).name),
  ]
  return { band, words: words.filter(Boolean).join('，') }
}
