import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { TOTAL } from '#cockpits/cockpit.ts'
import { useMe } from '../api/me.ts'
import { reportNames } from '../reports/queries.ts'
import { Failed } from '../shell/failed.tsx'
import { usePageTitle } from '../shell/page-title.ts'
import { BoardCard } from './board-card.tsx'
import styles from './cockpit.module.css'
import { CockpitSwitch } from './cockpit-switch.tsx'
import { CockpitDress } from './dress.tsx'
import { CockpitHead } from './head.tsx'
import { IndexChooser } from './index-chooser.tsx'
import { MapPanel } from './map-panel.tsx'
import { NotCounted } from './not-counted.tsx'
import { cockpitQuery, type CockpitSearch } from './queries.ts'
import { RecordsDrawer, type LookedInto } from './records-drawer.tsx'
import { TrendPanel } from './trend-chart.tsx'

const route = getRouteApi('/shell/cockpit')
const NAME = `${reportNames.district}驾驶舱`

/** 区县改革报表驾驶舱: the indices and their map, who moved, the boards, and what is not counted; now, or as it was fixed. */
export function CockpitPage() {
  usePageTitle(NAME)
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const own = useMe().posts.find(({ kind }) => kind === 'district')?.org
  const { data: cockpit, error, refetch } = useQuery(cockpitQuery('district', search.of))
  const [into, look] = useState<LookedInto | null>(null)
  const index = cockpit?.indices.find(({ id }) => id === search.index) ?? cockpit?.indices[0]
  const turn = (change: CockpitSearch) => void navigate({ search: { ...search, ...change }, replace: true, resetScroll: false })
  return (
    <CockpitDress>
      <div className={styles.page}>
        <CockpitHead
          report="district"
          title={NAME}
          cockpit={cockpit}
          of={search.of}
          onChoose={(of) => turn({ of })}
          tools={<CockpitSwitch report="district" />}
        />
        {error && !cockpit && <Failed error={error} again={refetch} />}
        {!cockpit && !error && <p role="status">正在打开……</p>}
        {cockpit && index && (
          <>
            <IndexChooser cockpit={cockpit} chosen={index.id} onChoose={(id) => turn({ index: id === TOTAL ? undefined : id })} own={own} />
            <MapPanel cockpit={cockpit} index={index.id} own={own} search={search} />
            <div className={styles.boards}>
              {cockpit.boards.map((board) => (
                <BoardCard key={board.id} board={board} onLook={look} />
              ))}
              <TrendPanel report="district" index={index.id} name={index.name} unit={cockpit.units.find(({ id }) => id === own)} />
              <NotCounted report="district" cockpit={cockpit} of={search.of} />
            </div>
          </>
        )}
        {into && <RecordsDrawer report="district" of={search.of} into={into} onClose={() => look(null)} />}
      </div>
    </CockpitDress>
  )
}
