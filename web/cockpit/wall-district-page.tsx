import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { bands } from '#cockpits/bands.ts'
import type { BoardTable } from '#cockpits/board-table.ts'
import { mapName, type CockpitUnit } from '#cockpits/cockpit.ts'
import { useShortNames } from '../api/names.ts'
import { reportNames } from '../reports/queries.ts'
import { BandLetter } from './band-letter.tsx'
import { onMap } from './map-panel.tsx'
import { CityMap } from './map.tsx'
import { cockpitQuery, mapQuery } from './queries.ts'
import { refreshing } from './refreshing.ts'
import { useRotation } from './use-rotation.ts'
import { WallFrame } from './wall-frame.tsx'
import { WallIndices } from './wall-indices.tsx'
import { rankedBy } from './wall-ranked.ts'
import { WallRanking } from './wall-ranking.tsx'
import { livePeriod } from './wall-words.ts'
import styles from './wall.module.css'

/** The district cockpit on a wall: the map by one index after the other, the ranking beside it, and one board after the other. */
export function WallDistrictPage() {
  const query = useQuery({ ...cockpitQuery('district', undefined), ...refreshing })
  const { data: drawn } = useQuery(mapQuery)
  const navigate = useNavigate()
  const cockpit = query.data
  const [indices, boards] = [cockpit?.indices ?? [], cockpit?.boards ?? []]
  // So long that every index and every board has its turn, whatever their numbers.
  const rotation = useRotation(indices.length * Math.max(1, boards.length))
  const index = indices[rotation.at % Math.max(1, indices.length)]
  const board = boards[rotation.at % Math.max(1, boards.length)]
  const units = useMemo(
    () => new Map(index && cockpit ? cockpit.units.map((unit) => [unit.id, onMap(unit, index.id, index.name)]) : []),
    [cockpit, index],
  )
  const shortOf = useShortNames()
  return (
    <WallFrame
      title={`${reportNames.district}驾驶舱`}
      period={cockpit && livePeriod(cockpit)}
      query={query}
      rotation={rotation}
      cockpit="/cockpit"
      wall="/wall/district"
    >
      {cockpit && index && (
        <section className={styles.panel} aria-label="五色图" data-map>
          <div className={styles.mapHead}>
            <h2>{mapName(index)}</h2>
            <WallIndices indices={indices} shown={index.id} onShow={(id) => rotation.show(indices.findIndex((each) => each.id === id))} />
          </div>
          <div className={styles.sheet}>
            {drawn && (
              <CityMap
                map={drawn.map}
                units={units}
                label={mapName(index)}
                onOpen={(id) => void navigate({ to: '/cockpit/district/$id', params: { id } })}
              />
            )}
          </div>
          <Legend units={cockpit.units} index={index.id} notice={drawn?.map.notice ?? null} />
        </section>
      )}
      {cockpit && index && (
        <div className={styles.column}>
          <section className={styles.panel} aria-label="排名" data-grows>
            <h2>
              {index.name}排名
              <small>{index.full === null ? '按件次扣分' : `满分${index.full}分`}</small>
            </h2>
            <WallRanking caption={`${index.name}排名`} units={rankedBy(index.id, cockpit.units, shortOf)} columns={2} />
          </section>
          {board && <Board board={board} shortOf={shortOf} />}
        </div>
      )}
    </WallFrame>
  )
}

/** The colours with how many districts have each, and whose outlines the map shows. */
function Legend({ units, index, notice }: { units: readonly CockpitUnit[]; index: string; notice: string | null }) {
  const counts = Map.groupBy(units, ({ places }) => places[index]!.band)
  return (
    <p className={styles.legend}>
      {bands
        .filter(({ id }) => counts.has(id))
        .map(({ id }) => (
          <span key={id}>
            <BandLetter band={id} />
            {counts.get(id)!.length}个
          </span>
        ))}
      <small>{notice}</small>
    </p>
  )
}

/** As many as stand in a row. */
const FIRST = 5

function Board({ board, shortOf }: { board: BoardTable; shortOf: (id: string) => string }) {
  const rows = board.rows.slice(0, FIRST)
  return (
    <section className={styles.panel} aria-label={board.name}>
      <h2>
        {board.name}
        <small>{board.columns[0]?.label}</small>
      </h2>
      {rows.length === 0 ? (
        <p>没有计入的事项</p>
      ) : (
        <ol className={styles.first}>
          {rows.map(({ org, cells }) => (
            <li key={org}>
              <b>{cells[0]}</b>
              {shortOf(org)}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
