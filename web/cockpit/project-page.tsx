import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Drawer } from 'antd'
import { TOTAL, type Cockpit } from '#cockpits/cockpit.ts'
import { lineKinds, type Board, type Opened } from '#cockpits/project-board.ts'
import { useMe } from '../api/me.ts'
import { useNames } from '../api/names.ts'
import { reportNames } from '../reports/queries.ts'
import { Failed } from '../shell/failed.tsx'
import { usePageTitle } from '../shell/page-title.ts'
import { CockpitSwitch } from './cockpit-switch.tsx'
import { CockpitDress } from './dress.tsx'
import { CockpitHead } from './head.tsx'
import { NotCounted } from './not-counted.tsx'
import { ProjectLines } from './project-lines.tsx'
import { ProjectNumbers } from './project-numbers.tsx'
import { boardQuery } from './project-queries.ts'
import { ProjectRanking } from './project-ranking.tsx'
import { readProjectSearch, type ProjectSearch } from './project-search.ts'
import { cockpitQuery } from './queries.ts'
import styles from './project.module.css'
import { TrendPanel } from './trend-chart.tsx'

const route = getRouteApi('/shell/cockpit/projects')

const TITLE = `${reportNames.project}驾驶舱`

/** The cockpit of major projects, of this moment or of a fixed issue. What is opened stands in the address, so that it can be sent on and gone back from. */
export function ProjectCockpitPage() {
  usePageTitle(TITLE)
  const { of } = route.useSearch()
  const navigate = route.useNavigate()
  const { data: cockpit, error, refetch, isFetching } = useQuery(cockpitQuery('project', of))
  const board = useQuery(boardQuery(of))
  const again = () => Promise.all([refetch(), board.refetch()])
  const failed = error ?? board.error
  return (
    <CockpitDress>
      <div className={styles.page}>
        <CockpitHead
          report="project"
          title={TITLE}
          cockpit={cockpit}
          of={of}
          onChoose={(chosen) => void navigate({ search: (was) => changed(was, { of: chosen }), replace: true })}
          tools={<CockpitSwitch report="project" />}
        />
        {cockpit && board.data ? (
          <Shown cockpit={cockpit} board={board.data} />
        ) : failed ? (
          <Failed error={failed} again={again} busy={isFetching || board.isFetching} />
        ) : (
          <p role="status">正在打开……</p>
        )}
      </div>
    </CockpitDress>
  )
}

function Shown({ cockpit, board }: { cockpit: Cockpit; board: Board }) {
  const navigate = route.useNavigate()
  const { of, open, whose, department } = route.useSearch()
  const own = useMe().posts.find(({ kind }) => kind === 'department')?.org
  const turn = (change: Change) => void navigate({ search: (was) => changed(was, change), resetScroll: false })
  const total = cockpit.indices.find(({ id }) => id === TOTAL)!
  const shown = { computation: cockpit.computation ?? undefined, on: board.on }
  return (
    <>
      <ProjectNumbers counts={board.counts} onOpen={(opened) => turn({ open: opened, whose: undefined })} />
      <section aria-labelledby="late">
        <h2 id="late">超期未完成的节点</h2>
        <ProjectLines {...shown} of="milestone-late" caption="超期未完成的节点" empty="没有超期未完成的节点。" />
      </section>
      <section aria-labelledby="coming">
        <h2 id="coming">60天内到期的节点</h2>
        <ProjectLines {...shown} of="milestone-coming" caption="60天内到期的节点" empty="60天内没有到期的节点。" />
      </section>
      <section aria-labelledby="ranking">
        <h2 id="ranking">部门指数和排名</h2>
        <p className={styles.note}>完成率按本期末（{cockpit.last}）应完成的节点、项目计算；点击部门查看指标、计算过程和所依据的事项。</p>
        <ProjectRanking
          cockpit={cockpit}
          board={board}
          department={department}
          onDepartment={(id) => turn({ department: id })}
          onOpen={(opened, of) => turn({ open: opened, whose: of })}
        />
      </section>
      <div className={styles.beneath}>
        <TrendPanel report="project" index={TOTAL} name={total.name} unit={cockpit.units.find(({ id }) => id === (department ?? own))} />
        <NotCounted report="project" cockpit={cockpit} of={of} />
      </div>
      {open && <Opening {...shown} open={open} whose={whose} onClose={() => turn({ open: undefined, whose: undefined })} />}
    </>
  )
}

type Change = { [K in keyof ProjectSearch]: ProjectSearch[K] | undefined }

/** What is undefined leaves the address. */
const changed = (was: ProjectSearch, change: Change): ProjectSearch => readProjectSearch({ ...was, ...change })

type OpeningProps = { computation: string | undefined; on: string; open: Opened; whose: string | undefined; onClose: () => void }

function Opening({ computation, on, open, whose, onClose }: OpeningProps) {
  const names = useNames()
  const about = openedWords(open)
  return (
    <Drawer open title={whose === undefined ? about : `${names.short(whose)}：${about}`} size="min(1040px, 100vw)" onClose={onClose}>
      <div className={styles.opened} data-theme="dark">
        <ProjectLines computation={computation} on={on} of={open} department={whose} caption={about} empty="没有这一类事项。" />
      </div>
    </Drawer>
  )
}

function openedWords(open: Opened): string {
  if (open === 'project') return '项目'
  if (open === 'milestone') return '里程碑节点'
  return open === 'result' ? lineKinds.result : `${open.startsWith('project') ? '项目' : '里程碑节点'}：${lineKinds[open]}`
}
