import { FundProjectionScreenOutlined, PrinterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button, Drawer } from 'antd'
import type { Cockpit } from '#cockpits/cockpit.ts'
import { lineKinds, type Board, type Opened } from '#cockpits/project-board.ts'
import { useNames } from '../api/names.ts'
import { momentText } from '../city-time.ts'
import { periodName } from '../reports/queries.ts'
import { ButtonLink } from '../shell/button-link.tsx'
import { Failed } from '../shell/failed.tsx'
import { usePageTitle } from '../shell/page-title.ts'
import { ProjectLines } from './project-lines.tsx'
import { ProjectNumbers } from './project-numbers.tsx'
import { boardQuery, projectQuery } from './project-queries.ts'
import { ProjectRanking } from './project-ranking.tsx'
import styles from './project.module.css'

const route = getRouteApi('/shell/cockpit/projects')

const TITLE = '重大改革项目报表驾驶舱'

/** The cockpit of major projects, of this moment or of a fixed issue. What is opened stands in the address, so that it can be sent on and gone back from. */
export function ProjectCockpitPage() {
  usePageTitle(TITLE)
  const { issue } = route.useSearch()
  const cockpit = useQuery(projectQuery(issue))
  const board = useQuery(boardQuery(issue))
  const error = cockpit.error ?? board.error
  const again = () => Promise.all([cockpit.refetch(), board.refetch()])
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{TITLE}</h1>
        <div className={styles.tools}>
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
            打印
          </Button>
          <ButtonLink to="/wall/projects" icon={<FundProjectionScreenOutlined aria-hidden />}>
            投屏
          </ButtonLink>
        </div>
      </header>
      {cockpit.data && board.data ? (
        <Shown cockpit={cockpit.data} board={board.data} asked={board.dataUpdatedAt} failed={error !== null} />
      ) : error ? (
        <Failed error={error} again={again} busy={cockpit.isFetching || board.isFetching} />
      ) : (
        <p className={styles.note} role="status">
          正在打开……
        </p>
      )}
    </div>
  )
}

function Shown({ cockpit, board, asked, failed }: { cockpit: Cockpit; board: Board; asked: number; failed: boolean }) {
  const navigate = route.useNavigate()
  const { open, of, department } = route.useSearch()
  const opens = (opened: Opened | undefined, whose?: string) =>
    void navigate({ search: (was) => ({ ...was, open: opened, of: whose }), resetScroll: false })
  const shown = { computation: cockpit.computation ?? undefined, on: board.on }
  return (
    <>
      <p className={styles.note}>{momentWords(cockpit, asked)}</p>
      {failed && (
        <p className={styles.failed} role="status">
          暂时连接不上服务器，以下为{momentText(new Date(asked))}的数据。
        </p>
      )}
      <ProjectNumbers counts={board.counts} onOpen={(opened) => opens(opened)} />
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
        <p className={styles.note}>
          按{cockpit.scheme.validFrom}起施行的指标体系计分，完成率按本期末（{cockpit.last}
          ）应完成的节点、项目计算；点击部门查看指标、计算过程和所依据的事项。
        </p>
        <ProjectRanking
          cockpit={cockpit}
          board={board}
          department={department}
          onDepartment={(id) => void navigate({ search: (was) => ({ ...was, department: id }), resetScroll: false })}
          onOpen={opens}
        />
      </section>
      {open && <Opening {...shown} open={open} of={of} onClose={() => opens(undefined)} />}
    </>
  )
}

type OpeningProps = { computation: string | undefined; on: string; open: Opened; of: string | undefined; onClose: () => void }

function Opening({ computation, on, open, of, onClose }: OpeningProps) {
  const names = useNames()
  const about = openedWords(open)
  return (
    <Drawer open title={of === undefined ? about : `${names.short(of)}：${about}`} size="min(1040px, 100vw)" onClose={onClose}>
      <ProjectLines computation={computation} on={on} of={open} department={of} caption={about} empty="没有这一类事项。" />
    </Drawer>
  )
}

function openedWords(open: Opened): string {
  if (open === 'project') return '项目'
  if (open === 'milestone') return '里程碑节点'
  return open === 'result' ? lineKinds.result : `${open.startsWith('project') ? '项目' : '里程碑节点'}：${lineKinds[open]}`
}

function momentWords({ first, last, at, state }: Cockpit, asked: number): string {
  const period = periodName(first, last)
  if (state === 'live') return `${period}，按已审定的事项实时计算，未定稿，以定稿报表为准；截至${momentText(new Date(asked))}。`
  const said = `${period}${state === 'fixed' ? '定稿报表' : '，未定稿'}，指数和排名按${momentText(at)}以前审定的事项计算`
  return `${said}；项目和节点为当时的情况，统计至${last}。`
}
