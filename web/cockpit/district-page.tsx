import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { changeOf } from '#cockpits/change.ts'
import type { Cockpit, CockpitUnit } from '#cockpits/cockpit.ts'
import { two } from '#indicators/shown.ts'
import { computationQuery, liveQuery, recordsQuery, reportNames } from '../reports/queries.ts'
import { BandMark } from '../reports/band-mark.tsx'
import { UnitScores } from '../reports/unit-scores.tsx'
import { Failed } from '../shell/failed.tsx'
import { usePageTitle } from '../shell/page-title.ts'
import { lookInto } from './board-card.tsx'
import { BoardNumbers } from './board-number.tsx'
import { ChangeMark } from './change-mark.tsx'
import frame from './cockpit.module.css'
import styles from './district.module.css'
import { CockpitDress } from './dress.tsx'
import { CockpitHead } from './head.tsx'
import { NotCounted } from './not-counted.tsx'
import { cockpitQuery, type CockpitSearch } from './queries.ts'
import { RecordsDrawer, type LookedInto } from './records-drawer.tsx'
import { TrendPanel } from './trend-chart.tsx'

const route = getRouteApi('/shell/cockpit/district/$id')

/** One district of the cockpit: its indices, what they are made of down to the records, its way over the periods, and where it stands on the boards. */
export function DistrictPage() {
  const { id } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { data: cockpit, error, refetch } = useQuery(cockpitQuery('district', search.of))
  const unit = cockpit?.units.find((each) => each.id === id)
  usePageTitle(unit ? `${unit.name} · 驾驶舱` : '驾驶舱')
  const [into, look] = useState<LookedInto | null>(null)
  const turn = (change: CockpitSearch) => void navigate({ search: { ...search, ...change }, replace: true, resetScroll: false })
  const title = (
    <>
      <Link to="/cockpit" search={search}>
        {reportNames.district}驾驶舱
      </Link>
      <span aria-hidden="true"> / </span>
      {unit?.name ?? ''}
    </>
  )
  const index = cockpit?.indices.find((each) => each.id === search.index) ?? cockpit?.indices[0]
  return (
    <CockpitDress>
      <div className={frame.page}>
        <CockpitHead report="district" title={title} cockpit={cockpit} of={search.of} onChoose={(of) => turn({ of })} />
        {error && !cockpit && <Failed error={error} again={refetch} />}
        {!cockpit && !error && <p role="status">正在打开……</p>}
        {cockpit && !unit && <p role="status">本期报表中没有这个区县。</p>}
        {cockpit && unit && index && (
          <>
            <Standing cockpit={cockpit} unit={unit} />
            <Indicators unit={id} of={search.of} />
            <OnBoards cockpit={cockpit} unit={unit} onLook={look} />
            <div className={frame.boards}>
              <TrendPanel report="district" index={index.id} name={index.name} unit={unit} />
              <NotCounted report="district" cockpit={cockpit} of={search.of} unit={id} />
            </div>
          </>
        )}
        {into && <RecordsDrawer report="district" of={search.of} into={into} onClose={() => look(null)} />}
      </div>
    </CockpitDress>
  )
}

/** Each index with rank, colour, and how it moved. */
function Standing({ cockpit: { indices, units }, unit }: { cockpit: Cockpit; unit: CockpitUnit }) {
  const group = units.filter((each) => each.group === unit.group).length
  return (
    <dl className={styles.standing}>
      {indices.map(({ id, name, full }, at) => {
        const { score, rank, band } = unit.places[id]!
        const words = score === null ? '数据未到' : `第${rank}名／${units.length}`
        return (
          <div key={id}>
            <dt>
              {name}
              <small>{full === null ? '按件次扣分' : `${full}分`}</small>
            </dt>
            <dd>
              <b>{two(score)}</b>
              <span>
                {words}
                <ChangeMark change={changeOf(unit, id)} band={band} />
              </span>
              <BandMark band={band} />
              {at === 0 && unit.group && (
                <span className={styles.group}>
                  {unit.group}第{unit.groupRank ?? '—'}名／{group}
                </span>
              )}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

/** Each indicator with its formula and the records behind its figure. */
function Indicators({ unit, of }: { unit: string; of: string | undefined }) {
  const live = useQuery({ ...liveQuery('district'), enabled: of === undefined })
  const fixed = useQuery({ ...computationQuery(of ?? ''), enabled: of !== undefined })
  const { data, error, refetch } = of === undefined ? live : fixed
  const scored = data?.result.units.find(({ id }) => id === unit)
  return (
    <section className={frame.panel} aria-labelledby="indicators">
      <div className={frame.panelHead}>
        <h2 id="indicators">各项指标</h2>
      </div>
      {error && !data && <Failed error={error} again={refetch} />}
      {!data && !error && <p role="status">正在打开……</p>}
      {data && scored && (
        <UnitScores
          scheme={data.scheme}
          unit={scored}
          standards={data.result.standards}
          counted={(indicator) => recordsQuery('district', of, { unit, indicator })}
        />
      )}
    </section>
  )
}

/** What it has on each board, and which place that is. */
function OnBoards({ cockpit, unit, onLook }: { cockpit: Cockpit; unit: CockpitUnit; onLook: (into: LookedInto) => void }) {
  return (
    <section className={frame.panel} aria-labelledby="on-boards">
      <div className={frame.panelHead}>
        <h2 id="on-boards">各榜情况</h2>
      </div>
      <ul className={styles.onBoards}>
        {cockpit.boards.map((board) => {
          const row = board.rows.find(({ org }) => org === unit.id)
          return (
            <li key={board.id}>
              <h3>{board.name}</h3>
              {row ? (
                <BoardNumbers
                  columns={board.columns}
                  cells={row.cells}
                  label={(column) => `${board.name}${column}`}
                  onOpen={(at) => onLook(lookInto(board, row, at))}
                />
              ) : (
                <p className={frame.quiet}>没有计入的事项。</p>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
